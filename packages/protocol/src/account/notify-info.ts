import { isLeft, right } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import type { ReaderContext } from '../channels/channel-codec.js';
import { jsonText } from '../encode/json-text.js';
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

type About = 'order' | 'offer' | 'position' | 'alert';

// What the row in NOTIFY_INFO is, by type of notification.
const ABOUT: ReadonlyMap<string, About> = new Map([
  ['on-req', 'order'],
  ['ou-req', 'order'],
  ['oc-req', 'order'],
  ['oc_multi-req', 'order'],
  ['fon-req', 'offer'],
  ['fou-req', 'offer'],
  ['foc-req', 'offer'],
  ['pm-req', 'position'],
  ['pc', 'position'],
  ['uca', 'alert'],
]);

/** Makes the reader of NOTIFY_INFO, which is told the type of the notification. */
export const infoReader = <N extends NumberMode>({
  numbers,
  drift,
}: ReaderContext<N>): ((type: string, info: unknown, texts: Texts) => Read<N>) => {
  const orders = ORDERS[numbers];
  const offers = OFFERS[numbers];
  const positions = POSITIONS[numbers];
  const alerts = ALERTS[numbers];

  const readRow = (about: About, row: unknown, texts: Texts): Read<N> => {
    if (about === 'order') {
      const order = orders.read(row, texts, drift);
      return isLeft(order) ? order : right({ kind: 'order', order: order.right });
    }
    if (about === 'offer') {
      const offer = offers.read(row, texts, drift);
      return isLeft(offer) ? offer : right({ kind: 'offer', offer: offer.right });
    }
    if (about === 'position') {
      const position = positions.read(row, texts, drift);
      return isLeft(position) ? position : right({ kind: 'position', position: position.right });
    }
    const alert = alerts.read(row, texts, drift);
    return isLeft(alert) ? alert : right({ kind: 'alert', alert: alert.right });
  };

  return (type: string, info: unknown, texts: Texts): Read<N> => {
    if (info === null) return right({ kind: 'none' });
    if (type.startsWith('ucm-') && isWireObject(info)) return right({ kind: 'broadcast', info });
    const about = ABOUT.get(type);
    if (about !== undefined && Array.isArray(info)) {
      if (!isListOfRows(info)) return readRow(about, info, texts);
      if (about === 'order') {
        const rows = orders.readAll(info, texts, drift);
        return isLeft(rows) ? rows : right({ kind: 'orders', orders: rows.right });
      }
    }
    return right({ kind: 'raw', raw: info, texts });
  };
};

/** Writes NOTIFY_INFO as JSON text. */
export const writeInfo = (info: NotifyInfo<NumberMode>): string => {
  switch (info.kind) {
    case 'none':
      return 'null';
    case 'order':
      return SparseOrder.write(info.order);
    case 'orders':
      return SparseOrder.writeAll(info.orders);
    case 'offer':
      return SparseFundingOffer.write(info.offer);
    case 'position':
      return SparsePosition.write(info.position);
    case 'alert':
      return PriceAlert.write(info.alert);
    case 'broadcast':
      return jsonText(info.info);
    case 'raw':
      return jsonText(info.raw, info.texts);
  }
};
