import { sharedLines } from '@bitfinex-ws/testkit';
import { bookOf, listenerOn, openOrThrow, traderOn } from '../../test/in-process.js';

const line = (t: number, frame: unknown): string =>
  JSON.stringify({ t, conn: 1, dir: 'in', frame: JSON.stringify(frame) });
const BTC = [
  line(0, { event: 'subscribed', channel: 'book', chanId: 1, symbol: 'tBTCUSD', prec: 'P0', freq: 'F0', len: '25' }),
  line(0, { event: 'subscribed', channel: 'trades', chanId: 2, symbol: 'tBTCUSD' }),
  line(1_000, [
    1,
    [
      [64_000, 2, 1.5],
      [63_990, 1, 4],
      [64_010, 3, -1],
      [64_020, 1, -2],
    ],
  ]),
  line(1_000, [
    2,
    [
      [2, 900, -0.25, 64_000],
      [1, 500, 0.5, 64_010],
    ],
  ]),
  line(2_000, [2, 'te', [3, 2_000, -0.5, 64_000]]),
  line(2_001, [1, [64_000, 1, 1]]),
  // The price rises: the new bid is told before the asks that it has passed.
  line(3_000, [1, [64_015, 1, 0.7]]),
  line(3_001, [1, [64_010, 0, -1]]),
  line(4_000, [1, [64_020, 0, -1]]),
  line(4_000, [1, [64_030, 2, -0.3]]),
].join('\n');

const replayed = (more: object = {}) =>
  openOrThrow({ replay: { recording: BTC, ...more }, markets: ['tBTCUSD'], rate: 10 });

