import { either as E } from 'fp-ts';
import type { Level } from '@bitfinex-ws/orderbook';
import { checksumText, verifiedText, type BookFacts } from './facts.js';
import { commonDecimals, decimalText, roundedText, timeText } from './numbers.js';

/** One line on a watched book: time, best bid and ask, spread, checksums, sequence, rate. */
export const bookLine = (facts: BookFacts): string =>
  [
    timeText(facts.now),
    ...bestTexts(facts),
    checksumText(facts),
    `seq ${facts.seq ?? '-'}`,
    ...(facts.gaps > 0 ? [`gaps ${facts.gaps}`] : []),
    `${facts.rate.toFixed(1)} msg/s`,
  ].join('  ');

const bestTexts = ({ book }: BookFacts): ReadonlyArray<string> => {
  if (E.isLeft(book)) return [`book ${book.left.reason}`];
  const { bestBid, bestAsk, spread } = book.right;
  const decimals = commonDecimals(
    [bestBid, bestAsk].flatMap((level) => (level ? [level.price] : [])),
    12,
  );
  return [
    `bid ${bestText(bestBid)}`,
    `ask ${bestText(bestAsk)}`,
    `spread ${spread === null ? '-' : roundedText(spread, decimals)}`,
  ];
};

const bestText = (level: Level | null): string =>
  level ? `${decimalText(level.price)} × ${decimalText(Math.abs(level.amount))}` : '-';

/** What became of a watched book, one fact a line. */
export const bookSummary = (facts: BookFacts): ReadonlyArray<string> => {
  const seconds = Math.max(0, facts.now - facts.startedAt) / 1000;
  const rate = seconds > 0 ? facts.messages / seconds : 0;
  const { book } = facts;
  return [
    `${facts.spec.symbol} ${facts.spec.prec} ${facts.spec.freq} ${facts.spec.len} from ${facts.source}, ${seconds.toFixed(1)} s`,
    `messages: ${facts.messages} (${rate.toFixed(1)} a second)`,
    `checksums: ${facts.checksums.matched} matched, ${facts.checksums.mismatched} mismatched${facts.remark === null ? '' : ` (${facts.remark})`}`,
    `sequence: ${facts.seq === null ? 'not numbered' : `up to ${facts.seq}`}, ${facts.gaps} gaps`,
    E.isLeft(book)
      ? `book: not readable (${book.left.reason})`
      : `book: ${book.right.bids.length} bids, ${book.right.asks.length} asks, ${verifiedText(facts)}`,
  ];
};
