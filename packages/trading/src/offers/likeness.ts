import type { NewOffer } from '@bitfinex-ws/protocol';
import { HALF_A_UNIT } from '../orders/fills.js';
import type { OffersState, OfferTicket } from './contract.js';

/** What an answer or a row says of an offer; null: nothing. */
export interface Likeness {
  readonly symbol: string | null;
  /** As it was offered. */
  readonly amount: number | null;
  readonly rate: number | null;
  readonly period: number | null;
}

/**
 * The offer that an answer is about, where no id tells: of those that were written and have none, the oldest that is like it.
 * Source: the exchange knows no client id of offers, https://docs.bitfinex.com/reference/ws-auth-input-offer-new
 */
export const likest = (state: OffersState, likeness: Likeness): OfferTicket | null =>
  withoutId(state).find(({ asked }) => isLike(asked, likeness)) ?? null;

/** The offers that were written and of which the exchange told no id, the oldest first. */
export const withoutId = (state: OffersState): ReadonlyArray<OfferTicket> =>
  [...state.tickets.values()].filter(({ id, state: at }) => id === null && at._tag !== 'Queued');

/** Whether nothing of it contradicts what was asked, and something of it agrees. */
export const isLike = (asked: NewOffer, { symbol, amount, rate, period }: Likeness): boolean =>
  (amount !== null || rate !== null || period !== null) &&
  (symbol === null || symbol === asked.symbol) &&
  (amount === null || Math.abs(amount - Number(asked.amount)) <= HALF_A_UNIT) &&
  (rate === null || asked.type !== 'LIMIT' || Math.abs(rate - Number(asked.rate)) <= SAME_RATE) &&
  (period === null || period === asked.period);

// Rates are told as doubles: the recordings have 0.006000000000000001 where 0.006 was asked. FRR types tell another rate.
const SAME_RATE = 1e-12;
