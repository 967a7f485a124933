import { stripVTControlCharacters } from 'node:util';
import { either as E } from 'fp-ts';
import { createBook } from '@bitfinex-ws/orderbook';
import type { BookSpec, PriceRow } from '@bitfinex-ws/protocol';
import { bookScreen } from './book-screen.js';
import type { ScreenFacts } from './facts.js';
import { plainStyle, styleFor } from './style.js';

const spec: BookSpec = { channel: 'book', symbol: 'tBTCUSD', prec: 'P0', freq: 'F0', len: 25 };
const trailers = { chanId: 1, seq: 1, accountSeq: null, serverTime: null };

const row = (price: number, count: number, amount: number): PriceRow => ({
  price,
  count,
  amount,
  text: { key: String(price), amount: String(amount) },
});

const factsOf = (rows: ReadonlyArray<PriceRow>, more: Partial<ScreenFacts> = {}): ScreenFacts => {
  const book = createBook(spec, { sequenced: true });
  book.apply({ type: 'bookSnapshot', kind: 'price', spec, rows, ...trailers }, 1000);
  return {
    spec,
    source: 'simulator ws://127.0.0.1:8080',
    connection: 'live',
    book: book.view(),
    checksums: { matched: 12, mismatched: 0 },
    remark: null,
    seq: 345,
    gaps: 0,
    messages: 400,
    rate: 80,
    trades: [
      { id: 2, mts: 1618677543829, amount: -0.25, price: 57123 },
      { id: 1, mts: 1618677541000, amount: 1.5, price: 57124.5 },
    ],
    lastAt: 1618677543800,
    startedAt: 1618677540000,
    now: 1618677543850,
    tabs: [
      { symbol: 'tBTCUSD', mid: 57123.75 },
      { symbol: 'tETHUSD', mid: null },
    ],
    active: 0,
    links: { open: 1, all: 1, used: 2, capacity: 25, roundTripMs: 1.4, lost: null, againMs: null },
    paused: false,
    problem: null,
    ...more,
  };
};

const small = [row(57123, 3, 0.5), row(57122, 12, 1.25), row(57124.5, 1, -0.75)];

describe('the screen of a book in 80 × 24', () => {
  const lines = bookScreen(factsOf(small), { columns: 80, rows: 24 }, plainStyle);

  test('fits', () => {
    expect(lines).toHaveLength(24);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
  });

  test('shows everything that a person wants to know', () => {
    expect(lines).toEqual([
      '[tBTCUSD 57123.75]  tETHUSD                  simulator ws://127.0.0.1:8080  live',
      'P0 F0 25   mid 57123.75   spread 1.5 (0.26 bp)   last 57123.0 sold  16:39:03 UTC',
      '',
      '                count  amount    price │ price    amount  count',
      '          ████      3    0.50  57123.0 │ 57124.5    0.75      1  ██████',
      '██████████████     12    1.25  57122.0 │',
      ...Array.from({ length: 8 }, () => '                                       │'),
      '',
      'last trades',
      '16:39:03  sold    0.25  @  57123.0',
      '16:39:01  bought  1.50  @  57124.5',
      '',
      '',
      '',
      'checksums 12 matched, 0 mismatched   verified by sequence',
      'sequence 345   0 gaps   80.0 msg/s   age 50 ms      connections 1/1   slots 2/25',
      '1-9 Tab symbol   p P precision   l L length   space pause   q quit',
    ]);
  });
});

test.each([
  [40, 12],
  [20, 5],
  [200, 60],
  [1, 1],
])('in %d × %d nothing is wider or longer than the terminal', (columns, rows) => {
  const lines = bookScreen(factsOf(small), { columns, rows }, plainStyle);
  expect(lines.length).toBeLessThanOrEqual(rows);
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns);
});

test('a small terminal lacks whole facts and blank lines; nothing is cut in two', () => {
  expect(bookScreen(factsOf(small), { columns: 40, rows: 9 }, plainStyle)).toEqual([
    '[tBTCUSD 57123.75]  tETHUSD         live',
    'P0 F0 25   mid 57123.75',
    '   amount    price │ price    amount',
    '▐    0.50  57123.0 │ 57124.5    0.75  ▌',
    '█    1.25  57122.0 │',
    '                   │',
    'verified by sequence   12 ok, 0 bad',
    'sequence 345   0 gaps   80.0 msg/s',
    'Tab   p   l   space   q quit',
  ]);
});

test('figures with many digits keep all of them, in the book and in the trades', () => {
  const coin = [row(0.00001234, 3, 81234567.5), row(0.00001235, 1, -0.00000036)];
  const trades = [{ id: 1, mts: 1618677543829, amount: -123456789.12345678, price: 0.00001234 }];
  for (const columns of [50, 80, 120, 200]) {
    const text = bookScreen(factsOf(coin, { trades }), { columns, rows: 24 }, plainStyle).join('\n');
    expect(text).toMatch(/81234567\.50 {2}0\.00001234 │ 0\.00001235 {2} *<0\.01/);
    expect(text).toMatch(/sold +123456789\.12 {2}@ {2}0\.00001234$/m);
  }
});

