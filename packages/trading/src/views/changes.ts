import type { NumberMode } from '@bitfinex-ws/protocol';
import type { RowChange, UpdateChange, ViewChange, ViewEffect } from './contract.js';
import type { RowOfView, SnapshotView, UpdateView } from './reading.js';
import type { RowStep } from './rows-state.js';

// The compiler does not follow a view's name through a union of generic members: what these make is one of them.

/** Announces what became of one row of a view. */
export const rowChanged = <View extends SnapshotView, N extends NumberMode>(
  view: View,
  at: number,
  step: RowStep<RowOfView<N>[View]>,
): ViewEffect<N> => changed(changeOf(view, at, step) as ViewChange<N>);

// Property by property: of every update there is one, and a spread costs more than all the rest of it.
const changeOf = <View extends SnapshotView, Row>(view: View, at: number, step: RowStep<Row>): RowChange<View, Row> => {
  switch (step.type) {
    case 'added':
      return { type: step.type, view, at, key: step.key, row: step.row };
    case 'changed':
      return { type: step.type, view, at, key: step.key, before: step.before, row: step.row };
    case 'removed':
      return { type: step.type, view, at, key: step.key, before: step.before, row: step.row, end: step.end };
  }
};

/** Announces a view as a snapshot made it. */
export const snapshotTaken = <View extends SnapshotView, N extends NumberMode>(
  view: View,
  at: number,
  rows: ReadonlyMap<string, RowOfView<N>[View]>,
): ViewEffect<N> => changed({ type: 'snapshot', view, at, rows } as ViewChange<N>);

/** Announces a value of a view that has no snapshot. */
export const valueChanged = <N extends NumberMode>(change: UpdateChange<N>): ViewEffect<N> => changed(change);

/** Announces that nothing of a view is calculated any more. */
export const forgotten = <N extends NumberMode>(
  view: Extract<UpdateView, 'margin' | 'fundingInfo' | 'balance'>,
  at: number,
): ViewEffect<N> => changed({ type: 'forgotten', view, at });

/** Announces a change. */
export const changed = <N extends NumberMode>(change: ViewChange<N>): ViewEffect<N> => ({
  type: 'Announce',
  news: { type: 'changed', change },
});
