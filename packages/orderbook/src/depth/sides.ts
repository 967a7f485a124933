import type { SideName } from '../side.js';
import type { SideView } from '../side-view.js';
import type { BookView } from '../view.js';

/** The levels of a side, best first. */
export const sideOf = (view: BookView, side: SideName): SideView => (side === 'bid' ? view.bids : view.asks);
