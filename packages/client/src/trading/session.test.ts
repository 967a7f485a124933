import { inspect } from 'node:util';
import { either as E } from 'fp-ts';
import { nodeSigner } from '@bitfinex-ws/auth/node';
import type { Fault } from '@bitfinex-ws/simulator';
import { openDesk, type AccountDesk } from '../../test/account-desk.js';
import { accountDesks, far } from '../../test/account-desks.js';
import { createAccount, createReadOnlyAccount, type AccountEvent, type AccountOptions } from './index.js';

const { open, closeLater } = accountDesks();
/** The next event of that type. */
const next = <Type extends AccountEvent['type']>({ account }: AccountDesk, type: Type) =>
  new Promise<AccountEvent>((resolve) => account.on(type, resolve));
/** What the account's socket was told to log in with. */
const logins = (desk: AccountDesk): Array<Record<string, unknown>> => {
  const sent: Array<Record<string, unknown>> = [];
  const { transport } = desk.exchange;
  const spying = (request: Parameters<typeof transport>[0]) => {
    const made = transport(request);
    return {
      ...made,
      send: (frame: string) => {
        if (frame.startsWith('{"event":"auth"')) sent.push(JSON.parse(frame) as Record<string, unknown>);
        return made.send(frame);
      },
    };
  };
  return Object.assign(sent, { spying });
};