test('a book that can not be read shows no level, but why not', () => {
  const lost = E.left({ _tag: 'BookUnavailable' as const, reason: 'mismatch' as const, since: 1618677541350 });
  const text = bookScreen(factsOf(small, { book: lost }), { columns: 80, rows: 24 }, plainStyle).join('\n');
  expect(text).toContain('the book is not readable: mismatch for 2.5 s');
  expect(text).not.toContain('57122');
  const links = { ...factsOf(small).links, open: 0, lost: 'the socket closed with code 1006', againMs: 2100 };
  const gone = bookScreen(factsOf(small, { book: lost, links }), { columns: 80, rows: 24 }, plainStyle);
  expect(gone.slice(4, 6)).toEqual(['the socket closed with code 1006', 'dialling again in 3 s']);
});

test('what is to be known about the checksums stands behind them', () => {
  const lines = bookScreen(factsOf(small, { remark: "the simulator's rule" }), { columns: 80, rows: 24 }, plainStyle);
  expect(lines[21]).toBe("checksums 12 matched, 0 mismatched   verified by sequence (the simulator's rule)");
});

test('an empty side leaves mid and spread open', () => {
  const text = bookScreen(factsOf([row(57123, 3, 0.5)]), { columns: 80, rows: 24 }, plainStyle).join('\n');
  expect(text).toContain('mid -   spread -');
});

test('colour is put on beside the text and changes no width', () => {
  const style = styleFor(true, {});
  const size = { columns: 80, rows: 24 };
  const painted = bookScreen(factsOf(small), size, style).map((line) => stripVTControlCharacters(line).trimEnd());
  expect(painted).toEqual(bookScreen(factsOf(small), size, plainStyle));
  expect(bookScreen(factsOf(small), size, style).join('')).toContain('\u001b[');
});

test('NO_COLOR, a dumb terminal and a pipe get none', () => {
  for (const style of [styleFor(true, { NO_COLOR: '1' }), styleFor(true, { TERM: 'dumb' }), styleFor(false, {})])
    expect(bookScreen(factsOf(small), { columns: 80, rows: 24 }, style).join('')).not.toContain('\u001b');
});

test('a wide terminal has the trades beside the book, and all levels', () => {
  const lines = bookScreen(factsOf(small), { columns: 160, rows: 50 }, plainStyle);
  expect(lines[4]).toMatch(
    /^ +█+ +3 +0\.50 +57123\.0 │ 57124\.5 +0\.75 +1 +█+▌ +16:39:03 {2}sold +0\.25 {2}@ {2}57123\.0$/,
  );
  expect(lines[48]).toMatch(/connections 1\/1 {3}slots 2\/25 {3}round trip 1 ms$/);
});

test('the symbol that is shown is always among those that have room', () => {
  const tabs = ['tAAAUSD', 'tBBBUSD', 'tCCCUSD', 'tDDDUSD', 'tEEEUSD', 'tFFFUSD'].map((symbol) => ({
    symbol,
    mid: 1.5,
  }));
  for (const active of [0, 3, 5]) {
    const [head = ''] = bookScreen(factsOf(small, { tabs, active }), { columns: 50, rows: 24 }, plainStyle);
    expect(head).toContain(`[${tabs[active]?.symbol ?? ''} 1.5]`);
    expect(head.length).toBeLessThanOrEqual(50);
    expect(head.endsWith('live')).toBe(true);
    // A mark where there are more.
    expect(head.startsWith('‹')).toBe(active > 1);
    expect(head.includes('›')).toBe(active < 5);
  }
});

test('why a book can not be read is not cut off on a narrow terminal', () => {
  const gone = E.left({ _tag: 'BookUnavailable' as const, reason: 'disconnected' as const, since: 1618677541850 });
  const links = {
    open: 0,
    all: 1,
    used: 2,
    capacity: 25,
    roundTripMs: null,
    lost: 'cannot connect to ws://127.0.0.1:8080/ws/2: connection refused (ECONNREFUSED)',
    againMs: 3000,
  };
  const screen = (rows: number): ReadonlyArray<string> =>
    bookScreen(factsOf([], { book: gone, links }), { columns: 40, rows }, plainStyle);
  expect(screen(14).join(' ')).toMatch(
    /the book is not readable: disconnected +for 2\.0 s +cannot connect to +ws:\/\/127\.0\.0\.1:8080\/ws\/2: connection +refused \(ECONNREFUSED\) +dialling again in 3 s/,
  );
  for (const line of screen(10)) expect(line.length).toBeLessThanOrEqual(40);
  expect(screen(10).join(' ')).toContain('dialling again in 3 s');
});

test('a screen that stands still says so, and so does a book that was refused', () => {
  const size = { columns: 80, rows: 24 };
  expect(bookScreen(factsOf(small, { paused: true }), size, plainStyle)[0]).toMatch(/ paused$/);
  const refused = E.left({ _tag: 'BookUnavailable' as const, reason: 'syncing' as const, since: 0 });
  const text = bookScreen(factsOf(small, { book: refused, problem: 'symbol: invalid' }), size, plainStyle).join('\n');
  expect(text).toContain('the book could not be subscribed: symbol: invalid');
});
