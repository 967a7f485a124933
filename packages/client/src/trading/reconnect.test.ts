import { createAccount, createReadOnlyAccount } from './index.js';
import { accountDesks, far, left, right } from '../../test/account-desks.js';

const { open, ready } = accountDesks();

describe('an account that is told to reconnect', () => {
  it('logs in anew on another socket, and answers once the snapshots are here again', async () => {
    const { account, exchange, until } = await ready();
    const ticket = right(account.submit(far));
    right(await until(ticket.ack));
    const reconciled = new Promise((resolve) => account.on('reconciled', resolve));
    const answer = account.reconnect();
    expect(left(account.submit(far))).not.toBeNull();
    expect(right(await until(answer))).toBeUndefined();
    await until(reconciled);
    expect([exchange.stats().connections, account.status()]).toMatchObject([1, { state: 'ready', logins: 2 }]);
    expect([...right(account.orders.read()).values()].map(({ cid }) => cid)).toEqual([ticket.cid]);
    expect(ticket.state()._tag).toBe('Live');
  });

  it('connects where nothing is connected, and joins a login that is under way', async () => {
    const { account, exchange, until } = open();
    const both = Promise.all([account.reconnect(), account.reconnect()]);
    expect((await until(both)).map(left)).toEqual([null, null]);
    expect([exchange.stats().connections, account.status().logins]).toEqual([1, 1]);
  });

  it('once for all who tell it at the same time', async () => {
    const { account, until } = await ready();
    const all = Promise.all([account.reconnect(), account.reconnect(), account.ready()]);
    expect((await until(all)).map(left)).toEqual([null, null, null]);
    expect(account.status().logins).toBe(2);
  });

  it('is over where its option `reconnect` takes no loss', async () => {
    const { account, until } = await ready({ reconnect: () => false });
    expect(left(await until(account.reconnect()))).toMatchObject({
      _tag: 'ConnectionEnded',
      end: { _tag: 'NotReconnected' },
    });
  });

  it('says why it can not: closed, refused, aborted, or made with options that mean nothing', async () => {
    const { account, until } = await ready();
    const abort = new AbortController();
    const aborted = account.reconnect({ signal: abort.signal });
    abort.abort();
    expect(left(await aborted)).toEqual({ _tag: 'Aborted', call: 'reconnect' });
    right(await until(account.close()));
    expect(left(await account.reconnect())).toEqual({ _tag: 'AccountClosed' });
    const wrong = open({ apiKey: 'nobody' });
    expect(left(await wrong.until(wrong.account.reconnect()))).toMatchObject({ _tag: 'LoginFailed' });
    expect(left(await wrong.account.reconnect())).toMatchObject({ _tag: 'LoginFailed' });
    for (const make of [createAccount, createReadOnlyAccount]) {
      expect(left(await make({ filter: 3 } as never).reconnect())).toMatchObject({ _tag: 'BadOptions' });
    }
  });
});
