import type { WireObject } from '../fields.js';
import { MAX_CLIENT_ID } from '../limits.js';
import type { InputChecks, OrderId } from './input-checks.js';
import type { InputFields } from './input-fields.js';

/** Which order: by the id of the exchange, or by your own and the day on which it was placed. */
export type OrderTarget =
  | {
      /** A number, or its digits as text where it is above 2^53 − 1. */
      readonly id: OrderId;
      readonly cid?: never;
      readonly cidDate?: never;
    }
  | ({ readonly id?: never } & ClientTarget);

/** An order by your own id. */
export interface ClientTarget {
  readonly cid: number;
  /** Any time of the UTC day on which the order was placed, ms. */
  readonly cidDate: number;
}

/** Reads which order is meant; an id of the exchange goes before one of the client. */
export const readTarget = (f: InputFields): OrderTarget =>
  f.isSent('id') ? { id: f.integer('id') } : { cid: f.integer('cid'), cidDate: f.time('cid_date') };

/** Writes which order is meant. */
export const writeTarget = (target: OrderTarget, c: InputChecks): WireObject =>
  target.id === undefined
    ? { cid: c.integer('cid', target.cid, 1, MAX_CLIENT_ID), cid_date: c.day('cidDate', target.cidDate) }
    : { id: c.id('id', target.id) };
