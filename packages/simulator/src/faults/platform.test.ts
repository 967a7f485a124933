import { settle } from '@bitfinex-ws/testkit';
import { done } from '../../test/client.js';
import { listenerOn } from '../../test/in-process.js';
import { quietPlace, quietTrader, RESTING } from '../../test/quiet-trader.js';
import { SCENARIOS, scenarioNamed, readScenario } from '../index.js';

const place = quietPlace({ markets: ['tBTCUSD', 'tBTCF0:USTF0'] });
const { clock, exchange } = place;
afterAll(() => exchange.close());
beforeEach(() => {
  exchange.control.calm();
  exchange.killConnections();
});
const booksOf = () => exchange.symbols.slice(0, 13).map((symbol) => exchange.ledger.book(symbol, 'R0', 250)?.checksum);
const listen = async () => {
  const client = listenerOn(exchange);
  await settle();
  const [, greeting] = client.heard.splice(0);
  return { ...client, greeting: JSON.parse(greeting ?? '{}') as { serverId: string; platform: { status: number } } };
};

describe('maintenance', () => {
  it('is announced to all; meanwhile books stand still and orders are refused; then it is over', async () => {
    const trader = await quietTrader(place);
    await trader.frames();
    exchange.control.inject({ type: 'maintenance', ms: 5_000, subscribe: 'refused' });
    expect(await trader.story()).toEqual(['info 20060']);
    const newcomer = await listen();
    expect(newcomer.greeting.platform.status).toBe(0);
    newcomer.send({ event: 'subscribe', channel: 'ticker', symbol: 'tBTCUSD' });
    trader.input('on', RESTING);
    expect(await trader.story()).toEqual(['on-req ERROR']);
    expect(newcomer.heard).toEqual([expect.stringContaining('"code":11000')]);
    const before = booksOf();
    exchange.step(50);
    expect(booksOf()).toEqual(before);
    clock.advance(5_000);
    expect((await trader.story()).at(-1)).toBe('info 20061');
    trader.input('on', RESTING);
    expect(await trader.story()).toEqual(['on-req SUCCESS', 'on', 'wu']);
    exchange.step(50);
    expect(booksOf()).not.toEqual(before);
    expect((await listen()).greeting.platform.status).toBe(1);
  });

  it('ends when it is taken back, and two windows are one', async () => {
    const client = await listen();
    exchange.control.inject({ type: 'maintenance', ms: 5_000 });
    const second = done(exchange.control.inject({ type: 'maintenance', ms: 60_000 }));
    clock.advance(5_000);
    await settle();
    expect(client.heard).toEqual([expect.stringContaining('20060')]);
    client.send({ event: 'subscribe', channel: 'ticker', symbol: 'tBTCUSD' });
    await settle();
    expect(client.heard[1]).toContain('"subscribed"');
    second.cancel();
    await settle();
    expect(client.heard.at(-1)).toContain('20061');
    expect(second.hits()).toBe(1);
  });

  it('lets a market that moves by itself stand still as well', () => {
    const busy = quietPlace({ rate: 100 });
    const book = () => busy.exchange.ledger.book('tBTCUSD', 'R0', 250)?.checksum;
    busy.exchange.control.inject({ type: 'maintenance', ms: 1_000 });
    const before = book();
    busy.clock.advance(900);
    expect(book()).toBe(before);
    busy.clock.advance(1_000);
    expect(book()).not.toBe(before);
  });
});

describe('a restart', () => {
  it('is announced, ends all connections, lets nobody in for a while, and keeps accounts and orders', async () => {
    const trader = await quietTrader(place);
    await trader.frames();
    const old = await listen();
    trader.input('on', { ...RESTING, cid: 11 });
    expect(await trader.story()).toContain('on');
    exchange.control.inject({ type: 'restart', ms: 2_000, notice: 300 });
    expect(await trader.story()).toEqual(['info 20051']);
    expect(old.ends).toEqual([]);
    clock.advance(300);
    await settle();
    expect(old.ends).toEqual([{ code: 1006, reason: '', status: null }]);
    const early = listenerOn(exchange);
    await settle();
    expect(early.ends).toEqual([expect.objectContaining({ code: null })]);
    exchange.step(5);
    clock.advance(2_000);
    const after = await listen();
    expect(after.greeting.serverId).not.toBe(old.greeting.serverId);
    const again = await quietTrader(place);
    await again.frames();
    again.input('oc', { cid: 11 });
    expect(await again.story()).toEqual(['oc-req SUCCESS', 'oc', 'wu']);
  });

  it('says goodbye with the code that is wanted, and honours the dead man’s switch', async () => {
    const trader = await quietTrader(place, { dms: 4 });
    await trader.frames();
    trader.input('on', { ...RESTING, cid: 12 });
    await trader.frames();
    exchange.control.inject({ type: 'restart', ms: 100, code: 1012 });
    await settle();
    expect(trader.ends).toEqual([{ code: 1012, reason: '', status: null }]);
    clock.advance(100);
    const again = await quietTrader(place);
    await again.frames();
    again.input('oc', { cid: 12 });
    expect(await again.story()).toEqual(['oc-req ERROR']);
  });

  it('that was announced is called off', async () => {
    const client = await listen();
    done(exchange.control.inject({ type: 'restart', ms: 100, notice: 300 })).cancel();
    clock.advance(1_000);
    await settle();
    expect(client.ends).toEqual([]);
  });
});

