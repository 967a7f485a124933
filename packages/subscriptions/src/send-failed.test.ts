import type { ChannelSpec } from '@bitfinex-ws/protocol';
import { createDriver } from '@bitfinex-ws/testkit';
import { ASK_TRIES, channelOf, explainSubscriptionEnd, isRetryableSubscriptionEnd, subscriptions } from './index.js';
import type { SubscriptionInput } from './index.js';

const spec: ChannelSpec = { channel: 'ticker', symbol: 'tBTCUSD' };
const KEY = 'ticker:tBTCUSD';
const ready: SubscriptionInput = { type: 'ConnectionReady', conn: 1 };
const failed = (subId: string, conn = 1): SubscriptionInput => ({ type: 'SendFailed', conn, subId, cause: 'no room' });
const unsent = (chanId: number): SubscriptionInput => ({ type: 'UnsubscribeFailed', conn: 1, chanId });
const notSent = { _tag: 'NotSent', conn: 1, cause: 'no room', spec } as const;
/** The ticker is asked for, as 1. */
const asking = () => {
  const driver = createDriver(subscriptions({ capacity: 25, ackTimeoutMs: 10_000, resubscribe: true }));
  driver.take({ type: 'SubscribeAsked', id: 's', spec }, ready);
  return driver;
};

describe('a subscribe that the socket had no room for', () => {
  it('ends a first asking at once and frees its slot', () => {
    const driver = asking();
    expect(driver.take(failed('1'))).toEqual([
      { type: 'SubscriptionsEnded', channel: KEY, ids: ['s'], end: notSent },
      { type: 'StopTimer', timer: 'ack:1' },
      { type: 'CloseConnection', conn: 1 },
    ]);
    expect(channelOf(driver.state(), KEY)).toBeNull();
  });

  it('is asked again after a pause where the channel is being recovered, and ends it after the last try', () => {
    const driver = asking();
    driver.take({ type: 'Subscribed', conn: 1, chanId: 5, subId: '1', spec: null });
    driver.take({ type: 'Unsubscribed', conn: 1, chanId: 5 });
    let number = 2;
    for (let tries = 1; tries < ASK_TRIES; tries++) {
      const [stopped, started] = driver.take(failed(`${number}`));
      expect(stopped).toEqual({ type: 'StopTimer', timer: `ack:${number}` });
      if (started?.type !== 'StartTimer') throw new Error('no pause');
      const [send] = driver.take({ type: 'TimerFired', timer: started.timer });
      number += 2;
      expect(send).toMatchObject({ type: 'SendSubscribe', spec, subId: `${number}` });
    }
    expect(driver.take(failed(`${number}`))[0]).toMatchObject({ type: 'SubscriptionsEnded', end: notSent });
  });

  it('is over where nobody wants the channel any more', () => {
    const driver = asking();
    driver.take({ type: 'UnsubscribeAsked', id: 's' });
    expect(driver.take(failed('1'))).toEqual([
      { type: 'StopTimer', timer: 'ack:1' },
      { type: 'CloseConnection', conn: 1 },
    ]);
  });

  it('is not asked for again where the last one left while the channel was being recovered', () => {
    const driver = asking();
    driver.take({ type: 'Subscribed', conn: 1, chanId: 5, subId: '1', spec: null });
    driver.take({ type: 'Unsubscribed', conn: 1, chanId: 5 }, { type: 'UnsubscribeAsked', id: 's' });
    expect(driver.take(failed('2'))).toEqual([
      { type: 'StopTimer', timer: 'ack:2' },
      { type: 'CloseConnection', conn: 1 },
    ]);
  });

  it('waits for the connection to be ready again during a pause of the server', () => {
    const driver = asking();
    driver.take({ type: 'ConnectionPaused', conn: 1 });
    expect(driver.take(failed('1'))).toEqual([{ type: 'StopTimer', timer: 'ack:1' }]);
    expect(driver.take(ready)).toMatchObject([{ type: 'SendSubscribe', spec }, { type: 'StartTimer' }]);
  });

  it('changes nothing where it is of another asking, or of another connection', () => {
    const driver = asking();
    const before = driver.state();
    expect(driver.take(failed('7'), failed('1', 2))).toEqual([]);
    driver.take({ type: 'Subscribed', conn: 1, chanId: 5, subId: '1', spec: null });
    expect(driver.take(failed('1'))).toEqual([]);
    expect(channelOf(before, KEY)?.state).toBe('asking');
  });

  it('may be tried again, and says why it was not sent', () => {
    expect(isRetryableSubscriptionEnd(notSent)).toBe(true);
    expect(explainSubscriptionEnd(notSent)).toBe('The subscription to ticker:tBTCUSD was not sent: no room.');
  });
});

describe('an unsubscribe that the socket had no room for', () => {
  const live = () => {
    const driver = asking();
    driver.take({ type: 'Subscribed', conn: 1, chanId: 5, subId: '1', spec: null });
    return driver;
  };
  /** The pause after it, which is shorter than an answer may take. */
  const pauseIn = (effects: ReadonlyArray<{ readonly type: string }>): string => {
    const started = effects.find((effect) => effect.type === 'StartTimer') as { timer: string; ms: number } | undefined;
    expect(started?.ms).toBe(1_000);
    return started?.timer ?? '';
  };
  const SENT = { type: 'SendUnsubscribe', conn: 1, chanId: 5 };

  it('is sent after a pause, again and again, until it has gone; then the channel is given back', () => {
    const driver = live();
    driver.take({ type: 'UnsubscribeAsked', id: 's' });
    for (let times = 0; times < 3; times++) {
      const timer = pauseIn(driver.take(unsent(5)));
      expect(driver.take({ type: 'TimerFired', timer })).toContainEqual(SENT);
    }
    expect(driver.take({ type: 'Unsubscribed', conn: 1, chanId: 5 })).toContainEqual({
      type: 'CloseConnection',
      conn: 1,
    });
    expect(channelOf(driver.state(), KEY)).toBeNull();
  });

  it('comes before the asking where the channel is wanted: it would be a double', () => {
    const driver = live();
    driver.take({ type: 'ResyncAsked', channel: KEY, cause: 'checksum' });
    const timer = pauseIn(driver.take(unsent(5)));
    const effects = driver.take({ type: 'TimerFired', timer });
    expect(effects).toContainEqual(SENT);
    expect(effects.map(({ type }) => type)).not.toContain('SendSubscribe');
    expect(driver.take({ type: 'Unsubscribed', conn: 1, chanId: 5 })).toContainEqual(
      expect.objectContaining({ type: 'SendSubscribe', spec }),
    );
  });

  it('is over with its connection, and says nothing of a channel that is not known, or lives', () => {
    const driver = live();
    expect([driver.take(unsent(5)), driver.take(unsent(6))]).toEqual([[], []]);
    driver.take({ type: 'UnsubscribeAsked', id: 's' });
    driver.take(unsent(5));
    driver.take({ type: 'ConnectionLost', conn: 1, cause: 'so' });
    expect([channelOf(driver.state(), KEY), driver.take(unsent(5))]).toEqual([null, []]);
  });
});
