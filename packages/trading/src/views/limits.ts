import type { ViewsConfig } from './contract.js';

/**
 * How the views are kept where nobody says otherwise. Snapshots: in captures all came within 100 ms of the login, so ten
 * seconds are a server in trouble, not a slow one. Trades and notifications: judgement, a day of a calm account.
 */
export const VIEW_DEFAULTS: ViewsConfig = { snapshotsMs: 10_000, tradesLimit: 1000, notificationsLimit: 200 };

/** Updates of one view that are kept for its snapshot; the oldest go first, because the snapshot most likely knows them. Judgement. */
export const EARLY_LIMIT = 1000;

/** Ended rows that are remembered, of each view, so that a late update does not bring them back. Judgement. */
export const ENDED_LIMIT = 1000;

/** Spans without a listener that a trades view remembers. Judgement: whoever has not asked REST by then does not mean to. */
export const UNSEEN_LIMIT = 100;
