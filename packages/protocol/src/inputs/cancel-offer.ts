import type { InputChecks, OrderId } from './input-checks.js';
import { inputCodec, objectBody, type InputCodec } from './input-codec.js';

/*
 * https://docs.bitfinex.com/reference/ws-auth-input-offer-cancel
 *
 * [0,"foc",null,{"id":41238934}]
 */

/**
 * Cancels a funding offer. Answered by a notification `foc-req` and by `foc`, or by `foc` alone.
 * https://docs.bitfinex.com/reference/ws-auth-input-offer-cancel
 */
export interface CancelOfferInput {
  readonly code: 'foc';
  /** A number, or its digits as text where it is above 2^53 − 1. */
  readonly id: OrderId;
}

/** Makes the input that cancels a funding offer. */
export const cancelOffer = (id: OrderId): CancelOfferInput => ({ code: 'foc', id });

/** Reads and writes the input that cancels a funding offer. */
export const CancelOfferInput: InputCodec<CancelOfferInput, CancelOfferInput> = /* @__PURE__ */ inputCodec({
  code: 'foc',
  read: /* @__PURE__ */ objectBody('foc', (f): CancelOfferInput => ({ code: 'foc', id: f.integer('id') })),
  write: (o: CancelOfferInput, c: InputChecks) => ({ id: c.id('id', o.id) }),
});
