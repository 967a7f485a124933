import { isFilledStatus, type AccountTrade, type Order, type OrderStatus } from '@bitfinex-ws/protocol';
import type { Ticket } from './contract.js';
import type { Fill } from './outcome.js';

/** What a trade changes of the fills: a new one, the fee of one that is known, or nothing. */
type Merged = { readonly type: 'fill' | 'fee'; readonly fills: ReadonlyArray<Fill> } | { readonly type: 'known' };

/** Takes in a trade: each counts once, and `te` never takes back the fee that `tu` told. */
export const merge = (fills: ReadonlyArray<Fill>, trade: AccountTrade): Merged => {
  const at = fills.findIndex(({ id }) => id === trade.id);
  if (at < 0) return { type: 'fill', fills: [...fills, trade] };
  if (fills[at]?.fee !== null || trade.fee === null) return { type: 'known' };
  return { type: 'fee', fills: fills.map((fill, place) => (place === at ? trade : fill)) };
};

/** How much these trades have filled, above 0. */
export const amountOf = (fills: ReadonlyArray<Fill>): number =>
  fills.reduce((sum, { execAmount }) => sum + Math.abs(execAmount), 0);

/**
 * How much of an order that is over was filled: the fills that its status tells, or what is missing of its amount, the
 * greater of the two, for a status may leave out early fills. Where the amount was changed only the status counts.
 */
const filledOf = (order: Order, status: OrderStatus, amountChanged: boolean): number => {
  const told = status.fills.reduce((sum, { amount }) => sum + Math.abs(amount), 0);
  const gone = Math.abs(order.amountOrig - order.amount);
  if (amountChanged) return told > 0 || !isFilledStatus(status) ? told : gone;
  return Math.max(told, gone);
};

/** Amounts have eight decimals at most; sums of doubles are off by less than half of the last, unless they are very great. */
export const HALF_A_UNIT = 5e-9;

/** Whether amounts make up a whole, as far as doubles can tell: of many fills of a great order the last digits are lost. */
export const makesUp = (amounts: number, whole: number): boolean =>
  amounts + Math.max(HALF_A_UNIT, Math.abs(whole) * 1e-12) >= whole;

/** Whether the fills are all that the end of the order announced, each with its fee. */
export const isComplete = (ticket: Ticket, order: Order, status: OrderStatus): boolean =>
  hasAll(ticket, order, status) && ticket.missed <= HALF_A_UNIT;

/** Whether no fill and no fee is to be waited for: what was missed while nobody listened will not be told again. */
export const hasAll = (ticket: Ticket, order: Order, status: OrderStatus): boolean =>
  ticket.fills.every(({ fee }) => fee !== null) &&
  makesUp(amountOf(ticket.fills) + ticket.missed, filledOf(order, status, ticket.amountChanged));
