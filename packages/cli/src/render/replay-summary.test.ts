import type { BookSummary } from '@bitfinex-ws/client';
import { summaryJson, summaryLines } from './replay-summary.js';

const book: BookSummary = {
  symbol: 'tBTCUSD',
  prec: 'P0',
  len: 25,
  bids: 25,
  asks: 24,
  bestBid: 57123,
  bestAsk: 1.1e-7,
  unavailable: null,
  checksums: { matched: 3, mismatched: 0 },
  unknownDeletions: 0,
  longest: 25,
};
const summary = { frames: 12, decoded: 11, failed: 1, gaps: 0, accountGaps: 0, unrouted: 0, books: [book] };

test('the JSON summary has the promised fields in the promised order and no others', () => {
  expect(JSON.stringify(summaryJson(summary, 0))).toBe(
    '{"type":"summary","frames":12,"decoded":11,"failed":1,"gaps":0,"books":[{"symbol":"tBTCUSD","prec":"P0","len":25,' +
      '"bids":25,"asks":24,"bestBid":57123,"bestAsk":1.1e-7,"checksums":{"matched":3,"mismatched":0}}]}',
  );
});

test('trouble is added where there is some', () => {
  const lost: BookSummary = { ...book, bids: null, asks: null, bestBid: null, bestAsk: null, unavailable: 'gap' };
  expect(summaryJson({ ...summary, unrouted: 2, accountGaps: 1, books: [lost] }, 3)).toMatchObject({
    accountGaps: 1,
    unrouted: 2,
    brokenLines: 3,
    books: [{ bids: null, unavailable: 'gap' }],
  });
});

test('the summary for people is aligned', () => {
  expect(
    summaryLines({ ...summary, books: [book, { ...book, symbol: 'tETHUSD', bids: null, unavailable: 'gap' }] }, 1),
  ).toEqual([
    '',
    'frames: 12 (11 decoded, 1 failed)',
    'sequence gaps: 0',
    'broken lines: 1',
    '',
    'book     prec  len  bids  asks  best bid    best ask  matched  mismatched  state',
    'tBTCUSD    P0   25    25    24     57123  0.00000011        3           0  readable',
    'tETHUSD    P0   25     -    24     57123  0.00000011        3           0  gap',
  ]);
});
