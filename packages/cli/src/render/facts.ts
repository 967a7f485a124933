import type { either as E } from 'fp-ts';
import type { BookStats, BookUnavailable, BookView } from '@bitfinex-ws/orderbook';
import type { BookSpec } from '@bitfinex-ws/protocol';

/** A trade as the screen shows it. */
export interface ShownTrade {
  readonly id: number;
  /** ms */
  readonly mts: number;
  /** > 0: the taker bought; < 0: the taker sold. */
  readonly amount: number;
  /** Price; for funding the rate. */
  readonly price: number;
}

/** Everything that is known about a watched book at one moment: what screen, line and summary are made of. */
export interface BookFacts {
  readonly spec: BookSpec;
  /** Where the frames come from, in words. */
  readonly source: string;
  /** State of the connection, in words. */
  readonly connection: string;
  readonly book: E.Either<BookUnavailable, BookView>;
  readonly checksums: BookStats['checksums'];
  /** What is to be known about the checksum rule; null where there is nothing to say. */
  readonly remark: string | null;
  /** The last sequence number; null before the first, and where frames are not numbered. */
  readonly seq: number | null;
  readonly gaps: number;
  /** Messages since the start. */
  readonly messages: number;
  /** Messages per second, lately. */
  readonly rate: number;
  /** Newest first. */
  readonly trades: ReadonlyArray<ShownTrade>;
  /** When the last message of the book came, ms; null before the first. */
  readonly lastAt: number | null;
  readonly startedAt: number;
  readonly now: number;
}

/** What vouches for the book, in words. */
export const verifiedText = (facts: BookFacts): string => {
  if (facts.book._tag === 'Left') return 'not verified';
  switch (facts.book.right.verified) {
    case 'checksum':
      return 'verified by checksum';
    case 'sequence':
      return 'verified by sequence';
    case 'none':
      return 'not verified yet';
  }
};

/** `checksums 12 matched, 0 mismatched`, and the remark if there is one. */
export const checksumText = ({ checksums, remark }: BookFacts): string =>
  `checksums ${checksums.matched} matched, ${checksums.mismatched} mismatched${remark === null ? '' : ` (${remark})`}`;
