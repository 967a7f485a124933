import type { Decimal } from '../decimal/decimal-text.js';
import { MAX_CLIENT_ID, MAX_LEVERAGE } from '../limits.js';
import { defined } from './defined.js';
import type { InputChecks } from './input-checks.js';
import { body, inputCodec, objectBody, type InputCodec } from './input-codec.js';
import type { InputFields } from './input-fields.js';
import { orderFlags, type OrderFlags } from './order-flags.js';
import { readMeta, writeMeta, type OrderMeta } from './order-meta.js';
import { readTarget, writeTarget, type OrderTarget } from './order-target.js';

/*
 * https://docs.bitfinex.com/reference/ws-auth-input-order-update
 *
 * [0,"ou",null,{"id":1149698545,"amount":"0.1","price":"500"}]
 * [0,"ou",null,{"id":1149698545,"delta":"0.1","price":"6500"}]
 */

/** The new amount, or by how much it changes. */
type AmountChange<D> =
  | {
      /** What shall remain, signed. */
      readonly amount?: D;
      readonly delta?: never;
    }
  | {
      readonly amount?: never;
      /** By how much it changes, signed. */
      readonly delta: D;
    };

/** What shall be different. What is not set stays as it is; 0 and `flags: {}` are values like others. */
interface Changes<D> {
  /** Your own id of a group of orders, 0 to 2^45 − 1. */
  readonly gid?: number;
  readonly price?: D;
  /** The limit of a STOP LIMIT. */
  readonly priceAuxLimit?: D;
  /** The distance of a TRAILING STOP. */
  readonly priceTrailing?: D;
  /** Leverage, 1 to 100, of derivatives alone. */
  readonly lev?: number;
  /** All flags: those that are not named are cleared. */
  readonly flags?: OrderFlags;
  /** When the exchange cancels the order by itself: ms, UTC; parts of a second are cut off. */
  readonly tif?: number;
  readonly meta?: OrderMeta;
}

/** A change of an order. */
export type OrderUpdate<D = Decimal> = OrderTarget & AmountChange<D> & Changes<D>;

/**
 * Changes an order, which keeps its id. Answered by a notification `ou-req` with the order as it was, then by `ou`.
 * https://docs.bitfinex.com/reference/ws-auth-input-order-update
 */
export type UpdateOrderInput<D = Decimal> = { readonly code: 'ou' } & OrderUpdate<D>;

/** Makes the input that changes an order. */
export const updateOrder = (update: OrderUpdate): UpdateOrderInput => ({ ...update, code: 'ou' });

const amountOf = (f: InputFields): AmountChange<string> => {
  if (!f.isSent('delta')) return defined({ amount: f.decimalIfSent('amount') });
  if (f.isSent('amount')) f.bad('delta', 'missing where amount is sent');
  return { delta: f.decimal('delta') };
};

const flagsOf = (mask: number | undefined): OrderFlags | undefined =>
  mask === undefined ? undefined : orderFlags(mask);

const read = (f: InputFields): UpdateOrderInput<string> => ({
  code: 'ou',
  ...readTarget(f),
  ...amountOf(f),
  ...defined({
    gid: f.integerIfSent('gid'),
    price: f.decimalIfSent('price'),
    priceAuxLimit: f.decimalIfSent('price_aux_limit'),
    priceTrailing: f.decimalIfSent('price_trailing'),
    lev: f.integerIfSent('lev'),
    flags: flagsOf(f.integerIfSent('flags')),
    tif: f.timeIfSent('tif'),
    meta: readMeta(f),
  }),
});

const NAMES = [
  ...['id', 'cid', 'cidDate', 'price', 'amount', 'delta', 'priceAuxLimit', 'priceTrailing'],
  ...['gid', 'flags', 'lev', 'tif', 'meta'],
];

const write = ({ code: _, ...o }: UpdateOrderInput, c: InputChecks): unknown => {
  if (o.amount !== undefined && o.delta !== undefined) c.fail({ _tag: 'Conflict', field: 'amount', other: 'delta' });
  const changes = body({
    gid: c.integerIfSet('gid', o.gid, 0, MAX_CLIENT_ID),
    amount: c.decimalIfSet('amount', o.amount),
    delta: c.decimalIfSet('delta', o.delta),
    price: c.decimalIfSet('price', o.price, 'not negative'),
    price_aux_limit: c.decimalIfSet('priceAuxLimit', o.priceAuxLimit, 'not negative'),
    price_trailing: c.decimalIfSet('priceTrailing', o.priceTrailing, 'not negative'),
    lev: c.integerIfSet('lev', o.lev, 1, MAX_LEVERAGE),
    flags: c.flagsIfSet(o.flags),
    tif: c.timeIfSet('tif', o.tif),
    meta: writeMeta(o.meta, c),
  });
  c.known(o, NAMES);
  if (Object.keys(changes).length === 0) c.fail({ _tag: 'Empty', code: 'ou' });
  return { ...writeTarget(o, c), ...changes };
};

/** Reads and writes the input that changes an order. */
export const UpdateOrderInput: InputCodec<UpdateOrderInput<string>, UpdateOrderInput> = /* @__PURE__ */ inputCodec({
  code: 'ou',
  read: /* @__PURE__ */ objectBody('ou', read),
  write,
});
