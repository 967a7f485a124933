import { reaches, opposite, type EngineOrder } from './order.js';
import type { Draft } from './state.js';

/** A buying stop waits for a price so high, a selling one for a price so low. */
const hasCome = ({ side, price }: EngineOrder, last: number): boolean => reaches(opposite(side), price, last);

/** Where a trailing stop would be triggered, given a price: it follows the market in one direction only. */
const trailed = (order: EngineOrder, last: number): EngineOrder => {
  const price =
    order.side === 'bid' ? Math.min(order.price, last + order.trail) : Math.max(order.price, last - order.trail);
  return price === order.price ? order : { ...order, price };
};

/** A stop as it enters: a trailing one begins at its distance from the last price, or beyond all prices before the first. */
export const begun = (order: EngineOrder, last: number | null): EngineOrder => {
  if (order.kind !== 'TRAILING STOP') return order;
  const beyond: EngineOrder = { ...order, price: order.side === 'bid' ? Infinity : 0 };
  return last === null ? beyond : trailed(beyond, last);
};

/** Notes the stop if its price has come already. */
export const noteStop = (draft: Draft, order: EngineOrder): void => {
  const last = draft.last();
  if (last !== null && hasCome(order, last) && !draft.isDue(order.id)) draft.markDue(order.id);
};

/** Every single trade counts: a price that was there for one trade triggers, and trailing stops follow it. */
export const noteTrade = (draft: Draft, price: number): void => {
  draft.setLast(price);
  if (draft.stops().length === 0) return;
  for (const order of draft.stops()) noteStop(draft, order);
  draft.eachStop((order) => (order.kind === 'TRAILING STOP' && !draft.isDue(order.id) ? trailed(order, price) : order));
};
