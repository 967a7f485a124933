import type { ChannelSpec } from '@bitfinex-ws/protocol';
import { createDriver } from '@bitfinex-ws/testkit';
import { channelOf, connectionsOf, routeOf, subscriptions } from './index.js';
import type { SubscriptionInput } from './index.js';

const symbols = ['tAAAUSD', 'tBBBUSD', 'tCCCUSD'] as const;
const ticker = (symbol: (typeof symbols)[number]): ChannelSpec => ({ channel: 'ticker', symbol });
const want = (symbol: (typeof symbols)[number]): SubscriptionInput => ({
  type: 'SubscribeAsked',
  id: symbol,
  spec: ticker(symbol),
});
const ready: SubscriptionInput = { type: 'ConnectionReady', conn: 1 };
const lost: SubscriptionInput = { type: 'ConnectionLost', conn: 1, cause: 'closed with 1006' };
const acked = (chanId: number, subId: string): SubscriptionInput => ({
  type: 'Subscribed',
  conn: 1,
  chanId,
  subId,
  spec: null,
});
const start = (resubscribe: boolean, ...inputs: ReadonlyArray<SubscriptionInput>) => {
  const driver = createDriver(subscriptions({ capacity: 25, ackTimeoutMs: 10_000, resubscribe }));
  driver.take(...inputs);
  return driver;
};
/** AAA is live, BBB is asked for, CCC is being given back. */
const mixed = (resubscribe = true) =>
  start(resubscribe, ...symbols.map(want), ready, acked(11, '1'), acked(33, '3'), {
    type: 'UnsubscribeAsked',
    id: 'tCCCUSD',
  });
const stateOf = (driver: ReturnType<typeof start>, symbol: string) =>
  channelOf(driver.state(), `ticker:${symbol}`)?.state;

describe('a lost connection', () => {
  it('closes routes and timers, keeps what is wanted and lets go what was being released', () => {
    const driver = mixed();
    expect(driver.take(lost)).toEqual([
      { type: 'RouteClosed', conn: 1, chanId: 11, channel: 'ticker:tAAAUSD' },
      { type: 'ChannelRecovering', channel: 'ticker:tAAAUSD', cause: 'closed with 1006' },
      { type: 'StopTimer', timer: 'ack:2' },
      { type: 'StopTimer', timer: 'unsub:4' },
    ]);
    expect(symbols.map((symbol) => stateOf(driver, symbol))).toEqual(['recovering', 'recovering', undefined]);
    expect(connectionsOf(driver.state())).toEqual([{ id: 1, ready: false, used: 2, free: 23 }]);
    expect(routeOf(driver.state(), 1, 11)).toBeNull();
  });

  it('is answered, once it is ready again, with the stored requests in their order', () => {
    const driver = mixed();
    driver.take(lost);
    expect(driver.take(ready)).toEqual([
      { type: 'SendSubscribe', conn: 1, spec: ticker('tAAAUSD'), subId: '5' },
      { type: 'StartTimer', timer: 'ack:5', ms: 10_000 },
      { type: 'SendSubscribe', conn: 1, spec: ticker('tBBBUSD'), subId: '6' },
      { type: 'StartTimer', timer: 'ack:6', ms: 10_000 },
    ]);
    driver.take(acked(21, '6'), acked(22, '5'));
    expect([routeOf(driver.state(), 1, 21), routeOf(driver.state(), 1, 22)]).toEqual([
      'ticker:tBBBUSD',
      'ticker:tAAAUSD',
    ]);
  });

  it('does not bring back what was ended while it was down', () => {
    const driver = mixed();
    driver.take(lost, { type: 'UnsubscribeAsked', id: 'tAAAUSD' });
    expect(driver.take(ready).filter(({ type }) => type === 'SendSubscribe')).toEqual([
      { type: 'SendSubscribe', conn: 1, spec: ticker('tBBBUSD'), subId: '5' },
    ]);
  });

  it('takes in new subscriptions while it is down', () => {
    const driver = start(true, want('tAAAUSD'), ready, acked(11, '1'), lost, want('tBBBUSD'));
    expect(driver.take(ready).filter(({ type }) => type === 'SendSubscribe')).toHaveLength(2);
  });

  it('ignores the answers of the socket that is gone', () => {
    const driver = mixed();
    driver.take(lost);
    const before = driver.state();
    const late: ReadonlyArray<SubscriptionInput> = [
      acked(12, '2'),
      { type: 'Unsubscribed', conn: 1, chanId: 33 },
      { type: 'Rejected', conn: 1, code: 10300, msg: null, subId: '2', chanId: null, echo: {} },
      { type: 'TimerFired', timer: 'ack:2' },
      lost,
    ];
    expect(driver.take(...late)).toEqual([]);
    expect(driver.state()).toBe(before);
  });

  it('ends its subscriptions, waiting ones too, and is closed where nothing is to be asked again', () => {
    const driver = mixed(false);
    const end = { _tag: 'ConnectionLost', cause: 'closed with 1006' };
    expect(driver.take(lost)).toMatchObject([
      { type: 'SubscriptionsEnded', ids: ['tAAAUSD'], end: { ...end, spec: ticker('tAAAUSD') } },
      { type: 'RouteClosed', chanId: 11 },
      { type: 'SubscriptionsEnded', ids: ['tBBBUSD'], end },
      { type: 'StopTimer', timer: 'ack:2' },
      { type: 'StopTimer', timer: 'unsub:4' },
      { type: 'CloseConnection', conn: 1 },
    ]);
    expect(connectionsOf(driver.state())).toEqual([]);
    expect(start(false, want('tAAAUSD')).take(lost)).toMatchObject([
      { ids: ['tAAAUSD'], end },
      { type: 'CloseConnection' },
    ]);
  });
});

describe('a connection that ends for good', () => {
  it('ends its channels and is forgotten without being closed', () => {
    const driver = mixed();
    const effects = driver.take({ type: 'ConnectionEnded', conn: 1, cause: 'gave up' });
    expect(effects.map(({ type }) => type)).toEqual([
      'SubscriptionsEnded',
      'RouteClosed',
      'SubscriptionsEnded',
      'StopTimer',
      'StopTimer',
    ]);
    expect(connectionsOf(driver.state())).toEqual([]);
    const before = driver.state();
    expect(driver.take(ready, lost, acked(11, '1'), { type: 'ConnectionEnded', conn: 1, cause: '' })).toEqual([]);
    expect(driver.state()).toBe(before);
    expect(driver.take(want('tAAAUSD'))).toEqual([{ type: 'OpenConnection', conn: 2 }]);
  });
});