describe('a clock that is wrong', () => {
  const TIMESTAMP = 32_768;
  const told = async (): Promise<{ pong: number; trailer: number; order: number; trade: number }> => {
    const trader = await quietTrader(place);
    trader.send({ event: 'conf', flags: TIMESTAMP });
    await trader.frames();
    trader.input('on', { type: 'EXCHANGE MARKET', symbol: 'tBTCUSD', amount: '0.01' });
    trader.send({ event: 'ping' });
    const frames = (await trader.frames()).map((text) => JSON.parse(text) as Record<number, never> & { ts: never });
    const of = (code: string) => frames.find((frame) => frame[1] === code) as unknown as [0, string, number[], number];
    const [, , row, trailer] = of('tu');
    return { pong: frames.at(-1)?.ts ?? 0, trailer, order: of('oc')[2][5] ?? 0, trade: row[2] ?? 0 };
  };

  it.each([[90_000], [-3_600_000]])('by %d ms is wrong in all that the exchange says', async (ms) => {
    const fault = done(exchange.control.inject({ type: 'clock-skew', ms }));
    const wrong = clock.now() + ms;
    expect(await told()).toEqual({ pong: wrong, trailer: wrong, order: wrong, trade: wrong });
    fault.cancel();
    expect((await told()).pong).toBe(clock.now());
  });

  it('drifts', async () => {
    exchange.control.inject({ type: 'clock-skew', ms: 1_000, drift: 2 });
    clock.advance(10_000);
    expect((await told()).pong).toBe(clock.now() + 1_020);
  });

  it('that is set back does not silence what comes at intervals', async () => {
    const client = await listen();
    client.send({ event: 'subscribe', channel: 'status', key: 'deriv:tBTCF0:USTF0' });
    await settle();
    exchange.control.inject({ type: 'clock-skew', ms: -3_600_000 });
    client.heard.splice(0);
    clock.advance(5_000);
    await settle();
    expect(client.heard.length).toBeGreaterThanOrEqual(4);
  });

  it('makes nonces too small, where it shall', async () => {
    exchange.control.inject({ type: 'clock-skew', ms: 0, nonce: 1_000 });
    const trader = await quietTrader(place, { authNonce: 5 });
    expect((await trader.story()).at(-1)).toBe('auth 10114');
  });
});

describe('a scenario that is ready', () => {
  it.each(Object.entries(SCENARIOS))('can be read, and is found by its name: %s', (name, scenario) => {
    expect(readScenario(JSON.parse(JSON.stringify(scenario)))).toEqual({ _tag: 'Right', right: scenario });
    expect([scenario.name, scenarioNamed(name)]).toEqual([name, scenario]);
    expect(scenarioNamed('toString')).toBeNull();
  });

  it.each(Object.keys(SCENARIOS))('runs for five minutes with clients about: %s', async (name) => {
    const stormy = quietPlace({ rate: 2, scenario: SCENARIOS[name as keyof typeof SCENARIOS] });
    let ended = 0;
    const join = (): void => {
      const client = stormy.exchange.connect({
        onClose: () => {
          ended++;
          if (stormy.clock.now() < until) stormy.clock.after(1_000, join);
        },
      });
      client.send({ event: 'subscribe', channel: 'book', symbol: 'tBTCUSD' });
    };
    const until = stormy.clock.now() + 300_000;
    join();
    join();
    for (let turn = 0; turn < 150; turn++) {
      stormy.clock.advance(2_000);
      await settle();
    }
    const hits = stormy.exchange.ledger.connections().flatMap(({ faults }) => faults);
    const platform = name === 'maintenance' || name === 'clock-skew' || name === 'bad-orders';
    expect(platform || ended > 0 || hits.length > 5).toBe(true);
    expect(stormy.exchange.stats().connections).toBeGreaterThan(0);
    await stormy.exchange.close();
  });
});
