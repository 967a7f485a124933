import type { Num, NumberMode } from '../numbers/number-mode.js';
import { rowCodecs, type RowCodec, type RowCodecs } from '../row-codec.js';
import type { Row } from '../row.js';
import type { AccountData, AccountFamily } from './account-frame.js';
import { rowReaders } from './row-readers.js';
import { sparsely, type Sparse } from './sparse.js';

/*
 * https://docs.bitfinex.com/reference/ws-auth-orders
 *
 * [0, "os", [[ID, GID, CID, SYMBOL, MTS_CREATE, MTS_UPDATE, AMOUNT, AMOUNT_ORIG, ORDER_TYPE, TYPE_PREV, MTS_TIF, _, FLAGS,
 *             STATUS, _, _, PRICE, PRICE_AVG, PRICE_TRAILING, PRICE_AUX_LIMIT, _, _, _, NOTIFY, HIDDEN, PLACED_ID, _, _,
 *             ROUTING, _, _, META], …]]                                                                     may be []
 * [0, "on" | "ou" | "oc", [ID, …]]
 *
 * [0,"on",[215271,null,1755668711760,"tBTCUST",1755668711760,1755668711762,0.001,0.001,"EXCHANGE LIMIT",null,null,null,0,
 * "ACTIVE",null,null,10000,0,0,0,null,null,null,0,0,null,null,null,"API>BFX",null,null,{"source":"api"}]]
 *
 * Rows of 2017 end at PLACED_ID; a capture of 2018 has ROUTING at 27, which is not read.
 */

const row = <N extends NumberMode>(c: Row<N>): Order<N> => ({
  id: c.id(0, 'id'),
  gid: c.idOrNull(1, 'gid'),
  cid: c.idOrNull(2, 'cid'),
  symbol: c.text(3, 'symbol'),
  mtsCreate: c.time(4, 'mtsCreate'),
  mtsUpdate: c.time(5, 'mtsUpdate'),
  amount: c.decimal(6, 'amount'),
  amountOrig: c.decimal(7, 'amountOrig'),
  orderType: c.text(8, 'orderType'),
  typePrev: c.textOrNull(9, 'typePrev'),
  mtsTif: c.timeOrNull(10, 'mtsTif'),
  flags: c.integer(12, 'flags'),
  status: c.text(13, 'status'),
  price: c.decimal(16, 'price'),
  priceAvg: c.decimalOrNull(17, 'priceAvg'),
  priceTrailing: c.decimalOrNull(18, 'priceTrailing'),
  priceAuxLimit: c.decimalOrNull(19, 'priceAuxLimit'),
  notify: c.flagOrNull(23, 'notify'),
  hidden: c.flagOrNull(24, 'hidden'),
  placedId: c.idOrNull(25, 'placedId'),
  routing: c.textIfSent(28, 'routing'),
  meta: c.metaIfSent(31, 'meta'),
});

/** Reads the row of an order. */
export const Order: RowCodecs<Order, Order<'text'>> = rowCodecs('Order', row<'number'>, row<'text'>);

/** Reads the row of an order in an acknowledgement, which holds what the server knew of it. */
export const SparseOrder: RowCodecs<SparseOrder, SparseOrder<'text'>> = rowCodecs(
  'SparseOrder',
  sparsely(row<'number'>),
  sparsely(row<'text'>),
);

/** An order. https://docs.bitfinex.com/reference/ws-auth-orders */
export interface Order<N extends NumberMode = 'number'> {
  /** Names the order. */
  readonly id: Num<N>;
  /** The group that the client gave it; null: none. */
  readonly gid: Num<N> | null;
  /** The client's own id; the server's ms where the client gave none. Null on orders that the system made. */
  readonly cid: Num<N> | null;
  /** The pair: tBTCUSD. */
  readonly symbol: string;
  /** ms */
  readonly mtsCreate: number;
  /** ms */
  readonly mtsUpdate: number;
  /** What remains, in base currency. > 0: buy; < 0: sell; 0: filled. */
  readonly amount: Num<N>;
  /** What was ordered, in base currency. > 0: buy; < 0: sell. */
  readonly amountOrig: Num<N>;
  /** LIMIT, EXCHANGE LIMIT, MARKET … */
  readonly orderType: string;
  /** What it was before it became `orderType`; null: nothing else. */
  readonly typePrev: string | null;
  /** When it ends by itself, ms; null: never. */
  readonly mtsTif: number | null;
  /** A bit mask: hidden, close, reduce only, post only, OCO, no var rates. */
  readonly flags: number;
  /** ACTIVE, EXECUTED @ PRICE(AMOUNT), CANCELED … with its history in the same text. */
  readonly status: string;
  /** In quote currency. */
  readonly price: Num<N>;
  /** Of its fills, in quote currency; 0 or null until there is one. */
  readonly priceAvg: Num<N> | null;
  /** The distance of a trailing stop, in quote currency. */
  readonly priceTrailing: Num<N> | null;
  /** The limit of a stop limit, or the stop of an OCO, in quote currency. */
  readonly priceAuxLimit: Num<N> | null;
  /** Whether the user is notified; null: not said. */
  readonly notify: boolean | null;
  /** Whether it is kept out of the public book. */
  readonly hidden: boolean | null;
  /** The order that caused this one (OCO); null or 0: none. */
  readonly placedId: Num<N> | null;
  /** BFX, API>BFX, ETHFX, API>ETHFX. Null in rows of 2018 and before, which end earlier. */
  readonly routing: string | null;
  /** `$F7` post only, `$F33` leverage, `aff_code`, `source` … Null in rows that end earlier. Its numbers are numbers in both modes. */
  readonly meta: Readonly<Record<string, unknown>> | null;
}

/** An order of which the server repeats what it knows; what it leaves out is null. */
export type SparseOrder<N extends NumberMode = 'number'> = Sparse<Order<N>>;

/** `os`: every open order, may be none; it replaces what was known. Under another code: that change, of several orders. */
export interface OrdersMessage<N extends NumberMode = 'number'> extends AccountData<
  'orders',
  'os' | 'on' | 'ou' | 'oc'
> {
  /** One for each order. */
  readonly orders: ReadonlyArray<Order<N>>;
}
/** `on`: new; `ou`: changed; `oc`: gone, which is filled, cancelled or rejected: `status` says which. */
export interface OrderMessage<N extends NumberMode = 'number'> extends AccountData<'order', 'on' | 'ou' | 'oc'> {
  /** The order as it is now. */
  readonly order: Order<N>;
}

const CODECS: { readonly [N in NumberMode]: RowCodec<Order<N>> } = { number: Order, text: Order.text };

/** Orders: `os`, `on`, `ou`, `oc`. */
export const orders: AccountFamily = ({ numbers, drift }) =>
  rowReaders(CODECS[numbers], drift, {
    snapshot: 'os',
    changes: ['on', 'ou', 'oc'],
    many: (code, { seq, accountSeq, serverTime }, orders) => ({
      type: 'orders',
      code,
      chanId: 0,
      seq,
      accountSeq,
      serverTime,
      orders,
    }),
    one: (code, { seq, accountSeq, serverTime }, order) => ({
      type: 'order',
      code,
      chanId: 0,
      seq,
      accountSeq,
      serverTime,
      order,
    }),
  });
