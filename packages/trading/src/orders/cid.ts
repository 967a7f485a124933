import { MAX_CLIENT_ID, type NewOrder } from '@bitfinex-ws/protocol';
import type { KeyedOrder } from './contract.js';

/**
 * A client id that is greater than the last one, and the time in ms where that is greater still: so it is unique on every
 * day, and a new process goes on behind an old one by the clock alone, as long as no more than 1,000 a second were given.
 * `last` 0: none was given. Within int45 until the year 3084.
 */
export const nextCid = (last: number, nowMs: number): number => {
  const cid = Math.max(last + 1, Math.floor(nowMs));
  // Where the clock is wrong by a thousand years; the exchange takes no greater ones.
  if (!(cid >= 1 && cid <= MAX_CLIENT_ID)) throw new Error(`no client id can follow ${last} at ${nowMs}`);
  return cid;
};

/**
 * The order with its client ids, and the last one that was given: its own stay, those that it lacks are made, for the stop
 * of an OCO too.
 */
export const withClientIds = (
  order: NewOrder,
  last: number,
  nowMs: number,
): { readonly order: KeyedOrder; readonly last: number } => {
  const cid = order.cid ?? nextCid(last, nowMs);
  const used = order.cid === undefined ? cid : last;
  if (order.priceOcoStop === undefined) return { order: { ...order, cid }, last: used };
  const cidOco = order.cidOco ?? nextCid(Math.max(used, last), nowMs);
  return { order: { ...order, cid, cidOco }, last: order.cidOco === undefined ? cidOco : used };
};
