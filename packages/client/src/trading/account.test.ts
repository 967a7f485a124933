import { either as E } from 'fp-ts';
import type { CalcKey } from '@bitfinex-ws/protocol';
import { pairLimitsOf } from '@bitfinex-ws/trading';
import { accountDesks, far, left, right } from '../../test/account-desks.js';
import {
  ClientFailure,
  createAccount,
  explainAccountError,
  isRetryableAccountError,
  orThrow,
  resolveAccountOptions,
  type AccountError,
  type AccountOptions,
} from './index.js';

const { ready: trading } = accountDesks();

describe('what leaves an account', () => {
  it('has its prices rounded in its favour where that is asked for, never otherwise', async () => {
    const { account } = await trading({ prices: 'round' });
    const buy = right(account.submit({ ...far, price: '1000.17' }));
    const sell = right(account.submit({ ...far, amount: '-0.01', price: '50000.17', priceOcoStop: '1000.17' }));
    expect([buy.asked, sell.asked]).toMatchObject([{ price: '1000.1' }, { price: '50001', priceOcoStop: '1000.2' }]);
  });

  it('is checked against the limits of its pair where those are known', async () => {
    const json = [[['BTCUSD', [null, null, null, '0.002', '10', null, null, null, 0.1, 0.05]]]];
    const limits = pairLimitsOf(json);
    const { account } = await trading({ pairs: E.isRight(limits) ? limits.right : null });
    expect(left(account.submit({ ...far, amount: '0.001' }))).toMatchObject({ reason: { _tag: 'AmountTooSmall' } });
    expect(left(account.submit({ ...far, amount: '-11' }))).toMatchObject({ reason: { _tag: 'AmountTooLarge' } });
    expect(left(account.submit({ ...far, amount: '0.0000000001' }))).toMatchObject({
      reason: { _tag: 'AmountTooFine' },
    });
    const ticket = right(account.submit(far));
    expect(left(await ticket.update({ amount: '0.001' }))).toMatchObject({ reason: { _tag: 'AmountTooSmall' } });
    expect(left(await ticket.update({ price: '1000.17' }))).toMatchObject({ reason: { rounded: '1000.1' } });
  });

  it('whose pair is not in the table leaves all the same, and the account says so', async () => {
    const { account } = await trading({ pairs: new Map() });
    const told: string[] = [];
    account.on('pairUnknown', ({ symbol }) => told.push(symbol));
    right(account.submit(far));
    expect(left(account.submit({ ...far, price: '1000.17' }))).toMatchObject({ _tag: 'BadOrder' });
    expect(told).toEqual(['tBTCUSD']);
  });

  it('has client ids that grow, and one that is in use is refused', async () => {
    const { account, clock } = await trading();
    const [first, second] = [right(account.submit(far)), right(account.submit(far))];
    expect([first.cid, second.cid]).toEqual([clock.now(), clock.now() + 1]);
    expect(account.submit({ ...far, cid: first.cid })).toEqual(E.left({ _tag: 'DuplicateCid', cid: first.cid }));
  });

  it('never goes faster than it may, and says when it may', async () => {
    const { account } = await trading({ orderRate: { burst: 2, perSecond: 1 } });
    right(account.submit(far));
    right(account.submit(far));
    const error = left(account.submit(far));
    expect(error).toMatchObject({ _tag: 'RateLimited', by: 'ourselves' });
    expect(error && isRetryableAccountError(error)).toBe(true);
  });

  it('waits after the exchange said that it was too fast', async () => {
    const desk = await trading({ orderRate: {} });
    desk.exchange.control.inject({ type: 'rate-limit', inputs: 1, ms: 60_000 });
    right(desk.account.submit(far));
    right(desk.account.submit(far));
    await desk.clock.advanceAsync(100);
    expect(left(desk.account.submit(far))).toMatchObject({ _tag: 'RateLimited', by: 'exchange' });
  });

  it('is two tickets where it is an OCO, each of which settles', async () => {
    const { account, until } = await trading();
    const ticket = right(account.submit({ ...far, priceOcoStop: '90000' }));
    expect(ticket.other?.cid).toBe(ticket.cid + 1);
    right(await until(ticket.ack));
    right(await until(ticket.cancel()));
    expect(await until(ticket.final)).toMatchObject({ _tag: 'Canceled', by: 'asked' });
    expect(ticket.other && (await until(ticket.other.final))).toMatchObject({ _tag: 'Canceled', by: 'oco' });
  });
});

