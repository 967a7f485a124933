import { settle, type FakeClock } from '@bitfinex-ws/testkit';
import { listenerOn, openOrThrow } from '../test/in-process.js';
import { quietPlace, quietTrader, RESTING } from '../test/quiet-trader.js';
import type { ExchangeInProcess } from './index.js';

const [TIMESTAMP, SEQ_ALL, CHECKSUMS, BULK] = [32_768, 65_536, 131_072, 536_870_912] as const;
const place = quietPlace({ markets: ['tBTCUSD', 'tETHUSD'] });
const { clock, exchange } = place;
afterEach(() => exchange.killConnections());
afterAll(() => exchange.close());

type Frame = ReadonlyArray<unknown>;
const arraysOf = (texts: ReadonlyArray<string>): ReadonlyArray<Frame> =>
  texts.filter((text) => text.startsWith('[')).map((text) => JSON.parse(text) as Frame);
/** Behind the payload: a body has one part, or a word and another. */
const trailersOf = (frame: Frame): ReadonlyArray<number> =>
  frame.slice(typeof frame[1] === 'string' && frame[1] !== 'hb' ? 3 : 2) as number[];
const isAcknowledgement = ([, code, row]: Frame): boolean => code === 'n' && String((row as Frame)[1]).endsWith('-req');

/** Every mix of the four flags. */
const MIXES = Array.from({ length: 16 }, (_, mix) =>
  [TIMESTAMP, SEQ_ALL, CHECKSUMS, BULK].filter((_flag, bit) => mix & (1 << bit)).reduce((sum, flag) => sum + flag, 0),
);

describe('the numbers and times behind frames', () => {
  it.each(MIXES)('are right under the flags %d', async (flags) => {
    const trader = await quietTrader(place);
    trader.send({ event: 'conf', flags });
    await trader.frames();
    for (const channel of ['book', 'trades', 'ticker']) {
      trader.send({ event: 'subscribe', channel, symbol: 'tBTCUSD' });
    }
    await settle();
    clock.advance(100);
    trader.input('on', { ...RESTING, cid: flags });
    trader.input('oc', { cid: flags });
    await settle();
    exchange.step(40);
    clock.advance(15_000);
    const frames = arraysOf(await trader.frames());
    const [numbered, timed] = [(flags & SEQ_ALL) > 0, (flags & TIMESTAMP) > 0];
    const codes = new Set(frames.map(([, code]) => code).filter((code) => typeof code === 'string'));
    for (const code of ['hb', 'te', 'n', 'on', 'oc', 'wu']) expect(codes).toContain(code);
    expect(codes.has('cs')).toBe((flags & CHECKSUMS) > 0);
    const isBulk = frames.some(
      ([, body]) => Array.isArray(body) && Array.isArray(body[0]) && body[0].length === 3 && body.length < 40,
    );
    expect(isBulk).toBe((flags & BULK) > 0);

    let [next, own]: [number | null, number | null] = [null, null];
    for (const frame of frames) {
      const trailers = [...trailersOf(frame)];
      if (timed) expect(Math.abs((trailers.pop() ?? 0) - clock.now())).toBeLessThan(20_000);
      const isOwn = frame[0] === 0 && frame[1] !== 'hb';
      expect(trailers).toHaveLength(!numbered ? 0 : isOwn && !isAcknowledgement(frame) ? 2 : 1);
      if (!numbered) continue;
      if (isOwn) {
        const told = trailers.pop() ?? 0;
        if (own !== null) expect(told).toBe(frame[1] === 'n' ? own : own + 1);
        own = told;
      }
      if (isAcknowledgement(frame)) continue;
      const [number = 0] = trailers;
      if (next !== null) expect(number).toBe(next);
      next = number + 1;
    }
  });
});

describe('heartbeats', () => {
  it('come by one timer for all connections, in bursts in the order of channels', async () => {
    const first = listenerOn(exchange);
    clock.advance(7_000);
    const second = listenerOn(exchange);
    for (const client of [first, second]) {
      for (const channel of ['ticker', 'trades']) client.send({ event: 'subscribe', channel, symbol: 'tETHUSD' });
    }
    await settle();
    const beats: number[][] = [];
    for (let at = 0; at < 40; at++) {
      for (const client of [first, second]) client.heard.splice(0);
      clock.advance(1_000);
      await settle();
      const ids = [first, second].map((client) => arraysOf(client.heard).filter(([, body]) => body === 'hb'));
      expect(ids[0]?.length).toBe(ids[1]?.length);
      for (const burst of ids)
        expect(burst.map(([id]) => id)).toEqual(burst.map(([id]) => id as number).sort((a, b) => a - b));
      if (ids[0]?.length) beats.push([at, ids[0].length]);
    }
    expect(beats.map(([, length]) => length)).toEqual(beats.map(() => 2));
    expect((beats[1]?.[0] ?? 0) - (beats[0]?.[0] ?? 0)).toBe(15);
  });
});

