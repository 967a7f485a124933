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

/** A symbol that can be switched to. */
export interface Tab {
  readonly symbol: string;
  /** Null: not looked at yet, not readable, or a side is empty. */
  readonly mid: number | null;
}

/** How the client's connections stand. */
export interface LinkFacts {
  readonly open: number;
  readonly all: number;
  /** Channels that they carry, and could. */
  readonly used: number;
  readonly capacity: number;
  readonly roundTripMs: number | null;
  /** Why the connection is gone, in words; null where it is open, and before the first loss. */
  readonly lost: string | null;
  /** ms to the next dial; null where none is waited for. */
  readonly againMs: number | null;
}

/** What the screen shows beside the book. */
export interface ScreenFacts extends BookFacts {
  readonly tabs: ReadonlyArray<Tab>;
  /** Which tab is shown. */
  readonly active: number;
  readonly links: LinkFacts;
  /** It stands still, as the person wanted. */
  readonly paused: boolean;
  /** Why the book could not be subscribed; null where it could. */
  readonly problem: string | null;
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
