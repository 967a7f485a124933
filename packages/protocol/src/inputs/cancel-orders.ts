import { numberOf } from '../numbers/numeric.js';
import { MAX_CLIENT_ID } from '../limits.js';
import { defined } from './defined.js';
import type { InputChecks, OrderId } from './input-checks.js';
import { body, inputCodec, objectBody, type InputCodec } from './input-codec.js';
import type { InputFields } from './input-fields.js';
import type { ClientTarget } from './order-target.js';
import { timeOfText } from './utc-text.js';

/*
 * https://docs.bitfinex.com/reference/ws-auth-input-order-cancel-multi
 *
 * [0,"oc_multi",null,{"all":1}]
 * [0,"oc_multi",null,{"id":[1234,5678],"cid":[[234,"2016-12-05"]],"gid":[11]}]
 */

/** Which orders: any of these, and at least one. */
export interface OrderTargets {
  /** By ids of the exchange. */
  readonly id?: ReadonlyArray<OrderId>;
  /** By your own ids. */
  readonly cid?: ReadonlyArray<ClientTarget>;
  /** By groups. */
  readonly gid?: ReadonlyArray<number>;
  /** Every order of the account, those of derivatives and of other connections included. */
  readonly all?: true;
}

/**
 * Cancels several orders. Answered by one notification `oc_multi-req`, then by one `oc` for each order.
 * https://docs.bitfinex.com/reference/ws-auth-input-order-cancel-multi
 */
export interface CancelOrdersInput extends OrderTargets {
  readonly code: 'oc_multi';
}

/** Makes the input that cancels several orders. */
export const cancelOrders = (targets: OrderTargets): CancelOrdersInput => ({ ...targets, code: 'oc_multi' });

const integersOf = (f: InputFields, field: string): ReadonlyArray<number> | undefined =>
  f.listIfSent(field)?.map((each) => {
    // Some clients wrap each group in a list of its own.
    const value = numberOf(Array.isArray(each) && each.length === 1 ? each[0] : each);
    if (!Number.isSafeInteger(value)) f.bad(field, 'a list of whole numbers');
    return value;
  });

const clientTargetsOf = (f: InputFields): ReadonlyArray<ClientTarget> | undefined =>
  f.listIfSent('cid')?.map((each) => {
    const [sent, day] = Array.isArray(each) ? (each as ReadonlyArray<unknown>) : [];
    const cid = numberOf(sent);
    const cidDate = typeof day === 'string' ? timeOfText(day) : null;
    if (!Number.isSafeInteger(cid) || cidDate === null) f.bad('cid', 'a list of [cid, "YYYY-MM-DD"]');
    return { cid, cidDate: cidDate ?? 0 };
  });

const allOf = (f: InputFields): true | undefined => {
  const all = f.get('all');
  if (all === 1 || all === true) return true;
  if (all !== null && all !== 0 && all !== false) f.bad('all', '1 or missing');
  return undefined;
};

const read = (f: InputFields): CancelOrdersInput => ({
  code: 'oc_multi',
  ...defined({ id: integersOf(f, 'id'), cid: clientTargetsOf(f), gid: integersOf(f, 'gid'), all: allOf(f) }),
});

const write = ({ code: _, ...o }: CancelOrdersInput, c: InputChecks): unknown => {
  c.known(o, ['id', 'cid', 'gid', 'all']);
  const ids = o.id === undefined ? [] : c.list('id', o.id);
  const cids = o.cid === undefined ? [] : c.list('cid', o.cid);
  const gids = o.gid === undefined ? [] : c.list('gid', o.gid);
  if (ids.length + cids.length + gids.length === 0 && o.all !== true) c.fail({ _tag: 'Empty', code: 'oc_multi' });
  return body({
    id: o.id && ids.map((id, at) => c.id(`id.${at}`, id)),
    cid:
      o.cid &&
      cids.map((each, at) => [
        c.integer(`cid.${at}.cid`, each.cid, 1, MAX_CLIENT_ID),
        c.day(`cid.${at}.cidDate`, each.cidDate),
      ]),
    gid: o.gid && gids.map((gid, at) => c.integer(`gid.${at}`, gid, 0, MAX_CLIENT_ID)),
    all: o.all === true ? 1 : undefined,
  });
};

/** Reads and writes the input that cancels several orders. */
export const CancelOrdersInput: InputCodec<CancelOrdersInput, CancelOrdersInput> = /* @__PURE__ */ inputCodec({
  code: 'oc_multi',
  read: /* @__PURE__ */ objectBody('oc_multi', read),
  write,
});
