import { arraysOf, connect, done, isEvent, SEQ_ALL, type Client } from '../../test/client.js';
import { simulatorOfAllTests } from '../../test/simulators.js';
import type { Simulator } from '../index.js';

let simulator: Simulator;
let client: Client;
const clock = simulatorOfAllTests((started) => (simulator = started));
beforeEach(async () => (client = await connect(simulator)));

const subscribe = (symbol = 'tBTCUSD', channel = 'ticker') => client.send({ event: 'subscribe', channel, symbol });
const eventsOf = (frames: ReadonlyArray<string>): ReadonlyArray<Record<string, unknown>> =>
  frames.filter((text) => text.startsWith('{')).map((text) => JSON.parse(text) as Record<string, unknown>);
/** 'subscribed tBTCUSD', 'error 10301', 'data': one word or two for each frame. */
const story = (frames: ReadonlyArray<string>): ReadonlyArray<string> =>
  frames.map((text) => {
    const [event] = eventsOf([text]);
    return event ? [event['event'], event['code'] ?? event['symbol']].join(' ').trim() : 'data';
  });

describe('a subscription', () => {
  it('is acknowledged late, and its data come behind', async () => {
    simulator.control.inject({ type: 'ack-late', ms: 500 });
    subscribe();
    expect(await client.sync()).toEqual([]);
    clock.advance(499);
    expect(await client.sync()).toEqual([]);
    clock.advance(1);
    expect(story(await client.sync())).toEqual(['subscribed tBTCUSD', 'data']);
  });

  it('is acknowledged late, and its data come first', async () => {
    simulator.control.inject({ type: 'ack-late', ms: 500, data: 'first' });
    subscribe();
    expect(story(await client.sync())).toEqual(['data']);
    clock.advance(500);
    expect(story(await client.sync())).toEqual(['subscribed tBTCUSD']);
  });

  it('is acknowledged after a time drawn anew for each, so that they come in another order', async () => {
    simulator.control.inject({ type: 'ack-late', ms: [0, 1_000], times: 'always' });
    for (const symbol of simulator.symbols) subscribe(symbol);
    await client.sync();
    clock.advance(1_000);
    const order = eventsOf(await client.sync()).map((event) => event['symbol']);
    expect(order).not.toEqual(simulator.symbols);
    expect([...order].sort()).toEqual([...simulator.symbols].sort());
  });

  it('is never acknowledged, though its data flow; asking again is a duplicate', async () => {
    simulator.control.inject({ type: 'ack-lost' });
    subscribe();
    expect(story(await client.sync())).toEqual(['data']);
    subscribe();
    expect(story(await client.sync())).toEqual(['error 10301']);
  });

  it.each([[3], [2]])('is acknowledged together with others, the last of %d first', async (count) => {
    simulator.control.inject({ type: 'acks-reversed', count });
    for (const symbol of ['tBTCUSD', 'tETHUSD', 'tLTCUSD']) subscribe(symbol);
    const order = eventsOf(await client.sync()).map((event) => event['symbol']);
    expect(order).toEqual(count === 3 ? ['tLTCUSD', 'tETHUSD', 'tBTCUSD'] : ['tETHUSD', 'tBTCUSD', 'tLTCUSD']);
  });

  it('does not wait for others for ever', async () => {
    simulator.control.inject({ type: 'acks-reversed', count: 5, ms: 200 });
    for (const symbol of ['tBTCUSD', 'tETHUSD']) subscribe(symbol);
    expect(await client.sync()).toEqual([]);
    clock.advance(200);
    expect(eventsOf(await client.sync()).map((event) => event['symbol'])).toEqual(['tETHUSD', 'tBTCUSD']);
  });

  it('is lost: not carried out, not answered', async () => {
    simulator.control.inject({ type: 'request-lost' });
    subscribe();
    expect(await client.sync()).toEqual([]);
    expect(simulator.stats().channels).toBe(0);
    subscribe();
    expect(story(await client.sync())).toEqual(['subscribed tBTCUSD', 'data']);
  });

  it.each([11000, 10300, 10305])('is refused with code %d, as often as wanted', async (code) => {
    simulator.control.inject({ type: 'refuse', code, msg: 'not now', times: 2 });
    for (const symbol of ['tBTCUSD', 'tETHUSD', 'tLTCUSD']) subscribe(symbol);
    const [first, ...others] = eventsOf(await client.sync());
    expect(first).toMatchObject({ event: 'error', code, msg: 'not now', symbol: 'tBTCUSD', channel: 'ticker' });
    expect(others.map((event) => event['event'])).toEqual(['error', 'subscribed']);
    expect(simulator.stats().channels).toBe(1);
  });

  it('is a duplicate of one that the client knows nothing of, and its data flow', async () => {
    simulator.control.inject({ type: 'dup' });
    subscribe();
    const [refusal = '', data = ''] = await client.sync();
    expect(eventsOf([refusal])[0]).toMatchObject({ event: 'error', code: 10301, symbol: 'tBTCUSD' });
    expect(arraysOf([data])[0]?.[0]).toBe(eventsOf([refusal])[0]?.['chanId']);
  });

  it('is refused beyond a limit, until that is taken back', async () => {
    const limit = done(simulator.control.inject({ type: 'limit', channels: 1 }));
    for (const symbol of ['tBTCUSD', 'tETHUSD']) subscribe(symbol);
    expect(story(await client.sync())).toEqual(['subscribed tBTCUSD', 'data', 'error 10305']);
    limit.cancel();
    subscribe('tETHUSD');
    expect(story(await client.sync())).toEqual(['subscribed tETHUSD', 'data']);
  });

  it('that waits for its acknowledgement can be given up', async () => {
    simulator.control.inject({ type: 'ack-late', ms: 500 });
    subscribe();
    subscribe();
    const chanId = eventsOf(await client.sync())[0]?.['chanId'];
    client.send({ event: 'unsubscribe', chanId });
    expect(story(await client.sync())).toEqual(['unsubscribed']);
    clock.advance(1_000);
    expect(await client.sync()).toEqual([]);
  });
});