describe('a call of an account', () => {
  it('can be given up by its signal and by its time; what was sent was sent', async () => {
    const { account, exchange, until } = await trading();
    const ticket = right(account.submit(far));
    right(await until(ticket.ack));
    exchange.control.inject({ type: 'stall', ms: 3_000 });
    const abort = new AbortController();
    const [aborted, late] = [ticket.cancel({ signal: abort.signal }), ticket.cancel({ timeoutMs: 100 })];
    abort.abort();
    expect(left(await aborted)).toEqual({ _tag: 'Aborted', call: 'cancel' });
    expect(left(await until(late))).toMatchObject({ _tag: 'CallTimedOut', call: 'cancel', timeoutMs: 100 });
    expect(await until(ticket.final)).toMatchObject({ _tag: 'Canceled' });
  });

  it('is settled by close, whatever it waits for, and the ticket too', async () => {
    const { account, exchange, until } = await trading();
    exchange.control.inject({ type: 'stall', ms: 60_000 });
    const ticket = right(account.submit(far));
    const calls = [account.cancelMany({ all: true }), account.calculate(['margin_base'])];
    const changes = account.orders.changes();
    const messages = account.messages();
    await until(account.close());
    expect(await ticket.final).toMatchObject({ _tag: 'Unresolved', cause: 'closed' });
    expect((await Promise.all(calls)).map(({ _tag }) => _tag)).toEqual(['Left', 'Right']);
    expect([await changes.next(), await changes.next()]).toMatchObject([
      { value: { type: 'stale', cause: 'closed' } },
      { value: { type: 'ended', reason: { _tag: 'AccountClosed' } } },
    ]);
    expect(await messages.next()).toMatchObject({ value: { type: 'ended' } });
  });

  it('with options that mean nothing answers what is wrong with them', async () => {
    const account = createAccount({ apiKey: 'key', nonsense: 1 } as AccountOptions);
    const answer = await account.ready();
    expect(left(answer)).toMatchObject({
      _tag: 'BadOptions',
      problems: [{ path: 'nonsense' }, { path: 'signer', received: 'missing' }],
    });
    expect([account.submit(far), await account.cancel({ id: 1 }), account.offer({} as never)]).toEqual(
      Array(3).fill(answer),
    );
    expect(account.batch([{ type: 'submit', order: far }])).toEqual([{ type: 'submit', ticket: answer }]);
    expect([account.status().state, await account.messages().next()]).toMatchObject([
      'unusable',
      { value: { type: 'ended' } },
    ]);
    await expect(orThrow(account.ready())).rejects.toThrow(ClientFailure);
  });

  it('for calculated values is answered key by key', async () => {
    const { account, until } = await trading();
    const keys: CalcKey[] = ['margin_base', 'wallet_margin_USD', 'position_tXYZUSD'];
    const answers = right(await until(account.calculate(keys, { timeoutMs: 1_000 })));
    expect([...answers].map(([key, answer]) => [key, answer._tag])).toEqual([
      ['margin_base', 'Right'],
      ['wallet_margin_USD', 'Right'],
      ['position_tXYZUSD', 'Left'],
    ]);
    expect(account.margin.read()).toMatchObject({ right: { base: {} } });
  });
});

describe('the changes of a view', () => {
  it('come in order to whoever reads them, and a slow reader is told what it missed', async () => {
    const { account, until, clock } = await trading();
    const [quick, slow] = [account.orders.changes(), account.orders.changes({ limit: 1 })];
    for (let times = 0; times < 3; times++) right(await until(right(account.submit(far)).ack));
    await clock.advanceAsync(100);
    const read = [await quick.next(), await quick.next(), await quick.next()];
    expect(read.map(({ value }) => value?.type)).toEqual(['added', 'added', 'added']);
    expect([(await slow.next()).value, (await slow.next()).value]).toMatchObject([
      { type: 'dropped', count: 2 },
      { type: 'added' },
    ]);
  });
});

