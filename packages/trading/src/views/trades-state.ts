import type { ViewCounters } from './contract.js';
import type { TradesView, UnseenSpan } from './reading.js';
import { noCounts } from './counters.js';
import { UNSEEN_LIMIT } from './limits.js';
import { SharedMap } from './shared-map.js';

type Confirmed = { readonly confirmed: boolean };

/** What became of one trade. */
export interface TradeStep<Trade> {
  readonly key: string;
  readonly before: Trade | null;
  readonly value: Trade;
}

/** The last trades of one kind: each is told twice, at match time and once it is persisted. */
export class TradesState<Row extends { readonly id: number | string }> {
  private readonly trades = new SharedMap<Row & Confirmed>();
  private unseen: ReadonlyArray<UnseenSpan> = [];
  private forgotten = 0;
  private readonly counts = noCounts();

  constructor(private readonly limit: number) {}

  view(): TradesView<Row & Confirmed> {
    return { trades: this.trades.read(), forgotten: this.forgotten, unseen: this.unseen };
  }

  counters(): ViewCounters {
    return { ...this.counts };
  }

  /** Nobody listened for a while. */
  miss(from: number, to: number): void {
    this.unseen = [...this.unseen, { from, to }].slice(-UNSEEN_LIMIT);
  }

  /** Null where it says nothing new. */
  receive(row: Row, confirmed: boolean): TradeStep<Row & Confirmed> | null {
    const key = String(row.id);
    const before = this.trades.get(key) ?? null;
    if (before !== null && (before.confirmed || !confirmed)) {
      this.counts[before.confirmed && !confirmed ? 'late' : 'duplicates'] += 1;
      return null;
    }
    const value = { ...(before === null ? row : merged(before, row)), confirmed };
    this.trades.set(key, value);
    this.counts.applied += 1;
    if (this.trades.size > this.limit) {
      this.trades.deleteOldest();
      this.forgotten += 1;
    }
    return { key, before, value };
  }
}

/** What the later row says, and what only the earlier one did. */
const merged = <Row extends object>(before: Row, row: Row): Row => {
  const both = { ...before };
  for (const field in row) if (row[field] !== null) both[field] = row[field];
  return both;
};
