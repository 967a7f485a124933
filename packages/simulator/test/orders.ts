import { PLAIN_ORDER, type Submission } from '../src/engine/order.js';

let lastId = 0;

/** A plain LIMIT order to buy 10 at 100, but for what is said otherwise; each has an id of its own. */
export const orderLike = (given: Partial<Submission> = {}): Submission => ({
  ...PLAIN_ORDER,
  id: ++lastId,
  owner: 1,
  price: 100,
  amount: 10,
  ...given,
});
