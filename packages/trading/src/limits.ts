import type { OffersConfig } from './offers/contract.js';
import type { OrdersConfig } from './orders/contract.js';

/**
 * How many `oc_multi` without an answer are remembered, so that a late answer is not taken for that of a later one. Judgement:
 * the exchange takes some 90 orders a minute, and unanswered ones are rare.
 */
export const MAX_UNANSWERED = 100;

/** How many refusals of offers are remembered, so that one that is said twice counts once. Judgement. */
export const MAX_REFUSALS = 20;

/** How many funding trades are kept of which the offer is not known yet. Judgement: one offer is taken by a few at once. */
export const MAX_ORPHANS = 200;

/**
 * How the machine of orders behaves unless it is told otherwise.
 *
 * An answer comes within some 100 ms; under load within seconds. `resolveMs` is longer than a reconnect with its first
 * pauses, `awayMs` longer than the exchange's restarts, which it announces with 20051. Fees (`tu`) follow their trade
 * within a second. Judgement, all of it; nothing is documented.
 */
export const ORDERS_DEFAULTS: OrdersConfig = {
  ackTimeoutMs: 5_000,
  resolveMs: 30_000,
  awayMs: 600_000,
  resolverMs: 10_000,
  fillsMs: 3_000,
  batchMs: null,
  resolver: false,
  remembered: 1_000,
};

/** How the machine of offers behaves unless it is told otherwise; the times as those of orders. */
export const OFFERS_DEFAULTS: OffersConfig = {
  ackTimeoutMs: 5_000,
  resolveMs: 30_000,
  awayMs: 600_000,
  fillsMs: 3_000,
  serialised: false,
  skewMs: 5_000,
  remembered: 1_000,
};
