import type { NumberMode } from '@bitfinex-ws/protocol';
import { SNAPSHOT_VIEWS } from './filter.js';
import type { AccountDiff, ViewDiff, ViewEffect } from './contract.js';
import type { SnapshotView, StaleCause } from './reading.js';

/** When what was known broke off, and why. `snapshot`: it did not, the server sent a view once more. */
interface Break {
  readonly since: number;
  readonly cause: StaleCause | 'snapshot';
}

type Diffs = { readonly [View in SnapshotView]?: ViewDiff<unknown> };

/** The name of the timer that ends the wait for snapshots. */
export const SNAPSHOTS_TIMER = 'views:snapshots';

/** Which snapshots of a login are still to come, and what those that came said of the time before it. */
export class Recovery<N extends NumberMode> {
  private readonly pending = new Set<SnapshotView>();
  private diff: Diffs = {};
  private broken: Break | null = null;
  private isWaiting = false;

  /** `onTold`: the difference of that view has been told. */
  constructor(private readonly onTold: (view: SnapshotView) => void) {}

  isComplete(): boolean {
    return this.pending.size === 0;
  }

  /** What was known broke off. The first break counts, until all is known again. */
  breakOff(since: number, cause: StaleCause): void {
    this.broken ??= { since, cause };
  }

  /** A login: these snapshots are to come. */
  begin(at: number, views: ReadonlyArray<SnapshotView>, ms: number): ReadonlyArray<ViewEffect<N>> {
    this.pending.clear();
    for (const view of views) this.pending.add(view);
    this.diff = {};
    this.isWaiting = views.length > 0;
    return this.isWaiting ? [{ type: 'StartTimer', timer: SNAPSHOTS_TIMER, ms }] : [this.tell(at)];
  }

  /** One snapshot came. Without a difference nothing was known to compare it with. */
  arrived(at: number, view: SnapshotView, diff: ViewDiff<unknown> | null): ReadonlyArray<ViewEffect<N>> {
    const wasPending = this.pending.delete(view);
    const told = diff === null ? {} : { [view]: diff };
    if (!wasPending && !this.isWaiting) return [this.announce(at, { since: at, cause: 'snapshot' }, told)];
    // Sent twice while others are awaited, the second is compared with what was known as well.
    this.diff = { ...this.diff, ...told };
    if (!this.isWaiting) return [this.tell(at)];
    return this.pending.size > 0 ? [] : [...this.stop(), this.tell(at)];
  }

  /** The time for the snapshots is over. */
  expire(at: number): ReadonlyArray<ViewEffect<N>> {
    if (!this.isWaiting) return [];
    this.isWaiting = false;
    return [this.tell(at)];
  }

  /** Nothing more is waited for. */
  stop(): ReadonlyArray<ViewEffect<N>> {
    if (!this.isWaiting) return [];
    this.isWaiting = false;
    return [{ type: 'StopTimer', timer: SNAPSHOTS_TIMER }];
  }

  private tell(at: number): ViewEffect<N> {
    const told = this.announce(at, this.broken, this.diff);
    this.diff = {};
    if (this.isComplete()) this.broken = null;
    return told;
  }

  private announce(at: number, broken: Break | null, diffs: Diffs): ViewEffect<N> {
    const missing = [...this.pending];
    for (const view of SNAPSHOT_VIEWS) if (diffs[view] !== undefined) this.onTold(view);
    if (broken === null) return { type: 'Announce', news: { type: 'ready', at, missing } };
    // The rows are those of their views: `arrived` is told which.
    const diff = diffs as AccountDiff<N>;
    return { type: 'Announce', news: { type: 'reconciled', at, ...broken, missing, diff } };
  }
}