describe('acknowledgements as they were recorded', () => {
  const MARKETS = ['tBTCUSD', 'tETHUSD', 'tLTCUSD', 'tXRPBTC', 'tLTCBTC'];
  const record = async (on: { readonly exchange: ExchangeInProcess; readonly clock: FakeClock }) => {
    const client = listenerOn(on.exchange);
    const from = on.clock.now();
    const symbols = MARKETS;
    client.send({ event: 'conf', flags: SEQ_ALL });
    for (const channel of ['ticker', 'trades', 'book']) {
      for (const symbol of symbols) client.send({ event: 'subscribe', channel, symbol });
    }
    const told: (readonly [number, string])[] = [];
    for (let at = 0; at < 16_000; at += 10) {
      await settle();
      for (const text of client.heard.splice(0)) if (text !== 'open') told.push([on.clock.now() - from, text]);
      on.clock.advance(10);
    }
    return told.map(([at, text]) => ({ at, frame: JSON.parse(text) as Record<string, never> & Frame }));
  };

  it('come in the order and at the times of the recording', async () => {
    const told = await record(openOrThrow({ rate: 0, markets: MARKETS, acks: 'recorded', heartbeatMs: 1_000 }));
    expect(told.slice(0, 2).map(({ frame }) => frame['event'])).toEqual(['info', 'conf']);
    const acks = told.filter(({ frame }) => frame['event'] === 'subscribed');
    const of = (channel: string) => acks.filter(({ frame }) => frame['channel'] === channel);
    expect(acks.map(({ frame }) => String(frame['channel']))).toEqual(
      ['ticker', 'trades', 'book'].flatMap((channel) => Array.from({ length: 5 }, () => channel)),
    );
    expect(Math.max(...of('ticker').map(({ at }) => at))).toBeLessThanOrEqual(10);
    const trades = of('trades').map(({ at }) => at);
    expect([Math.min(...trades) >= 10, Math.max(...trades) <= 120]).toEqual([true, true]);
    const books = of('book').map(({ at }) => at);
    expect([Math.min(...books) >= 1_200, Math.max(...books) <= 13_010]).toEqual([true, true]);
    expect(new Set(books).size).toBeGreaterThan(2);
    for (const { at, frame } of acks) {
      const data = told.find((other) => other.frame[0] === frame['chanId'] && other.frame[1] !== 'hb');
      expect((data?.at ?? Infinity) - at).toBeLessThanOrEqual(50);
      expect(data?.at).toBeGreaterThanOrEqual(at);
    }
    const early = told.filter(
      ({ at, frame }) => frame[1] === 'hb' && acks.some((ack) => ack.frame['chanId'] === frame[0] && ack.at > at),
    );
    expect(early.length).toBeGreaterThan(0);
    const numbers = told.filter(({ frame }) => Array.isArray(frame)).map(({ frame }) => trailersOf(frame)[0]);
    expect(numbers).toEqual(numbers.map((_, at) => at + 1));
  });
});

describe('nothing is said', () => {
  it.each([
    ['to an unknown derivative', { event: 'subscribe', channel: 'status', key: 'deriv:tNOPE' }],
    ['to what is no JSON', '{"event":'],
    ['to inputs before a login', [0, 'on', null, RESTING]],
    ['to an unknown input', [0, 'nope', null, {}]],
  ])('%s', async (_what, request) => {
    const client = listenerOn(exchange);
    await settle();
    client.heard.splice(0);
    client.send(request);
    await settle();
    clock.advance(4_500);
    await settle();
    expect(client.heard.filter((text) => !text.includes('"hb"'))).toEqual([]);
    client.send({ event: 'ping', cid: 1 });
    await settle();
    expect(client.heard.at(-1)).toContain('"pong"');
  });
});

describe('a duplicate', () => {
  it('is refused with the id of the first, before that one is acknowledged', async () => {
    const client = listenerOn(exchange);
    const request = { event: 'subscribe', channel: 'book', symbol: 'tBTCUSD' };
    client.send(request);
    client.send(request);
    await settle();
    const [error] = client.heard.splice(0).slice(2);
    clock.advance(100);
    await settle();
    const [acknowledged] = client.heard;
    const { code, chanId } = JSON.parse(error ?? '{}') as { code: number; chanId: number };
    expect(code).toBe(10_301);
    expect(JSON.parse(acknowledged ?? '{}')).toMatchObject({ event: 'subscribed', chanId });
  });
});
