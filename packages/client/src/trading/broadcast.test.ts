import { createAccount, explainAccountError } from './index.js';
import { accountOptions, type AccountDesk } from '../../test/account-desk.js';
import { accountDesks, left, right } from '../../test/account-desks.js';

const { open, ready } = accountDesks();
const news = { type: 'ucm-position-plan', info: { target: '1.5', by: 'desk 2' } } as const;
/** A second session of the same user. */
const besides = async ({ exchange, clock, until }: AccountDesk) => {
  const account = createAccount(accountOptions(exchange, clock, 2));
  right(await until(account.ready()));
  return account;
};

describe('a message of one’s own', () => {
  it('reaches the other sessions of the user as a notification, and comes back to none', async () => {
    const desk = await ready();
    const { account, clock, until } = desk;
    const other = await besides(desk);
    const [heard, own] = [other.notifications.changes(), account.notifications.changes()];
    expect(account.broadcast({ ...news, messageId: 7 })).toEqual({ _tag: 'Right', right: undefined });
    expect(account.broadcast({ type: 'ucm-next', info: {} })).toEqual({ _tag: 'Right', right: undefined });
    const told = [await until(heard.next()), await until(heard.next())];
    expect(told).toMatchObject([
      { value: { of: 'notification', value: { ...news, messageId: 7, info: { kind: 'broadcast', info: news.info } } } },
      { value: { value: { type: 'ucm-next', messageId: null, info: { kind: 'broadcast', info: {} } } } },
    ]);
    await clock.advanceAsync(1_000);
    right(await until(account.close()));
    const last: unknown[] = [];
    for await (const item of own) last.push(item.type);
    expect(last).toEqual(['stale', 'ended']);
    right(await until(other.close()));
  });

  it('is refused here where it can not be sent, or written, and says why', async () => {
    const { account, exchange, until } = open();
    expect(left(account.broadcast(news))).toEqual({ _tag: 'NotLoggedIn' });
    right(await until(account.ready()));
    expect(left(account.broadcast({ ...news, type: 'hello' as 'ucm' }))).toMatchObject({
      _tag: 'BadInput',
      reason: { _tag: 'BadText', field: 'type' },
    });
    expect(left(account.broadcast({ ...news, messageId: -1 }))).toMatchObject({ _tag: 'BadInput' });
    expect(left(account.broadcast(null as never))).toMatchObject({ _tag: 'BadInput' });
    exchange.killConnections();
    await until(new Promise((resolve) => account.on('loggedOut', resolve)));
    expect(left(account.broadcast(news))).toEqual({ _tag: 'NotLoggedIn' });
    right(await until(account.close()));
    expect(left(account.broadcast(news))).toEqual({ _tag: 'AccountClosed' });
    expect(left(createAccount({ dms: 3 } as never).broadcast(news))).toMatchObject({ _tag: 'BadOptions' });
  });

  it('that the socket does not take was not sent, which is said', async () => {
    const { account } = await ready({ sendLimitBytes: 2_000 });
    const error = left(account.broadcast({ ...news, info: { text: 'x'.repeat(2_000) } }));
    expect(error).toEqual({ _tag: 'NotSent', asked: 'n', cid: null, cause: 'refusedBySocket' });
    expect(error && explainAccountError(error)).toBe('The message was not sent: the socket did not take the frame.');
  });
});
