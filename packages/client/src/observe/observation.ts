import type { BookError, UnavailableReason } from '@bitfinex-ws/orderbook';
import type { BookSpec, DecodeError, Frame, Message, Precision } from '@bitfinex-ws/protocol';
import type { SequenceGap } from './sequence.js';

/** One frame of a connection, as observed or recorded. A line of a recording is one. */
export interface ObservedFrame {
  /** When it was seen, ms; may be fractional. */
  readonly t: number;
  /** Which connection; missing or null: there is only one. */
  readonly conn?: number | null;
  /** Outbound frames are not observed. @default 'in' */
  readonly dir?: 'in' | 'out';
  readonly frame: Frame;
}

interface Seen {
  /** Which connection; null where the frames do not say. */
  readonly conn: number | null;
  /** The frame's time, ms. */
  readonly at: number;
}

/** What one frame amounted to. A frame makes a `message` or a `failure`, and what it shows comes with it. */
export type Observation =
  | (Seen & { readonly type: 'message'; readonly message: Message })
  | (Seen & { readonly type: 'failure'; readonly error: DecodeError })
  /** Comes before the message that shows it. One of the counter `message` touches all channels of the connection: books are unreadable until their next snapshot or, in P0 to P4 of length 25, until a checksum matches. */
  | (Seen & { readonly type: 'gap' } & SequenceGap)
  /** Comes after the message that the book did not take as it should. */
  | (Seen & { readonly type: 'bookError'; readonly spec: BookSpec; readonly error: BookError });

/** How a book stands, in figures. */
export interface BookSummary {
  readonly symbol: string;
  readonly prec: Precision;
  readonly len: number;
  /** Levels (R0: orders); null while the book can not be read. */
  readonly bids: number | null;
  readonly asks: number | null;
  /** Prices; null where there is none, or while the book can not be read. */
  readonly bestBid: number | null;
  readonly bestAsk: number | null;
  /** Why the book can not be read; null where it can. A book that was unsubscribed stands as it stood then. */
  readonly unavailable: UnavailableReason | null;
  readonly checksums: { readonly matched: number; readonly mismatched: number };
  readonly unknownDeletions: number;
  /** The longest that a side has been. */
  readonly longest: number;
}

/** What all frames so far amounted to. */
export interface ObservationSummary {
  /** Inbound frames. */
  readonly frames: number;
  readonly decoded: number;
  readonly failed: number;
  /** Breaks in the numbering of all frames of a connection. */
  readonly gaps: number;
  /** Breaks in the numbering of the account's. */
  readonly accountGaps: number;
  /** Channel frames that belong to no open channel. */
  readonly unrouted: number;
  /** One a connection and channel, in order of their subscription. */
  readonly books: ReadonlyArray<BookSummary>;
}
