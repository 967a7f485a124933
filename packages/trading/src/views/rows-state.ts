import { left, right } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import { NOT_LOGGED_IN, READY, notReady, type Condition } from './condition.js';
import type { RowEnd, ViewCounters, ViewDiff } from './contract.js';
import type { NotReady, StaleCause } from './reading.js';
import { noCounts } from './counters.js';
import { diffRows } from './diff.js';
import { EARLY_LIMIT, ENDED_LIMIT } from './limits.js';
import type { RowKind } from './row-kinds.js';
import { isOtherRow, isSameRow } from './same.js';
import { SharedMap } from './shared-map.js';

/** What became of one row. */
export type RowStep<Row> =
  | { readonly type: 'added'; readonly key: string; readonly row: Row }
  | { readonly type: 'changed'; readonly key: string; readonly before: Row; readonly row: Row }
  | {
      readonly type: 'removed';
      readonly key: string;
      readonly before: Row | null;
      readonly row: Row;
      readonly end: RowEnd | null;
    };

/** What a snapshot did: the rows as they were sent, what the updates before it did then, and the difference to what was known. */
interface SnapshotStep<Row> {
  readonly rows: ReadonlyMap<string, Row>;
  readonly replayed: ReadonlyArray<RowStep<Row>>;
  readonly diff: ViewDiff<Row> | null;
}

interface Early<Row> {
  readonly row: Row;
  readonly isEnd: boolean;
}

/** One view of rows: what is held, whether it may be read, and what was known before the connection broke. */
export class RowsState<Row extends object> {
  private condition: Condition = NOT_LOGGED_IN;
  private readonly rows = new SharedMap<Row>();
  private readonly ended = new SharedMap<true>();
  private early: Early<Row>[] = [];
  /** What was known when continuity broke, until the difference to it has been told. */
  private known: ReadonlyMap<string, Row> | null = null;
  private readonly counts = noCounts();

  constructor(private readonly kind: RowKind<Row>) {}

  read(): E.Either<NotReady, ReadonlyMap<string, Row>> {
    const why = notReady(this.kind.name, this.condition);
    return why === null ? right(this.rows.read()) : left(why);
  }

  get(key: string): E.Either<NotReady, Row | null> {
    const why = notReady(this.kind.name, this.condition);
    return why === null ? right(this.rows.get(key) ?? null) : left(why);
  }

  held(): ReadonlyMap<string, Row> {
    return this.rows.read();
  }

  size(): number {
    return this.rows.size;
  }

  counters(): ViewCounters {
    return { ...this.counts };
  }

  isReady(): boolean {
    return this.condition._tag === 'Ready';
  }

  /** A login: the snapshot is awaited, or none will come. */
  await(filter: ReadonlyArray<string>, isAllowed: boolean): void {
    this.early = [];
    if (isAllowed) {
      this.condition = { _tag: 'Awaiting', overdue: false };
      return;
    }
    this.condition = { _tag: 'FilteredOut', filter };
    this.rows.replace([]);
    this.known = null;
  }

  /** The time for the snapshot is over. */
  overdue(): void {
    if (this.condition._tag === 'Awaiting') this.condition = { _tag: 'Awaiting', overdue: true };
  }

  /** Continuity is lost. Whether the view could be read until now. */
  spoil(since: number, cause: StaleCause): boolean {
    const wasReady = this.isReady();
    if (wasReady) this.known ??= this.rows.read();
    if (wasReady || this.condition._tag === 'Awaiting') {
      this.condition = this.known === null ? NOT_LOGGED_IN : { _tag: 'Stale', since, cause };
    }
    this.early = [];
    return wasReady;
  }

  snapshot(rows: ReadonlyArray<Row>): SnapshotStep<Row> {
    this.counts.snapshots += 1;
    // A second snapshot on one connection is compared with what the first and the updates since had made.
    const known = this.known ?? (this.isReady() ? this.rows.read() : null);
    this.rows.replace(rows.map((row) => [this.kind.keyOf(row), row]));
    this.revive(rows);
    this.condition = READY;
    const sent = this.rows.read();
    const { early } = this;
    this.early = [];
    this.counts.early += early.length;
    const replayed = early.flatMap(({ row, isEnd }) => this.apply(row, isEnd) ?? []);
    const isOther = (before: Row, after: Row): boolean => isOtherRow(before, after, this.kind);
    return { rows: sent, replayed, diff: known && diffRows(known, this.rows.read(), isOther) };
  }

  /** The difference to what was known has been told. */
  compared(): void {
    this.known = null;
  }

  /** One row is new, another, or (`isEnd`) no more. Null where that changes nothing, now or at all. */
  update(row: Row, isEnd: boolean): RowStep<Row> | null {
    const { _tag } = this.condition;
    if (_tag === 'Ready' || _tag === 'Stale') return this.apply(row, isEnd);
    this.early.push({ row, isEnd });
    if (this.early.length > EARLY_LIMIT) {
      this.early.shift();
      this.counts.dropped += 1;
    }
    return null;
  }

  private apply(row: Row, isEnd: boolean): RowStep<Row> | null {
    const { kind, rows, counts } = this;
    const key = kind.keyOf(row);
    const identity = kind.identityOf(row);
    const before = rows.get(key);
    if (identity !== null && this.ended.get(identity) !== undefined) return this.count(isEnd ? 'duplicates' : 'late');
    if (isEnd) {
      if (identity !== null) this.remember(identity);
      // The end of a position, while the next one of its symbol is held.
      if (before !== undefined && identity !== kind.identityOf(before) && kind.isOlder(row, before)) {
        return this.count('late');
      }
      rows.delete(key);
      counts.applied += 1;
      return { type: 'removed', key, before: before ?? null, row, end: kind.endOf(row) };
    }
    if (before !== undefined && kind.isOlder(row, before)) return this.count('late');
    if (before !== undefined && isSameRow(before, row)) return this.count('duplicates');
    rows.set(key, row);
    counts.applied += 1;
    return before === undefined ? { type: 'added', key, row } : { type: 'changed', key, before, row };
  }

  private count(what: 'late' | 'duplicates'): null {
    this.counts[what] += 1;
    return null;
  }

  // What the server sends whole lives, whatever was heard of it.
  private revive(rows: ReadonlyArray<Row>): void {
    if (this.ended.size === 0) return;
    for (const row of rows) {
      const identity = this.kind.identityOf(row);
      if (identity !== null && this.ended.get(identity) !== undefined) this.ended.delete(identity);
    }
  }

  private remember(identity: string): void {
    this.ended.set(identity, true);
    if (this.ended.size > ENDED_LIMIT) this.ended.deleteOldest();
  }
}