describe('another request', () => {
  it('to end a channel is acknowledged late, and data come until then', async () => {
    subscribe();
    const chanId = eventsOf(await client.sync())[0]?.['chanId'];
    simulator.control.inject({ type: 'ack-late', ms: 16_000, request: 'unsubscribe' });
    client.send({ event: 'unsubscribe', chanId });
    await client.sync();
    clock.advance(16_000);
    const frames = story(await client.sync());
    expect(frames[frames.length - 1]).toBe('unsubscribed');
    expect(frames).toContain('data');
  });

  it('for flags takes effect, and its acknowledgement is lost', async () => {
    simulator.control.inject({ type: 'ack-lost', request: 'conf' });
    client.send({ event: 'conf', flags: SEQ_ALL });
    subscribe();
    const frames = await client.sync();
    expect(frames.filter(isEvent('conf'))).toEqual([]);
    expect(arraysOf(frames)[0]?.[2]).toBe(1);
  });

  it('for flags is rejected', async () => {
    simulator.control.inject({ type: 'refuse', code: 10050, request: 'conf' });
    client.send({ event: 'conf', flags: SEQ_ALL });
    subscribe();
    const frames = await client.sync();
    expect(eventsOf(frames)[0]).toMatchObject({ event: 'error', code: 10050, flags: SEQ_ALL });
    expect(arraysOf(frames)[0]).toHaveLength(2);
  });

  it('for a pong is not answered, and the next one is', async () => {
    simulator.control.inject({ type: 'request-lost', request: 'ping' });
    client.send({ event: 'ping', cid: -1 });
    expect(await client.sync()).toEqual([]);
  });
});
