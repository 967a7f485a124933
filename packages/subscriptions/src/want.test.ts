import type { ChannelSpec } from '@bitfinex-ws/protocol';
import { createDriver } from '@bitfinex-ws/testkit';
import { channelOf, connectionsOf, subscriptionOf, subscriptions } from './index.js';
import type { SubscriptionInput } from './index.js';

const book: ChannelSpec = { channel: 'book', symbol: 'tBTCUSD', prec: 'P1', freq: 'F1', len: 100 };
const KEY = 'book:tBTCUSD:P1:F1:100';
const other: ChannelSpec = { channel: 'ticker', symbol: 'tBTCUSD' };
const want = (id: string, spec: ChannelSpec = book): SubscriptionInput => ({ type: 'SubscribeAsked', id, spec });
const leave = (id: string): SubscriptionInput => ({ type: 'UnsubscribeAsked', id });
const acked = (chanId: number, subId: string, spec: ChannelSpec = book): SubscriptionInput => ({
  type: 'Subscribed',
  conn: 1,
  chanId,
  subId,
  spec,
});
const gone = (chanId: number): SubscriptionInput => ({ type: 'Unsubscribed', conn: 1, chanId });
const ended = (...ids: ReadonlyArray<string>) => ({
  type: 'SubscriptionsEnded',
  channel: KEY,
  ids,
  end: { _tag: 'Unsubscribed' },
});

const start = (...inputs: ReadonlyArray<SubscriptionInput>) => {
  const driver = createDriver(subscriptions({ capacity: 25, ackTimeoutMs: 10_000, resubscribe: true }));
  driver.take(...inputs);
  return driver;
};
const ready: SubscriptionInput = { type: 'ConnectionReady', conn: 1 };
/** A live book under channel id 7, and a live ticker that keeps the connection open. */
const live = () => start(want('o', other), want('a'), ready, acked(3, '1', other), acked(7, '2'));
const stateOf = (driver: ReturnType<typeof start>) => channelOf(driver.state(), KEY)?.state;

describe('subscriptions of one spec', () => {
  it('share one channel: the second one sends nothing', () => {
    const driver = live();
    expect(driver.take(want('b'))).toEqual([]);
    expect(channelOf(driver.state(), KEY)).toEqual({ state: 'live', conn: 1, chanId: 7, spec: book, ids: ['a', 'b'] });
    expect(subscriptionOf(driver.state(), 'b')).toMatchObject({ id: 'b', channel: KEY, state: 'live', chanId: 7 });
  });

  it('end one by one, and only the last one unsubscribes', () => {
    const driver = live();
    driver.take(want('b'));
    expect(driver.take(leave('a'))).toEqual([ended('a')]);
    expect(driver.take(leave('b'))).toEqual([
      ended('b'),
      { type: 'RouteClosed', conn: 1, chanId: 7, channel: KEY },
      { type: 'SendUnsubscribe', conn: 1, chanId: 7 },
      { type: 'StartTimer', timer: 'unsub:3', ms: 10_000 },
    ]);
    expect(stateOf(driver)).toBe('releasing');
    expect(subscriptionOf(driver.state(), 'b')).toBeNull();
  });

  it('hold their slot until the server says unsubscribed', () => {
    const driver = live();
    driver.take(leave('a'));
    expect(connectionsOf(driver.state())[0]?.used).toBe(2);
    expect(driver.take(gone(7))).toEqual([{ type: 'StopTimer', timer: 'unsub:3' }]);
    expect(connectionsOf(driver.state())[0]?.used).toBe(1);
    expect(channelOf(driver.state(), KEY)).toBeNull();
  });

  it('change nothing when an id is asked twice or an unknown one is ended', () => {
    const driver = live();
    const before = driver.state();
    expect(driver.take(want('a'), want('a', other), leave('nobody'))).toEqual([]);
    expect(driver.state()).toBe(before);
  });
});