describe('the session of an account', () => {
  it('dials nothing by itself, and once for all who wait for it', async () => {
    const desk = open();
    await desk.clock.advanceAsync(10_000);
    expect([desk.account.status().state, desk.exchange.stats().connections]).toEqual(['idle', 0]);
    const all = await desk.until(Promise.all([desk.account.ready(), desk.account.ready()]));
    expect([all.every(E.isRight), desk.exchange.stats().connections]).toEqual([true, 1]);
  });

  it('logs in again with the same filter, dms and flags after each loss, each time with a larger nonce', async () => {
    const desk = openDesk();
    const sent = logins(desk) as unknown as { spying: AccountOptions['transport'] } & Array<Record<string, unknown>>;
    const account = createAccount({
      transport: sent.spying as NonNullable<AccountOptions['transport']>,
      clock: desk.clock,
      governor: false,
      apiKey: desk.exchange.keys[0]?.apiKey ?? '',
      signer: nodeSigner(desk.exchange.keys[0]?.apiSecret ?? ''),
      filter: ['trading', 'notify', 'wallet'],
      dms: 4,
      backoff: { baseMs: 10 },
    });
    closeLater({ ...desk, account });
    await desk.until(account.ready());
    for (let times = 0; times < 3; times++) {
      desk.exchange.killConnections();
      await desk.until(new Promise((resolve) => account.on('reconciled', resolve)));
    }
    expect(sent).toHaveLength(4);
    expect(sent.map(({ filter, dms }) => [filter, dms])).toEqual(Array(4).fill([['trading', 'notify', 'wallet'], 4]));
    const nonces = sent.map(({ authNonce }) => Number(authNonce));
    expect([...nonces].sort((a, b) => a - b)).toEqual(nonces);
    expect(new Set(nonces).size).toBe(4);
  });

  it('raises its nonce where the server finds it small, and says so', async () => {
    const desk = open();
    desk.exchange.control.inject({ type: 'clock-skew', ms: 30_000, nonce: 0 });
    const retried = next(desk, 'loginRetrying');
    expect(E.isRight(await desk.until(desk.account.ready()))).toBe(true);
    expect(await retried).toMatchObject({ retry: 1 });
  });

  it.each<[string, AccountOptions, object]>([
    ['a wrong key', { apiKey: 'nobody' }, { msg: 'apikey: invalid' }],
    ['a wrong secret', { signer: nodeSigner('wrong') }, { msg: 'apikey: digest invalid' }],
    ['no signature', { signer: () => Promise.reject(new Error('no')) }, { reason: 'unavailable' }],
  ])('with %s says why', async (_, options, error) => {
    const desk = open(options);
    const failed = next(desk, 'loginFailed');
    void desk.account.ready();
    expect(await desk.until(failed)).toMatchObject({ error });
  });

  it('that is refused for good is over: nothing is dialled any more, and every call says why', async () => {
    const desk = open({ apiKey: 'nobody' });
    const first = await desk.until(desk.account.ready());
    await desk.clock.advanceAsync(600_000);
    expect(desk.account.status()).toMatchObject({ state: 'refused', connection: { attempts: 1 } });
    expect(first).toMatchObject({ left: { _tag: 'LoginFailed' } });
    expect(await desk.account.ready()).toEqual(first);
    expect(desk.account.submit(far)).toEqual(first);
  });

  it('tries a login that was not answered again, on another socket', async () => {
    const desk = open({ loginTimeoutMs: 1_000 });
    desk.exchange.control.schedule({
      afterConnect: 0,
      connections: { nth: 1 },
      fault: { type: 'ack-lost', request: 'auth' },
    });
    const failed = next(desk, 'loginFailed');
    expect(E.isRight(await desk.until(desk.account.ready()))).toBe(true);
    expect(await failed).toMatchObject({ final: false, error: { _tag: 'LoginTimedOut' } });
    expect(desk.account.status().connection.attempts).toBe(2);
  });

  it('does not log in to a server under maintenance before that is over', async () => {
    const desk = open();
    desk.exchange.control.inject({ type: 'maintenance', ms: 5_000 });
    const ready = desk.account.ready();
    await desk.clock.advanceAsync(4_000);
    expect(desk.account.status()).toMatchObject({ state: 'paused', login: null });
    expect(E.isRight(await desk.until(ready))).toBe(true);
  });

  it('refuses inputs while the exchange is paused, and knows the account anew when that is over', async () => {
    const desk = open();
    await desk.until(desk.account.ready());
    desk.exchange.control.inject({ type: 'maintenance', ms: 2_000 });
    await desk.clock.advanceAsync(100);
    expect(desk.account.submit(far)).toEqual(E.left({ _tag: 'Paused', cause: 'resync' }));
    await desk.until(next(desk, 'reconciled'));
    expect(desk.account.status()).toMatchObject({ state: 'ready', logins: 2 });
  });

  it.each<[AccountOptions, number, string]>([
    [{}, 2, 'ready'],
    [{ dms: 4 }, 1, 'ready'],
    [{ afterGap: 'tell' }, 1, 'ready'],
  ])('with %j has logged in %i times after it missed something of the account', async (options, times, state) => {
    const desk = open(options);
    await desk.until(desk.account.ready());
    const gap = next(desk, 'gap');
    // The answer to a request has no number of its own: what is missed is noticed by the `on` behind it.
    desk.exchange.control.inject({ type: 'drop', frames: { channel: 'account' }, times: 2 });
    desk.account.submit(far);
    await desk.until(gap);
    await desk.clock.advanceAsync(2_000);
    expect(desk.account.status()).toMatchObject({ logins: times, state });
    expect(E.isRight(desk.account.orders.read())).toBe(times === 2);
  });

  it.each([
    [{ nth: 1 }, 2, true],
    ['all', 2, false],
  ] as const)(
    'logs in once more where snapshots were lost without a trace on %j',
    async (connections, times, readable) => {
      const desk = open({ snapshotsMs: 1_000 });
      const frames = { channel: 'account', kinds: ['snapshot'] } as const;
      desk.exchange.control.schedule({ afterConnect: 0, connections, fault: { type: 'drop', frames, times: 3 } });
      await desk.until(desk.account.ready());
      await desk.clock.advanceAsync(60_000);
      expect(desk.account.status()).toMatchObject({ state: 'ready', logins: times });
      expect(E.isRight(desk.account.orders.read())).toBe(readable);
    },
  );

  it('gives its nonces back to the store they are from, and does not wait for one that does not take them', async () => {
    const released: number[] = [];
    let hang = false;
    const release = (nonce: number) => (): Promise<void> => {
      released.push(nonce);
      return hang ? new Promise(() => undefined) : Promise.resolve();
    };
    const take = (nonce: number) => Promise.resolve(E.right({ nonce, release: release(nonce) }));
    const desk = open({ nonces: { take } });
    await desk.until(desk.account.ready());
    expect(released).toHaveLength(1);
    hang = true;
    desk.exchange.killConnections();
    await desk.until(next(desk, 'reconciled'));
    expect(released).toHaveLength(2);
    expect(E.isRight(await desk.until(desk.account.close(), 6_000))).toBe(true);
  });

  it.each<[string, AccountOptions['nonces'], object]>([
    [
      'is busy',
      { take: () => Promise.resolve(E.left({ _tag: 'NonceUnavailable', reason: 'busy' })) },
      { reason: 'busy' },
    ],
    ['throws', { take: () => Promise.reject(new Error('disk')) }, { reason: 'unreachable' }],
  ])('tries again where the store of nonces %s', async (_, nonces, error) => {
    const desk = open({ ...(nonces && { nonces }) });
    const failed = next(desk, 'loginFailed');
    void desk.account.ready();
    expect(await desk.until(failed)).toMatchObject({ final: false, error });
  });

  it('keeps what the key may not do from leaving', async () => {
    const caps = { orders: { read: true, write: false } };
    const desk = open(
      { apiKey: 'reader', signer: nodeSigner('secret') },
      { accounts: [{ apiKey: 'reader', apiSecret: 'secret', caps: { orders: { read: 1, write: 0 } } as never }] },
    );
    await desk.until(desk.account.ready());
    expect(desk.account.status().login?.caps).toMatchObject(caps);
    expect(desk.account.submit(far)).toEqual(E.left({ _tag: 'NotPermitted', scope: 'orders', access: 'write' }));
    expect(await desk.account.cancelMany({ all: true })).toMatchObject({ left: { _tag: 'NotPermitted' } });
  });

  it.each<Fault>([
    { type: 'reset' },
    { type: 'close', code: 1012 },
    { type: 'restart', ms: 500 },
    { type: 'half-open' },
    { type: 'info', code: 20051 },
  ])('comes back after %j', async (fault) => {
    const desk = open({ silenceMs: 20_000 });
    await desk.until(desk.account.ready());
    desk.exchange.control.inject(fault);
    await desk.until(next(desk, 'reconciled'), 120_000);
    expect(desk.account.status()).toMatchObject({ state: 'ready', logins: 2 });
  });

  it('of an account that is only looked at has nothing that could send an input', async () => {
    const desk = open();
    const account = createReadOnlyAccount({
      transport: desk.exchange.transport,
      clock: desk.clock,
      governor: false,
      apiKey: desk.exchange.keys[0]?.apiKey ?? '',
      signer: nodeSigner(desk.exchange.keys[0]?.apiSecret ?? ''),
    });
    await desk.until(account.ready());
    expect(Object.keys(account).sort()).toEqual(
      Object.keys(desk.account)
        .filter((name) => !/^(submit|update|cancel|cancelMany|batch|tickets|offer|cancelOffer|broadcast)$/.test(name))
        .sort(),
    );
    expect(inspect(account)).not.toContain(desk.exchange.keys[0]?.apiKey);
    await desk.until(account.close());
  });
});
