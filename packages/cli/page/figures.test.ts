import { either as E } from 'fp-ts';
import { createBook, type BookUnavailable, type BookView, type UnavailableReason } from '@bitfinex-ws/orderbook';
import type { BookSpec, PriceRow } from '@bitfinex-ws/protocol';
import type { PageSettings } from '../src/serve/settings.js';
import { depthCurve } from './depth-curve.js';
import { amountDecimals, amountText, grouped, priceDecimals, short, symbolText } from './format.js';
import { labelStep, priceWeight } from './price-scale.js';
import { after, PRECISIONS, readSelection, strangeIn, writeSelection } from './settings.js';
import { stateOf, type Link } from './state.js';

const spec: BookSpec = { channel: 'book', symbol: 'tBTCUSD', prec: 'P0', freq: 'F0', len: 25 };

const bookOf = (levels: ReadonlyArray<readonly [price: number, amount: number]>): BookView => {
  const book = createBook(spec, { sequenced: true });
  const rows = levels.map(([price, amount]): PriceRow => ({
    price,
    count: 1,
    amount,
    text: { key: String(price), amount: String(amount) },
  }));
  const trailers = { chanId: 1, seq: 1, accountSeq: null, serverTime: null };
  book.apply({ type: 'bookSnapshot', kind: 'price', spec, rows, ...trailers }, 0);
  const view = book.view();
  if (E.isLeft(view)) throw new Error(view.left.reason);
  return view.right;
};

describe('the depth curve', () => {
  const view = bookOf([
    [99, 1],
    [97, 2],
    [90, 4],
    [101, -3],
    [104, -1],
    [110, -5],
  ]);

  test('adds up from the middle outwards, at round prices of equal distance', () => {
    const { points, step } = depthCurve(view, 20);
    expect(step).toBe(1);
    expect(points.map(({ price }) => price)).toEqual(Array.from({ length: 21 }, (_, index) => 90 + index));
    const at = (price: number) => points.find((point) => point.price === price);
    expect([at(90), at(97), at(98), at(99)].map((point) => point?.bid)).toEqual([7, 3, 1, 1]);
    expect([at(101), at(103), at(104), at(110)].map((point) => point?.ask)).toEqual([3, 3, 4, 9]);
    expect(at(100)).toEqual({ price: 100, bid: null, ask: null });
  });

  test('of one side alone has that side alone, and of an empty book nothing', () => {
    const { points } = depthCurve(
      bookOf([
        [99, 1],
        [95, 1],
      ]),
      10,
    );
    expect(points.every(({ ask }) => ask === null)).toBe(true);
    expect(points[0]).toEqual({ price: 95, bid: 2, ask: null });
    expect(depthCurve(bookOf([]), 10).points).toEqual([]);
  });

  test('of small prices has prices without noise', () => {
    const { points } = depthCurve(
      bookOf([
        [0.0000012, 5],
        [0.0000015, -5],
      ]),
      30,
    );
    for (const { price } of points) expect(price).toBe(Number(price.toFixed(8)));
  });
});

test('figures have as many digits as they need, and thousands apart', () => {
  expect(priceDecimals([57123, 57122.5, Number.NaN])).toBe(1);
  expect(priceDecimals([0.1 + 0.2])).toBe(1);
  expect(priceDecimals([1e-7])).toBe(7);
  expect([0.02, 3, 57, 12345, 1e9].map(amountDecimals)).toEqual([6, 4, 3, 0, 0]);
  expect([grouped(1234567.5, 1), grouped(-1234, 0), grouped(999, 2)]).toEqual(['1,234,567.5', '-1,234', '999.00']);
  expect([140, 12.345, 0.5, 45_600, 7_891_000, 0].map(short)).toEqual(['140', '12.3', '0.5', '45.6 k', '7.89 M', '0']);
  expect([amountText(0.0001, 3), amountText(0.0006, 3), amountText(0, 3)]).toEqual(['<0.001', '0.001', '0.000']);
  expect(['tBTCUSD', 'tBTCF0:USTF0', 'fUSD'].map(symbolText)).toEqual(['BTC / USD', 'BTCF0 / USTF0', 'USD funding']);
});