describe('the options of an account', () => {
  it.each<[AccountOptions, string]>([
    [{ apiKey: 'key' }, 'signer'],
    [{ signer: () => Promise.reject(new Error()) }, 'apiKey'],
    [{ token: 't', apiKey: 'key' }, 'token'],
    [{ token: '' }, 'token'],
    [{ token: 't', filter: ['trading'] }, 'filter'],
    [{ token: 't', filter: ['nothing'] as never }, 'filter'],
    [{ token: 't', dms: 3 as never }, 'dms'],
    [{ token: 't', orderRate: { burst: 0 } }, 'orderRate.burst'],
    [{ token: 't', orderRate: { waitMs: -1 } }, 'orderRate.waitMs'],
    [{ token: 't', pairs: {} as never }, 'pairs'],
    [{ token: 't', nonces: {} as never, url: 7 as never }, 'url'],
    [{ token: 't', batchMs: -1 }, 'batchMs'],
  ])('%j are refused for %s', (options, path) => {
    const resolved = resolveAccountOptions(options);
    expect(E.isLeft(resolved) && resolved.left.problems.map((problem) => problem.path)).toContain(path);
  });

  it('are resolved once, with a dead man’s switch that a lost frame does not set off', () => {
    const resolved = resolveAccountOptions({ token: 't', dms: 4 });
    expect(resolved).toMatchObject({
      right: { afterGap: 'tell', prices: 'refuse', url: 'wss://api.bitfinex.com/ws/2' },
    });
    expect(resolveAccountOptions({ token: 't' })).toMatchObject({ right: { afterGap: 'relogin' } });
  });
});

const errors: ReadonlyArray<readonly [AccountError, string, boolean]> = [
  [{ _tag: 'AccountClosed' }, 'closed', false],
  [{ _tag: 'Aborted', call: 'cancel' }, 'cancel', false],
  [
    { _tag: 'CallTimedOut', call: 'ready', timeoutMs: 9, lastLoss: { _tag: 'ServerStopped' }, lastFailure: null },
    '9 ms',
    true,
  ],
  [
    { _tag: 'CallTimedOut', call: 'cancel', timeoutMs: 9, lastLoss: null, lastFailure: { _tag: 'LoginInterrupted' } },
    'lost',
    false,
  ],
  [
    { _tag: 'LoginFailed', error: { _tag: 'LoginRejected', code: 10100, msg: 'apikey: invalid', retries: 0 } },
    'apikey',
    false,
  ],
  [{ _tag: 'ConnectionEnded', end: { _tag: 'IncompatibleVersion', version: 3 } }, 'version 3', false],
  [{ _tag: 'NotLoggedIn' }, 'not logged in', true],
  [{ _tag: 'SnapshotsAwaited' }, 'snapshots', true],
  [{ _tag: 'Paused', cause: 'maintenance' }, 'maintenance', true],
  [{ _tag: 'NotPermitted', scope: 'orders', access: 'write' }, 'write orders', false],
  [{ _tag: 'FilteredOut', needs: 'trading', filter: ['wallet'] }, 'wallet', false],
  [{ _tag: 'ShutdownTimedOut', timeoutMs: 5, sockets: 1 }, '1 socket', false],
  [{ _tag: 'DuplicateCid', cid: 5 }, '5', false],
  [{ _tag: 'BadOptions', problems: [{ _tag: 'UnknownOption', path: 'x' }] }, '"x"', false],
];

describe('an error of an account', () => {
  it.each(errors)('%j is one sentence, and says whether another try helps', (error, fact, retry) => {
    expect(explainAccountError(error)).toContain(fact);
    expect(explainAccountError(error)).toMatch(/^[A-Z0-9].*\.$/);
    expect(isRetryableAccountError(error)).toBe(retry);
  });
});