describe('a market that a recording moves', () => {
  it('shows the recorded book as it was, step by step, and its trades', async () => {
    const { exchange, clock } = replayed();
    await clock.advanceAsync(20);
    expect(bookOf(exchange)).toEqual({
      bids: [
        [64_000, 2, 1.5],
        [63_990, 1, 4],
      ],
      asks: [
        [64_010, 3, -1],
        [64_020, 1, -2],
      ],
    });
    const client = listenerOn(exchange);
    client.send({ event: 'subscribe', channel: 'trades', symbol: 'tBTCUSD' });
    client.send({ event: 'subscribe', channel: 'book', symbol: 'tBTCUSD' });
    await clock.advanceAsync(900);
    const past = client.heard.find((text) => /^\[\d+,\[\[/.test(text)) ?? '[]';
    const [, rows] = JSON.parse(past) as [number, number[][]];
    expect(rows.map(([, , amount, price]) => [amount, price])).toEqual([
      [-0.25, 64_000],
      [0.5, 64_010],
    ]);
    client.heard.length = 0;
    await clock.advanceAsync(3_000);
    expect(client.heard.map((text) => (JSON.parse(text) as unknown[]).slice(1))).toEqual([
      ['te', [expect.any(Number), expect.any(Number), -0.5, 64_000]],
      ['tu', [expect.any(Number), expect.any(Number), -0.5, 64_000]],
      [[64_000, 1, 1]],
      [[64_010, 0, -1]],
      [[64_015, 1, 0.7]],
      [[64_020, 0, -1]],
      [[64_030, 2, -0.3]],
    ]);
    expect(bookOf(exchange)).toEqual({
      bids: [
        [64_015, 1, 0.7],
        [64_000, 1, 1],
        [63_990, 1, 4],
      ],
      asks: [[64_030, 2, -0.3]],
    });
    await clock.advanceAsync(60_000);
    expect(exchange.ledger.trades('tBTCUSD')).toHaveLength(1);
  });

  it('meets what accounts have in it: by a trade at their price, by a book that passes them, and by what they take', async () => {
    const { exchange, clock } = replayed();
    await clock.advanceAsync(20);
    const trader = await traderOn(exchange);
    const order = (price: number, amount: number): void =>
      trader.input('on', { type: 'EXCHANGE LIMIT', symbol: 'tBTCUSD', amount: String(amount), price: String(price) });
    const fills = async () => (await trader.said()).flatMap(([code, row]) => (code === 'te' ? [[row[4], row[5]]] : []));
    order(64_010, 0.4);
    expect(await fills()).toEqual([
      [0.33333333, 64_010],
      [0.06666667, 64_010],
    ]);
    expect(bookOf(exchange).asks[0]).toEqual([64_010, 2, -0.6]);
    order(64_001, 0.2);
    order(64_012, -0.1);
    await clock.advanceAsync(1_100);
    // Of the recorded trade of 0.5 it was the better 0.2.
    expect(await fills()).toEqual([[0.2, 64_001]]);
    expect(bookOf(exchange).bids[0]).toEqual([64_000, 1, 1]);
    await clock.advanceAsync(2_000);
    expect(await fills()).toEqual([[-0.1, 64_012]]);
    expect(bookOf(exchange).bids[0]).toEqual([64_015, 1, 0.6]);
  });

  it('runs as fast as is asked for, and again where it is to', async () => {
    const fast = replayed({ speed: 100, loop: true });
    await fast.clock.advanceAsync(100);
    expect(bookOf(fast.exchange).asks).toEqual([[64_030, 2, -0.3]]);
    await fast.clock.advanceAsync(950);
    expect(bookOf(fast.exchange).asks).toHaveLength(2);
    await fast.clock.advanceAsync(2_000);
    expect(fast.exchange.ledger.trades('tBTCUSD').length).toBeGreaterThan(1);
  });

  it('is beside the other markets, which go on by themselves', async () => {
    const { exchange, clock } = openOrThrow({ replay: { recording: BTC }, markets: ['tETHUSD'] });
    expect(exchange.symbols).toEqual(['tETHUSD', 'tBTCUSD']);
    const before = bookOf(exchange, 'tETHUSD');
    await clock.advanceAsync(2_000);
    expect(bookOf(exchange, 'tETHUSD')).not.toEqual(before);
  });
});

const capture = sharedLines('captures/bitfinex-2021-04-17.jsonl');
(capture === null ? describe.skip : describe)('a recording of the exchange', () => {
  it('is followed to the last level of every book', async () => {
    const lines = capture ?? [];
    const { exchange, clock } = openOrThrow({ replay: { recording: lines.join('\n') }, markets: ['tETHUSD'] });
    await clock.advanceAsync(31_000);
    const channels = new Map<number, string>();
    const levels = new Map<string, Map<number, readonly [number, number, number]>>();
    for (const text of lines) {
      const { dir, frame } = JSON.parse(text) as { readonly dir: string; readonly frame: string };
      const value = JSON.parse(frame) as { readonly [field: string]: unknown } | unknown[];
      if (dir !== 'in') continue;
      if (!Array.isArray(value)) {
        if (value['event'] === 'subscribed' && value['channel'] === 'book') {
          channels.set(Number(value['chanId']), String(value['symbol']));
          levels.set(String(value['symbol']), new Map());
        }
        continue;
      }
      const own = levels.get(channels.get(Number(value[0])) ?? '');
      const body: unknown = value[1];
      if (!own || !Array.isArray(body)) continue;
      for (const row of (Array.isArray(body[0]) ? body : body.length > 0 ? [body] : []) as Array<
        [number, number, number]
      >) {
        if (row[1] === 0) own.delete(row[0]);
        else own.set(row[0], row);
      }
    }
    expect(levels.size).toBe(7);
    for (const [symbol, own] of levels) {
      const rows = [...own.values()];
      const side = (sign: 1 | -1) =>
        rows
          .filter(([, , amount]) => Math.sign(amount) === sign)
          .sort(([a], [b]) => sign * (b - a))
          .slice(0, 100);
      const book = exchange.ledger.book(symbol, 'P0', 100);
      expect([symbol, book?.bids, book?.asks]).toEqual([symbol, side(1), side(-1)]);
    }
  });
});
