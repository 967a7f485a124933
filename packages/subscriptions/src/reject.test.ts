import type { ChannelSpec } from '@bitfinex-ws/protocol';
import { createDriver } from '@bitfinex-ws/testkit';
import { ASK_TRIES, channelOf, connectionsOf, subscriptions } from './index.js';
import type { SubscriptionInput } from './index.js';

const book = (symbol: `t${string}`, len: 25 | 100 = 25): ChannelSpec => ({
  channel: 'book',
  symbol,
  prec: 'P0',
  freq: 'F0',
  len,
});
const keyOf = (symbol: string, len = 25) => `book:${symbol}:P0:F0:${len}`;
const want = (id: string, spec: ChannelSpec): SubscriptionInput => ({ type: 'SubscribeAsked', id, spec });
const acked = (chanId: number, subId: string): SubscriptionInput => ({
  type: 'Subscribed',
  conn: 1,
  chanId,
  subId,
  spec: null,
});
const refused = (
  code: number,
  answer: Partial<Extract<SubscriptionInput, { type: 'Rejected' }>> = {},
): SubscriptionInput => ({
  type: 'Rejected',
  conn: 1,
  code,
  msg: null,
  subId: null,
  chanId: null,
  echo: {},
  ...answer,
});
const ready: SubscriptionInput = { type: 'ConnectionReady', conn: 1 };

/** Asked for: tBTCUSD 25 as 1, tBTCUSD 100 as 2, tETHUSD as 3. */
const asking = () => {
  const driver = createDriver(subscriptions({ capacity: 25, ackTimeoutMs: 10_000, resubscribe: true }));
  driver.take(want('b', book('tBTCUSD')), want('b100', book('tBTCUSD', 100)), want('e', book('tETHUSD')), ready);
  return driver;
};
type Driver = ReturnType<typeof asking>;
const used = (driver: Driver) => connectionsOf(driver.state())[0]?.used;
const stateOf = (driver: Driver, key: string) => channelOf(driver.state(), key)?.state;
const endOf = (driver: Driver, input: SubscriptionInput) =>
  driver.take(input).flatMap((effect) => (effect.type === 'SubscriptionsEnded' ? effect.ids : []));

describe('a rejection', () => {
  it('ends the subscriptions with its code, stops the timer and frees the slot', () => {
    const driver = asking();
    driver.take(want('b2', book('tBTCUSD')));
    expect(driver.take(refused(10300, { subId: '1', msg: 'symbol: invalid' }))).toEqual([
      {
        type: 'SubscriptionsEnded',
        channel: keyOf('tBTCUSD'),
        ids: ['b', 'b2'],
        end: { _tag: 'SubscribeRejected', code: 10300, msg: 'symbol: invalid', spec: book('tBTCUSD') },
      },
      { type: 'StopTimer', timer: 'ack:1' },
    ]);
    expect(used(driver)).toBe(2);
  });

  it.each([
    ['its subId as a number', { subId: 2 }, ['b100']],
    ['the whole echo', { echo: { channel: 'book', symbol: 'tBTCUSD', prec: 'P0', freq: 'F0', len: '100' } }, ['b100']],
    ['a part of the echo that fits one request', { echo: { channel: 'book', symbol: 'tETHUSD' } }, ['e']],
    ['the pair', { echo: { channel: 'book', pair: 'ETHUSD' } }, ['e']],
    ['nothing where the echo fits two requests', { echo: { channel: 'book', symbol: 'tBTCUSD' } }, []],
    ['nothing where the echo fits none', { echo: { channel: 'book', symbol: 'tXRPUSD' } }, []],
    ['nothing where only the channel is echoed', { echo: { channel: 'book' } }, []],
    ['nothing where it says nothing', {}, []],
    [
      'nothing where its subId is of an asking that is over',
      { subId: '99', echo: { channel: 'book', symbol: 'tETHUSD' } },
      [],
    ],
  ])('is matched by %s', (_, answer, ids) => {
    expect(endOf(asking(), refused(10300, answer))).toEqual(ids);
  });

  it('of what was released meanwhile only frees the slot', () => {
    const driver = asking();
    driver.take({ type: 'UnsubscribeAsked', id: 'b' });
    expect(driver.take(refused(10300, { subId: '1' }))).toEqual([{ type: 'StopTimer', timer: 'ack:1' }]);
    expect(used(driver)).toBe(2);
  });
});

