import { either as E } from 'fp-ts';
import type { DecodeError } from '../errors.js';
import { isWireObject, type WireObject } from '../fields.js';
import type { Texts } from '../json.js';
import type { NumberMode } from '../numbers/number-mode.js';
import type { RowCodec } from '../row-codec.js';
import { SparseFundingOffer } from './funding-offer.js';
import { SparseOrder } from './order.js';
import { SparsePosition } from './position.js';
import { PriceAlert } from './price-alert.js';
import { isListOfRows } from './row-readers.js';

/**
 * What a notification is about (NOTIFY_INFO). Which it is follows from the type of the notification and from what was
 * sent: null, a row, a list of rows, an object. Rows of acknowledgements hold what the server knew: any column may be null.
 * https://docs.bitfinex.com/reference/ws-auth-notifications
 */
export type NotifyInfo<N extends NumberMode = 'number'> =
  /** Nothing. */
  | { readonly kind: 'none' }
  /** on-req, ou-req, oc-req: the order. */
  | { readonly kind: 'order'; readonly order: SparseOrder<N> }
  /** oc_multi-req, and on-req of an OCO or from REST: the orders. */
  | { readonly kind: 'orders'; readonly orders: ReadonlyArray<SparseOrder<N>> }
  /** fon-req, fou-req, foc-req: the offer. */
  | { readonly kind: 'offer'; readonly offer: SparseFundingOffer<N> }
  /** pm-req, pc: the position. */
  | { readonly kind: 'position'; readonly position: SparsePosition<N> }
  /** uca: the alert. */
  | { readonly kind: 'alert'; readonly alert: PriceAlert<N> }
  /** ucm-…: what another session of the same user has sent, as parsed. */
  | { readonly kind: 'broadcast'; readonly info: WireObject }
  /** Of any other type, or of another form than its type has: as parsed, and in text mode the texts of its numbers. */
  | { readonly kind: 'raw'; readonly raw: unknown; readonly texts: Texts };

type Read<N extends NumberMode> = E.Either<DecodeError, NotifyInfo<N>>;

const ORDERS: { readonly [N in NumberMode]: RowCodec<SparseOrder<N>> } = {
  number: SparseOrder,
  text: SparseOrder.text,
};
const OFFERS: { readonly [N in NumberMode]: RowCodec<SparseFundingOffer<N>> } = {
  number: SparseFundingOffer,
  text: SparseFundingOffer.text,
};
const POSITIONS: { readonly [N in NumberMode]: RowCodec<SparsePosition<N>> } = {
  number: SparsePosition,
  text: SparsePosition.text,
};
const ALERTS: { readonly [N in NumberMode]: RowCodec<PriceAlert<N>> } = { number: PriceAlert, text: PriceAlert.text };

/** Makes the reader of NOTIFY_INFO, which is told the type of the notification. */
export const infoReader = <N extends NumberMode>(numbers: N, drift: Drift) => {
  const orders = ORDERS[numbers];
  const offers = OFFERS[numbers];
  const positions = POSITIONS[numbers];
  const alerts = ALERTS[numbers];
  return (type: string, info: unknown, texts: Texts): Read<N> => {
    if (info === null) return E.right({ kind: 'none' });
    switch (aboutOf(type)) {
      case 'orders':
        if (isListOfRows(info)) return E.map(toOrders<N>)(orders.readAll(info, texts, drift));
    }
    return E.right({ kind: 'raw', raw: info, texts });
  };
};
