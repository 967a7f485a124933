import type { ChannelSpec } from '@bitfinex-ws/protocol';
import { createDriver } from '@bitfinex-ws/testkit';
import { ASK_TRIES, channelOf, connectionsOf, subscriptions } from './index.js';
import type { SubscriptionInput } from './index.js';

const spec: ChannelSpec = { channel: 'status', key: 'deriv:tXXXF0:USTF0' };
const KEY = 'status:deriv:tXXXF0:USTF0';
const keeper: ChannelSpec = { channel: 'trades', symbol: 'tBTCUSD' };
const ready: SubscriptionInput = { type: 'ConnectionReady', conn: 1 };
const fired = (timer: string): SubscriptionInput => ({ type: 'TimerFired', timer });
const acked = (chanId: number, subId: string): SubscriptionInput => ({
  type: 'Subscribed',
  conn: 1,
  chanId,
  subId,
  spec: null,
});
/** The status is asked for as 2, beside live trades. */
const asking = () => {
  const driver = createDriver(subscriptions({ capacity: 25, ackTimeoutMs: 10_000, resubscribe: true }));
  driver.take({ type: 'SubscribeAsked', id: 'k', spec: keeper }, { type: 'SubscribeAsked', id: 's', spec }, ready);
  driver.take(acked(5, '1'));
  return driver;
};
const timedOut = { _tag: 'AckTimedOut', timeoutMs: 10_000, spec };

describe('an acknowledgement that does not come', () => {
  it('ends a first asking and frees its slot', () => {
    const driver = asking();
    expect(driver.take(fired('ack:2'))).toEqual([
      { type: 'SubscriptionsEnded', channel: KEY, ids: ['s'], end: timedOut },
    ]);
    expect(connectionsOf(driver.state())[0]?.used).toBe(1);
  });

  it('frees the slot of what was released meanwhile', () => {
    const driver = asking();
    driver.take({ type: 'UnsubscribeAsked', id: 's' });
    expect(driver.take(fired('ack:2'))).toEqual([]);
    expect(channelOf(driver.state(), KEY)).toBeNull();
  });

  it('makes a recovery ask again under a new subId, and end after the last try', () => {
    const driver = asking();
    driver.take(acked(6, '2'), { type: 'ConnectionLost', conn: 1, cause: '' }, ready);
    for (let tries = 1; tries < ASK_TRIES; tries++) {
      const subId = `${4 + tries}`;
      expect(driver.take(fired(`ack:${3 + tries}`))[0]).toEqual({ type: 'SendSubscribe', conn: 1, spec, subId });
    }
    expect(driver.take(fired(`ack:${3 + ASK_TRIES}`))).toMatchObject([{ type: 'SubscriptionsEnded', end: timedOut }]);
  });
});

describe('an unsubscribe that is not confirmed', () => {
  it('frees the slot after the acknowledgement time', () => {
    const driver = asking();
    driver.take(acked(6, '2'), { type: 'UnsubscribeAsked', id: 's' });
    expect(driver.take(fired('unsub:3'))).toEqual([]);
    expect(connectionsOf(driver.state())[0]?.used).toBe(1);
  });

  it('does not keep a resync from asking', () => {
    const driver = asking();
    driver.take(acked(6, '2'), { type: 'ResyncAsked', channel: KEY, cause: 'silent' });
    expect(driver.take(fired('unsub:3'))).toEqual([
      { type: 'SendSubscribe', conn: 1, spec, subId: '4' },
      { type: 'StartTimer', timer: 'ack:4', ms: 10_000 },
    ]);
    // The server never let it go, and says so.
    const dup = { code: 10301, msg: 'subscribe: dup', subId: '4', chanId: 6, echo: {} };
    driver.take({ type: 'Rejected', conn: 1, ...dup });
    expect(channelOf(driver.state(), KEY)).toMatchObject({ state: 'live', chanId: 6 });
  });
});

it('a timer that is not running changes nothing when it fires', () => {
  const driver = asking();
  const before = driver.state();
  expect(driver.take(fired('ack:1'), fired('ack:99'), fired('unsub:1'), fired(''))).toEqual([]);
  expect(driver.state()).toBe(before);
});
