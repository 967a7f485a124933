import { either as E } from 'fp-ts';
import { readRecording } from './recording.js';
import { recordedMarkets } from './markets.js';

const line = (t: number, frame: unknown, more: object = {}): string =>
  JSON.stringify({ t, conn: 1, dir: 'in', frame: JSON.stringify(frame), ...more });
const book = (chanId: number, prec: string, len: string, symbol = 'tBTCUSD') => ({
  event: 'subscribed',
  channel: 'book',
  chanId,
  symbol,
  prec,
  freq: 'F0',
  len,
});
const stepsOf = (lines: ReadonlyArray<string>) => {
  const recording = readRecording(lines.join('\n'));
  if (E.isLeft(recording)) throw new Error(recording.left);
  return recording.right.steps;
};

describe('reading a recording', () => {
  it('follows the most exact book of a symbol and counts its time from the first word about a market', () => {
    const steps = stepsOf([
      line(900, { event: 'info', version: 2 }),
      line(1_000, book(1, 'P1', '250')),
      line(1_000, book(2, 'P0', '25')),
      line(1_000, book(3, 'P0', '100')),
      line(2_000, [1, [[64_000, 1, 1]]]),
      line(2_010, [2, [[64_001, 1, 1]]]),
      line(2_020, [
        3,
        [
          [64_002, 2, 1],
          [64_003, 1, -0.5],
        ],
        7,
        1_700_000_000_000,
      ]),
      line(2_030, [3, [64_002, 0, 1], 8]),
      line(2_040, [3, 'hb', 9]),
      line(2_050, [3, 'cs', -1, 10]),
      line(2_060, [
        3,
        [
          [64_001, 1, 3],
          [64_003, 0, -1],
        ],
        11,
      ]),
      line(2_070, [3, [64_002, 1, 9]], { dir: 'out' }),
    ]);
    expect(steps).toMatchObject([
      { at: 20, symbol: 'tBTCUSD', _tag: 'Book' },
      { at: 30, _tag: 'Rows', rows: [{ side: 'bid', price: 64_002, amount: 0 }] },
      { at: 60, _tag: 'Rows', rows: [{ amount: 3 }, { side: 'ask', amount: 0 }] },
    ]);
    expect(steps[0]).toMatchObject({
      rows: [
        { id: null, count: 2, amount: 1 },
        { side: 'ask', amount: 0.5 },
      ],
    });
  });

  it('reads raw books, funding and trades; a trade on two connections is one', () => {
    const trades = (chanId: number, symbol: string) => ({ event: 'subscribed', channel: 'trades', chanId, symbol });
    const steps = stepsOf([
      line(0, book(1, 'R0', '25')),
      line(0, book(2, 'P0', '25', 'fUSD')),
      line(0, trades(3, 'tBTCUSD')),
      line(0, trades(4, 'fUSD')),
      line(0, trades(3, 'tBTCUSD'), { conn: 2 }),
      line(10, [
        1,
        [
          [7_000_001, 64_000, 0.5],
          [7_000_002, 64_001, -2],
        ],
      ]),
      line(20, [1, [7_000_001, 0, 1]]),
      line(30, [
        2,
        [
          [0.0003, 30, 1, 500],
          [0.0002, 2, 3, -900],
        ],
      ]),
      line(40, [
        3,
        [
          [11, 35, -0.1, 64_000],
          [10, 30, 0.2, 64_001],
        ],
      ]),
      line(50, [3, 'te', [12, 50, 0.3, 64_001]]),
      line(51, [3, 'te', [12, 50, 0.3, 64_001]], { conn: 2 }),
      line(52, [3, 'tu', [12, 50, 0.3, 64_001]]),
      line(60, [4, 'fte', [5, 60, -100, 0.0003, 30]]),
    ]);
    expect(steps).toEqual([
      {
        ...{ at: 0, symbol: 'tBTCUSD', _tag: 'Book' },
        rows: [
          { id: 7_000_001, side: 'bid', price: 64_000, period: 0, count: 1, amount: 0.5 },
          { id: 7_000_002, side: 'ask', price: 64_001, period: 0, count: 1, amount: 2 },
        ],
      },
      {
        ...{ at: 10, symbol: 'tBTCUSD', _tag: 'Rows' },
        rows: [{ id: 7_000_001, side: 'bid', price: 0, period: 0, count: 1, amount: 0 }],
      },
      {
        ...{ at: 20, symbol: 'fUSD', _tag: 'Book' },
        rows: [
          { id: null, side: 'ask', price: 0.0003, period: 30, count: 1, amount: 500 },
          { id: null, side: 'bid', price: 0.0002, period: 2, count: 3, amount: 900 },
        ],
      },
      {
        ...{ at: 30, symbol: 'tBTCUSD', _tag: 'Past' },
        trades: [
          { mts: 20, price: 64_001, period: 0, amount: 0.2 },
          { mts: 25, price: 64_000, period: 0, amount: -0.1 },
        ],
      },
      { at: 40, symbol: 'tBTCUSD', _tag: 'Trade', trade: { mts: 40, price: 64_001, period: 0, amount: 0.3 } },
      { at: 50, symbol: 'fUSD', _tag: 'Trade', trade: { mts: 50, price: 0.0003, period: 30, amount: -100 } },
    ]);
  });

  it('forgets the channels of a socket when a new one is greeted: their numbers mean something else there', () => {
    const steps = stepsOf([
      line(0, book(1, 'P0', '25')),
      line(1, [1, [[64_000, 1, 1]]]),
      line(2, { event: 'info', version: 2, serverId: 'x', platform: { status: 1 } }),
      line(3, [1, [64_000, 1, 2]]),
      line(4, book(1, 'P0', '25')),
      line(5, [1, [[64_005, 1, 1]]]),
    ]);
    expect(steps.map(({ at, _tag }) => [at, _tag])).toEqual([
      [0, 'Book'],
      [4, 'Book'],
    ]);
  });

  it('says which line is none, but for the last, over whose writing somebody may have been killed', () => {
    const good = [line(0, book(1, 'P0', '25')), line(1, [1, [[64_000, 1, 1]]])];
    const cut = line(2, [1, [64_000, 1, 2]]).slice(0, 30);
    expect(stepsOf([...good, cut])).toHaveLength(1);
    expect(readRecording([...good, cut, ...good].join('\n'))).toEqual(E.left('line 3 is no line of a recording'));
    expect(readRecording('hello')).toEqual(E.left('line 1 is no line of a recording'));
    for (const text of ['', good[0] ?? '']) {
      expect(readRecording(text)).toEqual(E.left('there are no books and no trades in it'));
    }
  });
});

describe('the markets of a recording', () => {
  it('are as fine as the recorded prices, exponents included', () => {
    const decimals = (...prices: number[]): number | undefined => {
      const rows = prices.map((price) => [price, 1, 1]);
      const recording = readRecording([line(0, book(1, 'P0', '25')), line(1, [1, rows])].join('\n'));
      return E.isRight(recording) ? recordedMarkets(recording.right)[0]?.decimals : undefined;
    };
    expect([decimals(64_000, 64_001), decimals(3_140.5), decimals(2.504e-5, 0.1), decimals(1e-7)]).toEqual([
      0, 1, 8, 7,
    ]);
  });
});
