import type { Submission } from '../src/engine/order.js';

let lastId = 0;

/** A plain LIMIT order to buy 10 at 100, but for what is said otherwise; each has an id of its own. */
export const orderLike = (given: Partial<Submission> = {}): Submission => ({
  id: ++lastId,
  owner: 1,
  side: 'bid',
  kind: 'LIMIT',
  spot: true,
  price: 100,
  period: 0,
  amount: 10,
  limit: 0,
  trail: 0,
  hidden: false,
  makeVisible: false,
  postOnly: false,
  reduceOnly: false,
  closes: false,
  protect: false,
  sibling: null,
  expiresAt: null,
  ...given,
});
