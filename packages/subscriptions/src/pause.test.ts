import type { ChannelSpec } from '@bitfinex-ws/protocol';
import { createDriver } from '@bitfinex-ws/testkit';
import { channelOf, connectionsOf, subscriptions } from './index.js';
import type { SubscriptionInput } from './index.js';

const spec = (symbol: 'tAAAUSD' | 'tBBBUSD'): ChannelSpec => ({ channel: 'ticker', symbol });
const [A, B] = [spec('tAAAUSD'), spec('tBBBUSD')];
const want = (id: string, of: ChannelSpec): SubscriptionInput => ({ type: 'SubscribeAsked', id, spec: of });
const ready: SubscriptionInput = { type: 'ConnectionReady', conn: 1 };
const paused: SubscriptionInput = { type: 'ConnectionPaused', conn: 1 };
const acked = (chanId: number, subId: string, of: ChannelSpec, conn = 1): SubscriptionInput => ({
  type: 'Subscribed',
  conn,
  chanId,
  subId,
  spec: of,
});
const start = (...inputs: ReadonlyArray<SubscriptionInput>) => {
  const driver = createDriver(subscriptions({ capacity: 25, ackTimeoutMs: 10_000, resubscribe: true }));
  driver.take(...inputs);
  return driver;
};
const stateOf = (driver: ReturnType<typeof start>, symbol: string) =>
  channelOf(driver.state(), `ticker:${symbol}`)?.state;

describe('a connection whose server is not to be asked', () => {
  it('keeps what is live, and asks for what is wanted once the pause is over', () => {
    const driver = start(want('a', A), ready, acked(11, '1', A), paused);
    expect(driver.take(want('b', B))).toEqual([]);
    expect([stateOf(driver, 'tAAAUSD'), stateOf(driver, 'tBBBUSD')]).toEqual(['live', 'waiting']);
    expect(connectionsOf(driver.state())).toEqual([{ id: 1, ready: false, used: 2, free: 23 }]);
    expect(driver.take(ready)).toEqual([
      { type: 'SendSubscribe', conn: 1, spec: B, subId: '2' },
      { type: 'StartTimer', timer: 'ack:2', ms: 10_000 },
    ]);
  });

  it('takes the answers to what was asked before', () => {
    const driver = start(want('a', A), ready, paused);
    driver.take(acked(11, '1', A));
    expect(stateOf(driver, 'tAAAUSD')).toBe('live');
  });

  it('holds it against nobody that an answer does not come: it is asked again afterwards', () => {
    const driver = start(want('a', A), ready, paused);
    expect(driver.take({ type: 'TimerFired', timer: 'ack:1' })).toEqual([]);
    expect(stateOf(driver, 'tAAAUSD')).toBe('waiting');
    expect(driver.take(ready)).toContainEqual({ type: 'SendSubscribe', conn: 1, spec: A, subId: '2' });
  });

  it('gives back what is opened too late, and asks anew when that is done', () => {
    const driver = start(want('a', A), ready, paused, { type: 'TimerFired', timer: 'ack:1' });
    expect(driver.take(acked(11, '1', A))).toEqual([{ type: 'SendUnsubscribe', conn: 1, chanId: 11 }]);
    expect(driver.take(ready)).toEqual([{ type: 'StartTimer', timer: 'unsub:2', ms: 10_000 }]);
    expect(driver.take({ type: 'Unsubscribed', conn: 1, chanId: 11 })).toContainEqual({
      type: 'SendSubscribe',
      conn: 1,
      spec: A,
      subId: '3',
    });
  });

  it('is no longer paused on its next socket, nor held to the room that the last one had', () => {
    const limit = { type: 'Rejected', conn: 1, code: 10305, msg: null, subId: '2', chanId: null, echo: {} } as const;
    const driver = start(want('a', A), ready, acked(11, '1', A), want('b', B), limit);
    expect(connectionsOf(driver.state())[0]).toMatchObject({ used: 1, free: 0 });
    driver.take(paused, { type: 'ConnectionLost', conn: 1, cause: 'closed' });
    expect(driver.take(ready)).toContainEqual({ type: 'SendSubscribe', conn: 1, spec: A, subId: '3' });
    expect(connectionsOf(driver.state())[0]).toMatchObject({ ready: true, used: 1, free: 24 });
  });
});

describe('connections ahead of what is wanted', () => {
  const asked = (count: number): SubscriptionInput => ({ type: 'ConnectionsAsked', count });

  it('are opened, filled in their order, and kept though they carry nothing', () => {
    const driver = start();
    expect(driver.take(asked(2))).toEqual([
      { type: 'OpenConnection', conn: 1 },
      { type: 'OpenConnection', conn: 2 },
    ]);
    expect(driver.take(asked(2))).toEqual([]);
    driver.take(ready, { type: 'ConnectionReady', conn: 2 });
    expect(driver.take(want('a', A))[0]).toMatchObject({ type: 'SendSubscribe', conn: 1 });
    driver.take(acked(11, '1', A), { type: 'UnsubscribeAsked', id: 'a' });
    expect(driver.take({ type: 'Unsubscribed', conn: 1, chanId: 11 })).toEqual([
      { type: 'StopTimer', timer: 'unsub:2' },
    ]);
    expect(connectionsOf(driver.state()).map(({ used }) => used)).toEqual([0, 0]);
  });

  it('are closed where they are too many, the youngest empty ones first', () => {
    const driver = start(asked(3), { type: 'ConnectionReady', conn: 3 }, want('a', A));
    expect(driver.take(asked(0))).toEqual([
      { type: 'CloseConnection', conn: 2 },
      { type: 'CloseConnection', conn: 1 },
    ]);
    expect(driver.take({ type: 'UnsubscribeAsked', id: 'a' }, acked(11, '1', A, 3))).toContainEqual({
      type: 'SendUnsubscribe',
      conn: 3,
      chanId: 11,
    });
    expect(driver.take({ type: 'Unsubscribed', conn: 3, chanId: 11 })).toContainEqual({
      type: 'CloseConnection',
      conn: 3,
    });
  });

  it('are not opened again by themselves where one has ended for good', () => {
    const driver = start(asked(1));
    expect(driver.take({ type: 'ConnectionEnded', conn: 1, cause: 'no' })).toEqual([]);
    expect(driver.take(asked(1))).toEqual([{ type: 'OpenConnection', conn: 2 }]);
  });
});