describe('a subscription that is ended early', () => {
  it('ends at once while the answer is outstanding, and the channel is given back when its id is known', () => {
    const driver = start(want('o', other), want('a'), ready);
    expect(driver.take(leave('a'))).toEqual([ended('a')]);
    expect(stateOf(driver)).toBe('releasing');
    expect(driver.take(acked(7, '2'))).toEqual([
      { type: 'StopTimer', timer: 'ack:2' },
      { type: 'SendUnsubscribe', conn: 1, chanId: 7 },
      { type: 'StartTimer', timer: 'unsub:3', ms: 10_000 },
    ]);
    driver.take(gone(7));
    expect(channelOf(driver.state(), KEY)).toBeNull();
  });

  it('is taken up where it was when it is wanted again before the answer, with the whole time to wait', () => {
    const driver = start(want('o', other), want('a'), ready, leave('a'));
    expect(driver.take(want('b'))).toEqual([
      { type: 'StopTimer', timer: 'ack:2' },
      { type: 'StartTimer', timer: 'ack:3', ms: 10_000 },
    ]);
    expect(driver.take(acked(7, '2'))).toContainEqual({ type: 'ChannelLive', channel: KEY, conn: 1, chanId: 7 });
    expect(channelOf(driver.state(), KEY)?.ids).toEqual(['b']);
  });

  it('is asked again only after the old channel is confirmed gone', () => {
    const driver = live();
    driver.take(leave('a'));
    expect(driver.take(want('b'))).toEqual([]);
    expect(stateOf(driver)).toBe('waiting');
    expect(driver.take(gone(7))).toEqual([
      { type: 'StopTimer', timer: 'unsub:3' },
      { type: 'SendSubscribe', conn: 1, spec: book, subId: '4' },
      { type: 'StartTimer', timer: 'ack:4', ms: 10_000 },
    ]);
    expect(stateOf(driver)).toBe('asking');
  });
});

describe('a resync', () => {
  const resync: SubscriptionInput = { type: 'ResyncAsked', channel: KEY, cause: 'checksum' };

  it('gives the channel back, waits, and asks again with the identical request', () => {
    const driver = live();
    expect(driver.take(resync)).toEqual([
      { type: 'RouteClosed', conn: 1, chanId: 7, channel: KEY },
      { type: 'ChannelRecovering', channel: KEY, cause: 'checksum' },
      { type: 'SendUnsubscribe', conn: 1, chanId: 7 },
      { type: 'StartTimer', timer: 'unsub:3', ms: 10_000 },
    ]);
    expect(stateOf(driver)).toBe('recovering');
    const [, sent] = driver.take(gone(7));
    expect(sent).toEqual({ type: 'SendSubscribe', conn: 1, spec: book, subId: '4' });
    expect(sent?.type === 'SendSubscribe' && sent.spec).toBe(book);
    driver.take(acked(8, '4'));
    expect(channelOf(driver.state(), KEY)).toMatchObject({ state: 'live', chanId: 8, ids: ['a'] });
  });

  it('runs once, however often it is asked for meanwhile', () => {
    const driver = live();
    driver.take(resync);
    const leaving = driver.state();
    expect(driver.take(resync)).toEqual([]);
    expect(driver.state()).toBe(leaving);
    driver.take(gone(7));
    expect(driver.take(resync)).toEqual([]);
    driver.take(acked(8, '4'));
    expect(driver.take(resync)).not.toEqual([]);
  });

  it('is for live channels only', () => {
    const driver = start(want('a'), ready);
    expect(driver.take(resync, { type: 'ResyncAsked', channel: 'trades:tXXXUSD', cause: '' })).toEqual([]);
    expect(stateOf(driver)).toBe('asking');
  });

  it('is cleared when the last subscription ends meanwhile', () => {
    const driver = live();
    driver.take(resync, leave('a'));
    expect(driver.take(gone(7))).toEqual([{ type: 'StopTimer', timer: 'unsub:3' }]);
    expect(channelOf(driver.state(), KEY)).toBeNull();
  });
});
