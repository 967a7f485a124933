import { NO_BROKERS } from '../market/floor.js';
import { MARKETS } from '../market/definitions.js';
import { createExchange, type Exchange } from './exchange.js';
import { createFaults, type Faults } from './faults.js';
import type { Feed, Subscriber } from './feed.js';
import { intervalOf } from './intervals.js';
import type { BookRequest, ChannelRequest } from './request.js';

const NOON = Date.UTC(2024, 4, 14, 12);
const CHECKSUMS = 131_072;
const BULK = 536_870_912;

interface Listener {
  readonly feed: Feed;
  readonly bodies: string[];
  readonly subscriber: Subscriber;
}

describe('feeds', () => {
  let faults: Faults;
  let exchange: Exchange;
  beforeEach(() => {
    faults = createFaults();
    exchange = createExchange({
      seed: 1,
      checksumMs: 2_500,
      faults,
      now: NOON,
      pairs: 0,
      onEvent: () => undefined,
      brokers: NO_BROKERS,
    });
  });

  const listen = (request: ChannelRequest, flags = 0): Listener => {
    const bodies: string[] = [];
    const subscriber: Subscriber = {
      flags: () => flags,
      push: (body) => bodies.push(body),
      lose: () => bodies.push('lost'),
    };
    const feed = exchange.feed(request);
    bodies.push(...feed.join(subscriber, NOON));
    return { feed, bodies, subscriber };
  };
  const book = (fields: Partial<BookRequest> = {}): BookRequest => ({
    channel: 'book',
    symbol: 'tBTCUSD',
    prec: 'P0',
    freq: 'F0',
    len: 25,
    ...fields,
  });
  const run = (seconds: number): void => {
    for (let tick = 1; tick <= seconds * 50; tick++) {
      exchange.step(1, NOON + tick * 20);
      exchange.tick(NOON + tick * 20);
    }
  };
  const kindsOf = ({ bodies }: Listener): ReadonlyArray<string> =>
    bodies.map((body) => /^"(\w+)"/.exec(body)?.[1] ?? 'data');

  it('tell a ticker with eleven columns, at once and then every ten seconds where it has changed', () => {
    const { bodies } = listen({ channel: 'ticker', symbol: 'tBTCUSD' });
    run(10);
    expect(bodies).toHaveLength(2);
    const [bid, , ask, , , , last, , high, low, appended] = JSON.parse(bodies[bodies.length - 1] ?? '') as number[];
    expect([Number(bid) < Number(ask), Number(low) <= Number(last), Number(last) <= Number(high), appended]).toEqual([
      true,
      true,
      true,
      null,
    ]);
  });

  it('repeat a ticker after fifteen seconds without a change', () => {
    const { bodies } = listen({ channel: 'ticker', symbol: 'fUSD' });
    for (let second = 1; second <= 31; second++) exchange.tick(NOON + second * 1_000);
    expect(bodies.length).toBe(3);
    expect(JSON.parse(bodies[0] ?? '')).toHaveLength(17);
  });

  it.each([
    ['tBTCUSD', 'te', 'tu', 4],
    ['fUSD', 'fte', 'ftu', 5],
  ])('tell a trade on %s as %s and then, the same, as %s', (symbol, matched, stored, columns) => {
    const listener = listen({ channel: 'trades', symbol });
    run(20);
    const [snapshot, ...frames] = listener.bodies;
    const rows = JSON.parse(snapshot ?? '') as number[][];
    expect(rows).toHaveLength(30);
    expect(rows.every((row, place) => place === 0 || Number(row[0]) < Number(rows[place - 1]?.[0]))).toBe(true);
    const texts = (kind: string) =>
      frames.filter((body) => body.startsWith(`"${kind}",`)).map((body) => body.slice(kind.length + 3));
    expect(texts(matched).length).toBeGreaterThan(20);
    expect(texts(stored)).toEqual(texts(matched));
    for (const text of texts(matched)) {
      expect(frames.indexOf(`"${matched}",${text}`)).toBeLessThan(frames.indexOf(`"${stored}",${text}`));
      expect(JSON.parse(text)).toHaveLength(columns);
    }
  });

  it('tell an F1 book in batches, two seconds apart, with checksums of the last batch', () => {
    const listener = listen(book({ freq: 'F1' }), CHECKSUMS + BULK);
    const single = listen(book({ freq: 'F1' }), 0);
    run(11);
    const kinds = kindsOf(listener);
    expect(kinds.filter((kind) => kind === 'data')).toHaveLength(1 + 5);
    expect(kinds.filter((kind) => kind === 'cs').length).toBeGreaterThanOrEqual(3);
    const rows = listener.bodies
      .slice(1)
      .filter((body) => !body.startsWith('"'))
      .flatMap((body) => JSON.parse(body) as number[][]);
    expect(single.bodies.slice(1).map((body) => JSON.parse(body) as unknown)).toEqual(rows);
  });

  it('send checksums when asked for, no sooner than due, never for a book of one level', () => {
    const [asked, unasked, short] = [listen(book(), CHECKSUMS), listen(book(), 0), listen(book({ len: 1 }), CHECKSUMS)];
    run(10);
    expect(kindsOf(asked).filter((kind) => kind === 'cs').length).toBeGreaterThanOrEqual(3);
    expect(kindsOf(asked).filter((kind) => kind === 'cs').length).toBeLessThanOrEqual(4);
    expect(kindsOf(unasked)).not.toContain('cs');
    expect(kindsOf(short)).not.toContain('cs');
  });

  it('vouch for a snapshot even if the market stands still, but only once', () => {
    const listener = listen(book({ symbol: 'fUSD' }), CHECKSUMS);
    for (let second = 1; second <= 20; second++) exchange.tick(NOON + second * 1_000);
    expect(kindsOf(listener)).toEqual(['data', 'cs']);
  });

  it('lose one frame of one book when told to', () => {
    const [first, second] = [listen(book()), listen(book({ prec: 'P1' }))];
    faults.drop('tBTCUSD');
    run(5);
    const lost = [first, second].map(({ bodies }) => bodies.filter((body) => body === 'lost').length);
    expect(lost.reduce((sum, count) => sum + count)).toBe(1);
  });

  it('corrupt one amount under the checksum when told to, and vouch for the truth at once', () => {
    const [victim, other] = [listen(book(), CHECKSUMS), listen(book(), 0)];
    faults.corrupt('tBTCUSD');
    run(1);
    const data = victim.bodies.filter((body) => !body.startsWith('"'));
    const differing = data.findIndex((body, place) => body !== other.bodies[place]);
    expect(data.filter((body, place) => body !== other.bodies[place])).toHaveLength(1);
    const [bad, good] = [data[differing], other.bodies[differing]].map((body) => JSON.parse(body ?? '') as number[]);
    expect(bad?.slice(0, 2)).toEqual(good?.slice(0, 2));
    const behind = victim.bodies.slice(victim.bodies.indexOf(data[differing] ?? '') + 1);
    expect(behind.slice(0, 3).some((body) => body.startsWith('"cs"'))).toBe(true);
  });

  it('tell candles newest first, then the running one with each trade, and begin a new one', () => {
    const { bodies } = listen({ channel: 'candles', key: '', symbol: 'tBTCUSD', timeframe: '1m', periods: null });
    const past = JSON.parse(bodies[0] ?? '') as number[][];
    expect(past).toHaveLength(240);
    expect(past.every(([mts], place) => place === 0 || Number(mts) < Number(past[place - 1]?.[0]))).toBe(true);
    run(90);
    const updates = bodies.slice(1).map((body) => JSON.parse(body) as number[]);
    expect([...new Set(updates.map(([mts]) => mts))]).toEqual([NOON, NOON - 60_000, NOON + 60_000]);
    // At roll-over the candle before is said once more, as it was.
    const next = updates.findIndex(([mts]) => mts === NOON + 60_000);
    expect(updates[next + 1]).toEqual(updates[next - 1]);
    expect(updates.slice(next + 2).every(([mts]) => mts === NOON + 60_000)).toBe(true);
    for (const [, open, close, high, low] of updates as [number, number, number, number, number, number][]) {
      expect(low <= Math.min(open, close) && Math.max(open, close) <= high).toBe(true);
    }
  });

  it('tell funding candles of the wanted periods alone', () => {
    const all = listen({ channel: 'candles', key: 'a', symbol: 'fUSD', timeframe: '1m', periods: [2, 120] });
    const some = listen({ channel: 'candles', key: 'b', symbol: 'fUSD', timeframe: '1m', periods: [30, 30] });
    run(30);
    expect(some.bodies.length).toBeGreaterThan(1);
    expect(some.bodies.length).toBeLessThan(all.bodies.length);
  });

  it('tell the status of a derivative once a second with 23 columns, most of them repeats', () => {
    const { bodies } = listen({ channel: 'status', key: 'deriv:tBTCF0:USTF0', symbol: 'tBTCF0:USTF0' });
    run(30);
    expect(bodies).toHaveLength(31);
    expect(JSON.parse(bodies[0] ?? '')).toHaveLength(23);
    expect(new Set(bodies).size).toBe(11);
  });

  it('tell liquidations as lists of one', () => {
    const { bodies } = listen({ channel: 'status', key: 'liq:global', symbol: null });
    run(60);
    expect(bodies.length).toBeGreaterThan(2);
    const rows = bodies.flatMap((body) => JSON.parse(body) as unknown[][]);
    expect(rows).toHaveLength(bodies.length);
    expect(rows.every((row) => row.length === 12 && row[0] === 'pos' && String(row[4]).includes('F0:'))).toBe(true);
  });

  it('are shared by equal requests and forgotten when the last listener leaves', () => {
    const [one, two] = [listen(book()), listen(book())];
    expect(two.feed).toBe(one.feed);
    one.feed.leave(one.subscriber);
    two.feed.leave(two.subscriber);
    run(1);
    expect(two.bodies).toHaveLength(1);
    expect(exchange.feed(book())).not.toBe(one.feed);
  });

  it('exist for more than sixty different requests at once, each with something to say', () => {
    expect(exchange.symbols).toEqual(MARKETS.map(({ symbol }) => symbol));
    const listeners = exchange.symbols.flatMap((symbol) => [
      listen({ channel: 'ticker', symbol }),
      listen({ channel: 'trades', symbol }),
      ...(['P0', 'P4', 'R0'] as const).map((prec) => listen(book({ symbol, prec }))),
    ]);
    expect(listeners.length).toBeGreaterThan(60);
    expect(new Set(listeners.map(({ feed }) => feed)).size).toBe(listeners.length);
    expect(listeners.every(({ bodies }) => bodies.length === 1 && (bodies[0]?.length ?? 0) > 20)).toBe(true);
  });
});

describe('candle intervals', () => {
  it.each([
    ['1m', Date.UTC(2024, 4, 14, 12, 34)],
    ['15m', Date.UTC(2024, 4, 14, 12, 30)],
    ['3h', Date.UTC(2024, 4, 14, 12)],
    ['1D', Date.UTC(2024, 4, 14)],
    ['7D', Date.UTC(2024, 4, 13)],
    ['1W', Date.UTC(2024, 4, 13)],
    ['1M', Date.UTC(2024, 4, 1)],
  ])('of %s begin where the calendar says', (timeframe, start) => {
    expect(intervalOf(timeframe)?.(Date.UTC(2024, 4, 14, 12, 34, 56))).toBe(start);
  });

  it('are none for a timeframe that does not exist', () => {
    expect([intervalOf('2m'), intervalOf('1d'), intervalOf('constructor')]).toEqual([null, null, null]);
  });
});