describe('dup (10301)', () => {
  it('gives the channel its id when it overtakes the answer to the earlier request', () => {
    const driver = asking();
    expect(driver.take(refused(10301, { subId: '1', chanId: 7 }))).toContainEqual({
      type: 'ChannelLive',
      channel: keyOf('tBTCUSD'),
      conn: 1,
      chanId: 7,
    });
    expect(driver.take(acked(7, '1'), refused(10301, { subId: '1', chanId: 7 }))).toEqual([]);
  });

  it('gives the id back where the channel was released meanwhile', () => {
    const driver = asking();
    driver.take({ type: 'UnsubscribeAsked', id: 'b' });
    expect(driver.take(refused(10301, { subId: '1', chanId: 7 }))).toContainEqual({
      type: 'SendUnsubscribe',
      conn: 1,
      chanId: 7,
    });
  });

  it('refuses where another channel has that id, or where there is none and nothing else was asked', () => {
    const driver = asking();
    driver.take(acked(7, '1'));
    expect(endOf(driver, refused(10301, { subId: '2', chanId: 7 }))).toEqual(['b100']);
    expect(endOf(driver, refused(10301, { subId: '3' }))).toEqual(['e']);
    expect(stateOf(driver, keyOf('tBTCUSD'))).toBe('live');
  });

  it('without an id waits for the answer to the earlier asking of a recovery', () => {
    const driver = asking();
    driver.take({ type: 'ConnectionLost', conn: 1, cause: '' }, ready, { type: 'TimerFired', timer: 'ack:4' });
    expect(driver.take(refused(10301, { subId: '7' }))).toEqual([]);
    driver.take({ type: 'Subscribed', conn: 1, chanId: 7, subId: '4', spec: book('tBTCUSD') });
    expect(stateOf(driver, keyOf('tBTCUSD'))).toBe('live');
  });

  it('with an id that is on its way out waits until that is gone', () => {
    const driver = asking();
    driver.take({ type: 'TimerFired', timer: 'ack:1' });
    driver.take({ type: 'Subscribed', conn: 1, chanId: 7, subId: '1', spec: null }, want('late', book('tBTCUSD')));
    driver.take(refused(10301, { subId: '4', chanId: 7 }));
    expect(stateOf(driver, keyOf('tBTCUSD'))).toBe('waiting');
    expect(driver.take({ type: 'Unsubscribed', conn: 1, chanId: 7 })).toContainEqual({
      type: 'SendSubscribe',
      conn: 1,
      spec: book('tBTCUSD'),
      subId: '6',
    });
  });
});

describe('limit (10305)', () => {
  it('teaches what the connection carries, and the channel goes elsewhere', () => {
    const driver = asking();
    expect(driver.take(acked(7, '1'), acked(8, '2'), refused(10305, { subId: '3' })).slice(-2)).toEqual([
      { type: 'OpenConnection', conn: 2 },
      { type: 'StopTimer', timer: 'ack:3' },
    ]);
    expect(connectionsOf(driver.state())).toEqual([
      { id: 1, ready: true, used: 2, free: 0 },
      { id: 2, ready: false, used: 1, free: 24 },
    ]);
    expect(driver.take({ type: 'ConnectionReady', conn: 2 })[0]).toMatchObject({ type: 'SendSubscribe', conn: 2 });
  });

  it('frees the slot of what was released meanwhile', () => {
    const driver = asking();
    driver.take({ type: 'UnsubscribeAsked', id: 'e' });
    expect(driver.take(refused(10305, { subId: '3' }))).toEqual([{ type: 'StopTimer', timer: 'ack:3' }]);
    expect(connectionsOf(driver.state())).toEqual([{ id: 1, ready: true, used: 2, free: 0 }]);
  });

  it('ends a channel that does not even fit alone, rather than open connections for ever', () => {
    const driver = createDriver(subscriptions({ capacity: 25, ackTimeoutMs: 10_000, resubscribe: true }));
    driver.take(want('b', book('tBTCUSD')), ready);
    expect(driver.take(refused(10305, { subId: '1' })).map(({ type }) => type)).toEqual([
      'SubscriptionsEnded',
      'StopTimer',
      'CloseConnection',
    ]);
  });
});

describe('not ready (11000)', () => {
  it('ends a first asking', () => {
    expect(endOf(asking(), refused(11000, { subId: '1' }))).toEqual(['b']);
  });

  it('makes a recovery pause and ask again, longer each time, and end after the last try', () => {
    const driver = createDriver(subscriptions({ capacity: 25, ackTimeoutMs: 10_000, resubscribe: true }));
    driver.take(want('b', book('tBTCUSD')), ready, acked(7, '1'), { type: 'ConnectionLost', conn: 1, cause: '' });
    const pauses: number[] = [];
    let effects = driver.take(ready);
    for (;;) {
      const sent = effects.find((effect) => effect.type === 'SendSubscribe');
      if (sent?.type !== 'SendSubscribe') throw new Error('nothing was asked');
      const answered = driver.take(refused(11000, { subId: sent.subId }));
      const pause = answered.find((effect) => effect.type === 'StartTimer');
      if (pause?.type !== 'StartTimer') {
        expect(answered[0]).toMatchObject({ type: 'SubscriptionsEnded', end: { code: 11000 } });
        break;
      }
      expect(stateOf(driver, keyOf('tBTCUSD'))).toBe('recovering');
      pauses.push(pause.ms);
      effects = driver.take({ type: 'TimerFired', timer: pause.timer });
    }
    expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000]);
    expect(pauses).toHaveLength(ASK_TRIES - 1);
    expect(pauses.reduce((sum, ms) => sum + ms)).toBeGreaterThan(120_000);
  });
});

describe('a refused unsubscribe', () => {
  it.each([10400, 10401])('frees the slot all the same (%i)', (code) => {
    const driver = asking();
    driver.take(acked(7, '1'), { type: 'UnsubscribeAsked', id: 'b' });
    expect(driver.take(refused(code, { chanId: 7 }))).toEqual([{ type: 'StopTimer', timer: 'unsub:4' }]);
    expect(used(driver)).toBe(2);
    expect(driver.take(refused(code))).toEqual([]);
  });
});
