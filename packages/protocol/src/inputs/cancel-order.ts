import type { InputChecks } from './input-checks.js';
import { inputCodec, objectBody, type InputCodec } from './input-codec.js';
import { readTarget, writeTarget, type OrderTarget } from './order-target.js';

/*
 * https://docs.bitfinex.com/reference/ws-auth-input-order-cancel
 *
 * [0,"oc",null,{"id":1185815100}]
 * [0,"oc",null,{"cid":555,"cid_date":"2016-12-05"}]
 */

/**
 * Cancels an order. The notification `oc-req` only says that it will be tried: the order is over with its `oc`, and may
 * have been filled until then. https://docs.bitfinex.com/reference/ws-auth-input-order-cancel
 */
export type CancelOrderInput = { readonly code: 'oc' } & OrderTarget;

/** Makes the input that cancels an order. */
export const cancelOrder = (target: OrderTarget): CancelOrderInput => ({ ...target, code: 'oc' });

/** Reads and writes the input that cancels an order. */
export const CancelOrderInput: InputCodec<CancelOrderInput, CancelOrderInput> = /* @__PURE__ */ inputCodec({
  code: 'oc',
  read: /* @__PURE__ */ objectBody('oc', (f): CancelOrderInput => ({ code: 'oc', ...readTarget(f) })),
  write: (o: CancelOrderInput, c: InputChecks) => writeTarget(o, c),
});
