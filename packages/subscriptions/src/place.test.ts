import type { ChannelSpec } from '@bitfinex-ws/protocol';
import { createDriver } from '@bitfinex-ws/testkit';
import { channelOf, connectionsOf, subscriptions } from './index.js';
import type { SubscriptionInput } from './index.js';

const ticker = (n: number): ChannelSpec => ({ channel: 'ticker', symbol: `tC${n}USD` });
const wantAll = (from: number, to: number): ReadonlyArray<SubscriptionInput> =>
  Array.from({ length: to - from + 1 }, (_, at) => ({
    type: 'SubscribeAsked',
    id: `s${from + at}`,
    spec: ticker(from + at),
  }));
const start = (capacity = 25) => createDriver(subscriptions({ capacity, ackTimeoutMs: 10_000, resubscribe: true }));
const ready = (conn: number): SubscriptionInput => ({ type: 'ConnectionReady', conn });
const used = (driver: ReturnType<typeof start>) => connectionsOf(driver.state()).map((one) => [one.id, one.used]);
const of = (effects: ReadonlyArray<{ readonly type: string }>, type: string) =>
  effects.filter((effect) => effect.type === type);

describe('placement', () => {
  it('spreads 60 channels over three connections, 25, 25 and 10', () => {
    const driver = start();
    const effects = driver.take(...wantAll(1, 60));
    expect(effects).toEqual([1, 2, 3].map((conn) => ({ type: 'OpenConnection', conn })));
    expect(connectionsOf(driver.state())).toEqual([
      { id: 1, ready: false, used: 25, free: 0 },
      { id: 2, ready: false, used: 25, free: 0 },
      { id: 3, ready: false, used: 10, free: 15 },
    ]);
  });

  it('holds the slots of a connection that is being dialled and asks for them in order once it is ready', () => {
    const driver = start();
    driver.take(...wantAll(1, 3));
    expect(channelOf(driver.state(), 'ticker:tC1USD')).toMatchObject({ state: 'waiting', conn: 1, chanId: null });
    const effects = driver.take(ready(1));
    expect(of(effects, 'SendSubscribe').map((effect) => 'spec' in effect && effect.spec)).toEqual(
      [1, 2, 3].map(ticker),
    );
    expect(effects[1]).toEqual({ type: 'StartTimer', timer: 'ack:1', ms: 10_000 });
    expect(channelOf(driver.state(), 'ticker:tC1USD')?.state).toBe('asking');
    expect(driver.take(ready(1))).toEqual([]);
  });

  it('uses a freed slot again before it opens another connection', () => {
    const driver = start(2);
    driver.take(...wantAll(1, 4), { type: 'UnsubscribeAsked', id: 's2' }, ...wantAll(5, 5));
    expect(used(driver)).toEqual([
      [1, 2],
      [2, 2],
    ]);
    expect(channelOf(driver.state(), 'ticker:tC5USD')?.conn).toBe(1);
  });

  it('takes a connection that is up before one that is down', () => {
    const driver = start(2);
    driver.take(...wantAll(1, 3), ready(1), ready(2), { type: 'UnsubscribeAsked', id: 's1' });
    driver.take({ type: 'ConnectionLost', conn: 1, cause: 'closed' }, ...wantAll(4, 4));
    expect(channelOf(driver.state(), 'ticker:tC4USD')).toMatchObject({ conn: 2, state: 'asking' });
    driver.take(...wantAll(5, 5));
    expect(channelOf(driver.state(), 'ticker:tC5USD')).toMatchObject({ conn: 1, state: 'waiting' });
  });

  it('closes a connection with its last channel and never gives its number again', () => {
    const driver = start();
    driver.take(...wantAll(1, 1));
    expect(driver.take({ type: 'UnsubscribeAsked', id: 's1' })).toEqual([
      { type: 'SubscriptionsEnded', channel: 'ticker:tC1USD', ids: ['s1'], end: { _tag: 'Unsubscribed' } },
      { type: 'CloseConnection', conn: 1 },
    ]);
    expect(driver.take(...wantAll(2, 2))).toEqual([{ type: 'OpenConnection', conn: 2 }]);
    const before = driver.state();
    expect(driver.take(ready(1))).toEqual([]);
    expect(driver.state()).toBe(before);
  });

  it('takes 1,500 channels in a time that does not matter', () => {
    const driver = start();
    driver.take(...wantAll(1, 1_500));
    expect(used(driver)).toEqual(Array.from({ length: 60 }, (_, at) => [at + 1, 25]));
    for (let conn = 1; conn <= 60; conn++) expect(of(driver.take(ready(conn)), 'SendSubscribe')).toHaveLength(25);
  });
});
