import type { ChannelSpec } from '@bitfinex-ws/protocol';
import { createDriver } from '@bitfinex-ws/testkit';
import { channelOf, connectionsOf, routeOf, subscriptions } from './index.js';
import type { SubscriptionInput } from './index.js';

const btc: ChannelSpec = { channel: 'ticker', symbol: 'tBTCUSD' };
const eth: ChannelSpec = { channel: 'ticker', symbol: 'tETHUSD' };
const BTC = 'ticker:tBTCUSD';
const ETH = 'ticker:tETHUSD';
const want = (id: string, spec: ChannelSpec): SubscriptionInput => ({ type: 'SubscribeAsked', id, spec });
const acked = (chanId: number, subId: string | number | null, spec: ChannelSpec | null): SubscriptionInput => ({
  type: 'Subscribed',
  conn: 1,
  chanId,
  subId,
  spec,
});
const gone = (chanId: number): SubscriptionInput => ({ type: 'Unsubscribed', conn: 1, chanId });
const fired = (timer: string): SubscriptionInput => ({ type: 'TimerFired', timer });

/** Both tickers are asked for: tBTCUSD as 1, tETHUSD as 2. */
const asking = () => {
  const driver = createDriver(subscriptions({ capacity: 25, ackTimeoutMs: 10_000, resubscribe: true }));
  driver.take(want('b', btc), want('e', eth), { type: 'ConnectionReady', conn: 1 });
  return driver;
};
const routes = (driver: ReturnType<typeof asking>) => [7, 8, 9].map((chanId) => routeOf(driver.state(), 1, chanId));

describe('an acknowledgement', () => {
  it('stops the timer, opens the route and makes the channel live', () => {
    expect(asking().take(acked(7, '1', btc))).toEqual([
      { type: 'StopTimer', timer: 'ack:1' },
      { type: 'RouteOpened', conn: 1, chanId: 7, channel: BTC },
      { type: 'ChannelLive', channel: BTC, conn: 1, chanId: 7 },
    ]);
  });

  it.each([
    ['its subId, in any order', [acked(7, '2', eth), acked(8, '1', btc)]],
    ['its subId given back as a number', [acked(7, 2, null), acked(8, 1, null)]],
    ['its echo where no subId came back', [acked(7, null, { ...eth }), acked(8, null, { ...btc })]],
    ['its subId rather than its echo', [acked(7, '2', btc), acked(8, '1', eth)]],
  ])('is matched by %s', (_, answers) => {
    const driver = asking();
    driver.take(...answers);
    expect(routes(driver)).toEqual([ETH, BTC, null]);
  });

  it('that is said twice changes nothing', () => {
    const driver = asking();
    driver.take(acked(7, '1', btc));
    const before = driver.state();
    expect(driver.take(acked(7, '1', btc), acked(7, null, null))).toEqual([]);
    expect(driver.state()).toBe(before);
  });

  it('of an unknown connection is ignored', () => {
    const driver = asking();
    const before = driver.state();
    expect(driver.take({ type: 'Subscribed', conn: 2, chanId: 7, subId: '1', spec: btc })).toEqual([]);
    expect(driver.state()).toBe(before);
  });
});

describe('an acknowledgement that nobody waits for', () => {
  it('is unsubscribed at once and holds no slot', () => {
    const driver = asking();
    driver.take(fired('ack:1'));
    expect(driver.take(acked(7, '1', btc))).toEqual([{ type: 'SendUnsubscribe', conn: 1, chanId: 7 }]);
    expect(connectionsOf(driver.state())[0]?.used).toBe(1);
    expect(driver.take(acked(7, '1', btc))).toEqual([]);
    expect(driver.take(gone(7), gone(7))).toEqual([]);
  });

  it('delays a new asking of the same spec until it is gone', () => {
    const driver = asking();
    driver.take(fired('ack:1'), acked(7, '1', btc));
    expect(driver.take(want('again', btc))).toEqual([{ type: 'StartTimer', timer: 'unsub:3', ms: 10_000 }]);
    expect(driver.take(gone(7))).toContainEqual({ type: 'SendSubscribe', conn: 1, spec: btc, subId: '4' });
  });

  it('is forgotten with its socket', () => {
    const driver = asking();
    driver.take(fired('ack:1'), acked(7, '1', btc), { type: 'ConnectionLost', conn: 1, cause: '' });
    driver.take({ type: 'ConnectionReady', conn: 1 });
    expect(driver.take(want('again', btc))).toContainEqual({ type: 'SendSubscribe', conn: 1, spec: btc, subId: '4' });
  });

  it('serves the same spec where that is being asked for again', () => {
    const driver = asking();
    driver.take(fired('ack:1'), want('again', btc));
    driver.take(acked(7, '1', btc));
    expect(channelOf(driver.state(), BTC)).toMatchObject({ state: 'live', chanId: 7, ids: ['again'] });
    // The answer to the second asking says the same.
    const dup = { code: 10301, msg: 'subscribe: dup', subId: '3', chanId: 7, echo: {} };
    expect(driver.take({ type: 'Rejected', conn: 1, ...dup })).toEqual([]);
  });

  it('is given back even where the server did not say what it is', () => {
    expect(asking().take(acked(9, 'foreign', null))).toEqual([{ type: 'SendUnsubscribe', conn: 1, chanId: 9 }]);
  });
});

describe('a channel id', () => {
  it('never has two routes: who held it is asked again', () => {
    const driver = asking();
    driver.take(acked(7, '1', btc));
    const effects = driver.take(acked(7, '2', eth));
    expect(effects.map(({ type }) => type)).toEqual([
      'RouteClosed',
      'ChannelRecovering',
      'SendSubscribe',
      'StartTimer',
      'StopTimer',
      'RouteOpened',
      'ChannelLive',
    ]);
    expect(routes(driver)).toEqual([ETH, null, null]);
    expect(channelOf(driver.state(), BTC)?.state).toBe('recovering');
  });

  it('that the server takes back unasked is asked for again', () => {
    const driver = asking();
    driver.take(acked(7, '1', btc));
    expect(driver.take(gone(7))).toEqual([
      { type: 'RouteClosed', conn: 1, chanId: 7, channel: BTC },
      { type: 'ChannelRecovering', channel: BTC, cause: 'the server unsubscribed the channel' },
      { type: 'SendSubscribe', conn: 1, spec: btc, subId: '3' },
      { type: 'StartTimer', timer: 'ack:3', ms: 10_000 },
    ]);
  });

  it('that is unknown changes nothing when it is unsubscribed', () => {
    const driver = asking();
    const before = driver.state();
    expect(driver.take(gone(99), { type: 'Unsubscribed', conn: 5, chanId: 7 })).toEqual([]);
    expect(driver.state()).toBe(before);
  });
});
