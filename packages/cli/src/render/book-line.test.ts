import { either as E } from 'fp-ts';
import { createBook } from '@bitfinex-ws/orderbook';
import type { BookSpec } from '@bitfinex-ws/protocol';
import { bookLine, bookSummary } from './book-line.js';
import type { BookFacts } from './facts.js';

const spec: BookSpec = { channel: 'book', symbol: 'tXRPBTC', prec: 'P0', freq: 'F0', len: 25 };

const facts = (): BookFacts => {
  const book = createBook(spec, { sequenced: true });
  const trailers = { chanId: 1, seq: 1, accountSeq: null, serverTime: null };
  const row = (price: number, amount: number) => ({
    price,
    count: 1,
    amount,
    text: { key: String(price), amount: String(amount) },
  });
  book.apply(
    { type: 'bookSnapshot', kind: 'price', spec, rows: [row(1.1e-7, 500), row(1.3e-7, -20.5)], ...trailers },
    0,
  );
  return {
    spec,
    source: 'the simulator',
    connection: 'live',
    book: book.view(),
    checksums: { matched: 3, mismatched: 0 },
    remark: null,
    seq: 41,
    gaps: 0,
    messages: 200,
    rate: 12.34,
    trades: [],
    lastAt: 0,
    startedAt: 0,
    now: 10_000,
  };
};

test('a line says all of it, small prices without exponents', () => {
  expect(bookLine(facts())).toBe(
    '00:00:10  bid 0.00000011 × 500  ask 0.00000013 × 20.5  spread 0.00000002  checksums 3 matched, 0 mismatched  seq 41  12.3 msg/s',
  );
});

test('a line says when the book can not be read, and when frames are missing', () => {
  const lost = E.left({ _tag: 'BookUnavailable' as const, reason: 'gap' as const, since: 0 });
  expect(bookLine({ ...facts(), book: lost, gaps: 1, seq: null })).toBe(
    '00:00:10  book gap  checksums 3 matched, 0 mismatched  seq -  gaps 1  12.3 msg/s',
  );
});

test('the summary has a fact a line', () => {
  expect(bookSummary({ ...facts(), remark: 'a rule of its own' })).toEqual([
    'tXRPBTC P0 F0 25 from the simulator, 10.0 s',
    'messages: 200 (20.0 a second)',
    'checksums: 3 matched, 0 mismatched (a rule of its own)',
    'sequence: up to 41, 0 gaps',
    'book: 1 bids, 1 asks, verified by sequence',
  ]);
});
