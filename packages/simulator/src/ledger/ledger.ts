/** How much the ledger keeps; the oldest is forgotten first. */
export interface LedgerOptions {
  /**
   * Trades kept of each symbol.
   * @default 10000
   */
  readonly trades?: number;
  /**
   * Frames kept of what each trades channel was told.
   * @default 1000
   */
  readonly told?: number;
  /**
   * Connections kept after their end.
   * @default 200
   */
  readonly connections?: number;
  /**
   * Messages kept of each account.
   * @default 10000
   */
  readonly accounts?: number;
}

/** What the server knows to be true; a client's view is judged by it. */
export interface Ledger {
  /** What was traded on a market since the start, oldest first; without the rehearsal from before it opened. */
  readonly trades: (symbol: string) => ReadonlyArray<LedgerTrade>;
  /** Trades of the symbol that were forgotten because more came than are kept. */
  readonly forgotten: (symbol: string) => number;
  /** The whole book as it stands now, which is what the subscribers of its F0 channel have been told; null: no such market. */
  readonly book: (
    symbol: string,
    prec: 'P0' | 'P1' | 'P2' | 'P3' | 'P4' | 'R0',
    len: 1 | 25 | 100 | 250,
  ) => LedgerBook | null;
  /**
   * What happened to the orders of an account, oldest first, as it would be told to a client that misses nothing: `on`, `ou`, `oc`, `te`,
   * `tu`. Whoever was connected, and whatever faults struck, does not matter.
   */
  readonly account: (userId: number) => ReadonlyArray<LedgerAccountFrame>;
  /** Connections in the order of their numbers, also those that have ended. */
  readonly connections: () => ReadonlyArray<LedgerConnection>;
}

/** One message of an account. */
export interface LedgerAccountFrame {
  readonly code: string;
  readonly row: ReadonlyArray<unknown>;
}

/** One trade, its figures as on the wire. */
export interface LedgerTrade {
  readonly id: number;
  readonly mts: number;
  /** Above 0 when the taker bought. */
  readonly amount: number;
  /** Price, or funding rate. */
  readonly price: number;
  /** Days of a funding loan; null on a trading market. */
  readonly period: number | null;
}

/** A book: rows as on the wire, best first. */
export interface LedgerBook {
  readonly bids: ReadonlyArray<ReadonlyArray<number>>;
  readonly asks: ReadonlyArray<ReadonlyArray<number>>;
  readonly checksum: number;
}

/** What was sent on one connection. */
export interface LedgerConnection {
  /** Counted from 1, in the order of handshakes. */
  readonly number: number;
  readonly openedAt: number;
  /** Null while it is open. */
  readonly endedAt: number | null;
  /** Frames sent, events included; one that came twice counts twice. */
  readonly framesSent: number;
  /** Number of the last array frame, sent or lost; 0 before the first. */
  readonly sequence: number;
  /** Sequence numbers that were used up and not sent, ascending: first and last of each run. */
  readonly missing: ReadonlyArray<readonly [number, number]>;
  readonly faults: ReadonlyArray<LedgerFault>;
  /** In the order of requests, also those given up. */
  readonly channels: ReadonlyArray<LedgerChannel>;
}

/** A fault that struck. */
export interface LedgerFault {
  readonly type: string;
  readonly at: number;
  /** Number of the array frame that it struck; null where it struck none. */
  readonly sequence: number | null;
}

/** One channel of one connection. */
export interface LedgerChannel {
  readonly chanId: number;
  /** Name of the channel, such as 'trades'. */
  readonly channel: string;
  /** Symbol, or the key of candles and status. */
  readonly subject: string;
  /** What a trades channel was told after its snapshot, in order; lost frames are in it, their numbers in `missing`. */
  readonly told: ReadonlyArray<LedgerTold>;
}

/** One frame of a trades channel: 'te' and 'fte' when matched, 'tu' and 'ftu' when stored. */
export interface LedgerTold {
  readonly kind: 'te' | 'tu' | 'fte' | 'ftu';
  readonly id: number;
  readonly sequence: number;
}