describe('the selection', () => {
  const settings: PageSettings = {
    url: null,
    source: 'simulator',
    simulated: true,
    symbols: ['tBTCUSD', 'tETHUSD'],
    prec: 'P0',
    len: 25,
    timeframe: '1m',
  };
  const first = { symbol: 'tBTCUSD', prec: 'P0', len: 25, timeframe: '1m' } as const;

  test('is what the address of the page says', () => {
    const other = { symbol: 'tETHUSD', prec: 'R0', len: 250, timeframe: '1h' } as const;
    expect(readSelection(writeSelection(other), settings)).toEqual(other);
    expect(readSelection('', settings)).toEqual(first);
  });

  test('is as the server said where the address says what there is not', () => {
    expect(readSelection('#tNOSUCH,P9,26,2s', settings)).toEqual(first);
    expect(readSelection('#tETHUSD', settings)).toEqual({ ...first, symbol: 'tETHUSD' });
  });

  test('is read from an address that a person mistyped, who is told what there is not', () => {
    expect(readSelection('#%', settings)).toEqual(first);
    expect(readSelection('#tETHUSD%2CP0', settings)).toMatchObject({ symbol: 'tETHUSD', prec: 'P0' });
    expect(strangeIn('#%', settings)).toBe('%');
    expect(strangeIn('#tNOSUCH,P0', settings)).toBe('tNOSUCH');
    expect(strangeIn('#tETHUSD,P0,26', settings)).toBe('26');
    expect(strangeIn('#tETHUSD,P0,25,1m,more', settings)).toBe('more');
    expect(['', '#', '#tETHUSD', '#,P0', '#tETHUSD,,,1m'].map((hash) => strangeIn(hash, settings))).toEqual(
      Array<null>(5).fill(null),
    );
  });

  test('goes round and round', () => {
    expect(after(PRECISIONS, 'R0')).toBe('P0');
    expect(after(PRECISIONS, 'P0', -1)).toBe('R0');
  });
});

describe('the labels below the depth', () => {
  test('are at round prices, far enough apart to be read, however small the prices are', () => {
    // 141 points 0.5 apart on 300 px: 70 px are 33 points or 16.5, and the next round price is 20.
    expect(labelStep(0.5, 141, 300, 70)).toBe(20);
    expect(labelStep(0.00000002, 141, 300, 70)).toBeCloseTo(0.000001, 12);
    expect(labelStep(1, 70, 1400, 70)).toBe(5);
    expect(labelStep(1, 70, 0, 70)).toBeGreaterThan(1000);
    const labelled = [64175, 64180, 64190, 64200, 64220].filter((price) => priceWeight(price, 20) === 1);
    expect(labelled).toEqual([64180, 64200, 64220]);
    expect([0.00024, 0.000241, 0.0002405].map((price) => priceWeight(price, 0.000001))).toEqual([1, 1, 0]);
  });
});

describe('the state line', () => {
  const open: Link = { _tag: 'Open' };
  const lost = (reason: UnavailableReason): E.Either<BookUnavailable, BookView> =>
    E.left({ _tag: 'BookUnavailable', reason, since: 0 });
  const good = { _tag: 'Right', right: bookOf([[99, 1]]) } as const;

  test('says what vouches for the book, and what does not', () => {
    expect(stateOf(open, good, null, 0)).toMatchObject({ tone: 'good', text: 'Verified by sequence' });
    const { right: view } = good;
    const funding = E.right(
      Object.create(view, {
        spec: { value: { ...spec, symbol: 'fUSD' } },
        verified: { value: 'checksum' },
      }) as BookView,
    );
    expect(stateOf(open, funding, null, 0, true).text).toBe("Verified by checksum (simulator's rule)");
    expect(stateOf(open, funding, null, 0).text).toBe('Verified by checksum (rule not documented)');
    expect(stateOf(open, lost('gap'), null, 0)).toMatchObject({ tone: 'bad', text: 'Gap: frames are missing' });
    expect(stateOf(open, lost('syncing'), null, 0)).toMatchObject({ tone: 'busy' });
    expect(stateOf(open, null, 'symbol: invalid', 0)).toMatchObject({ tone: 'bad', text: 'symbol: invalid' });
  });

  test('counts down to the next dial, but does not speak while it counts', () => {
    const waiting: Link = { _tag: 'Waiting', until: 5000, lost: 0 };
    const [now, later] = [stateOf(waiting, null, null, 1000), stateOf(waiting, null, null, 3000)];
    expect([now.text, later.text]).toEqual(['Disconnected, reconnecting in 4 s', 'Disconnected, reconnecting in 2 s']);
    expect(now.spoken).toBe(later.spoken);
    // A book of before is not vouched for by a connection that is gone.
    expect(stateOf(waiting, good, null, 1000).tone).toBe('bad');
  });
});
