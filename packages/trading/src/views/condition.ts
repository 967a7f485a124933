import type { NotReady, SnapshotView, StaleCause, ViewName } from './reading.js';

/** Whether a view can be read, and why not. */
export type Condition =
  | { readonly _tag: 'NotLoggedIn' }
  | { readonly _tag: 'FilteredOut'; readonly filter: ReadonlyArray<string> }
  | { readonly _tag: 'Awaiting'; readonly overdue: boolean }
  | { readonly _tag: 'Ready' }
  | { readonly _tag: 'Stale'; readonly since: number; readonly cause: StaleCause };

export const NOT_LOGGED_IN: Condition = { _tag: 'NotLoggedIn' };
export const READY: Condition = { _tag: 'Ready' };

/** Why a view in that condition cannot be read; null: it can. */
export const notReady = (view: ViewName, condition: Condition): NotReady | null => {
  switch (condition._tag) {
    case 'Ready':
      return null;
    case 'NotLoggedIn':
      return { _tag: 'NotLoggedIn', view };
    case 'FilteredOut':
      return { _tag: 'FilteredOut', view, filter: condition.filter };
    case 'Awaiting':
      // Only views that a snapshot describes wait for one.
      return { _tag: 'SnapshotAwaited', view: view as SnapshotView, overdue: condition.overdue };
    case 'Stale':
      return { _tag: 'Stale', view, since: condition.since, cause: condition.cause };
  }
};
