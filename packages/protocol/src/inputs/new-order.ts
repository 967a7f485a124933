import type { TradingSymbol } from '../channels/spec.js';
import type { Decimal } from '../decimal/decimal-text.js';
import { MAX_CLIENT_ID, MAX_LEVERAGE } from '../limits.js';
import { isTradingSymbol } from '../words/symbol.js';
import { defined } from './defined.js';
import type { InputChecks } from './input-checks.js';
import { body, inputCodec, objectBody, type InputCodec } from './input-codec.js';
import type { InputFields } from './input-fields.js';
import { ORDER_FLAGS, orderFlags, orderMask, type OrderFlags } from './order-flags.js';
import { readMeta, writeMeta, type OrderMeta } from './order-meta.js';
import { ORDER_TYPES } from './order-type.js';

/*
 * https://docs.bitfinex.com/reference/ws-auth-input-order-new
 *
 * [0,"on",null,{"cid":1790134414850,"gid":7,"type":"STOP LIMIT","symbol":"tBTCF0:USTF0","amount":"0.01","price":"87000",
 * "price_aux_limit":"87010","lev":10,"flags":5120,"tif":"2026-12-31 23:59:59","meta":{"aff_code":"X","protect_selfmatch":1}}]
 */

/** What an order of any type has. `D` is what decimals are given as; those of a decoded order are texts. */
interface AnyOrder<D> {
  readonly symbol: TradingSymbol;
  /** Positive buys, negative sells; never 0. */
  readonly amount: D;
  /**
   * Your own id, 1 to 2^45 − 1 (Date.now() fits), unique per UTC day. Without one a rejection can not be told from that of
   * another order. @default the time of the server
   */
  readonly cid?: number;
  /** Your own id of a group of orders, 0 to 2^45 − 1. */
  readonly gid?: number;
  /** @default none */
  readonly flags?: Omit<OrderFlags, 'oco'>;
  /** Leverage, 1 to 100, of derivatives alone. @default 10 */
  readonly lev?: number;
  /** When the exchange cancels the order by itself: ms, UTC; parts of a second are cut off. @default never */
  readonly tif?: number;
  readonly meta?: OrderMeta;
}

/** One cancels the other: the price of the stop that comes with the order sets the flag. */
type Oco<D> =
  | {
      /** Price of the stop, above 0. */
      readonly priceOcoStop: D;
      /** Your own id of the stop, as `cid`. Not documented. */
      readonly cidOco?: number;
    }
  | { readonly priceOcoStop?: never; readonly cidOco?: never };

interface Priced<D> {
  readonly type: OrWithExchange<'LIMIT' | 'STOP' | 'FOK' | 'IOC'>;
  /** Above 0; of a STOP, the price that triggers it. */
  readonly price: D;
}
interface Market {
  readonly type: OrWithExchange<'MARKET'>;
}
interface StopLimit<D> {
  readonly type: OrWithExchange<'STOP LIMIT'>;
  /** The price that triggers the order, above 0. */
  readonly price: D;
  /** The limit that it then has, above 0. */
  readonly priceAuxLimit: D;
}
interface TrailingStop<D> {
  readonly type: OrWithExchange<'TRAILING STOP'>;
  /** Distance from the market, above 0, in the currency of the price. */
  readonly priceTrailing: D;
}
type OrWithExchange<T extends string> = T | `EXCHANGE ${T}`;

/** An order to be placed. Its type says which prices it must have; others do not compile. */
export type NewOrder<D = Decimal> = AnyOrder<D> & Oco<D> & (Priced<D> | Market | StopLimit<D> | TrailingStop<D>);

/**
 * Places an order. Answered by a notification `on-req`, then by `on`, or by `te` and `oc` where it is filled at once.
 * https://docs.bitfinex.com/reference/ws-auth-input-order-new
 */
export type NewOrderInput<D = Decimal> = { readonly code: 'on' } & NewOrder<D>;

/** Makes the input that places an order. */
export const newOrder = (order: NewOrder): NewOrderInput => ({ ...order, code: 'on' });

const isOco = (mask: number): boolean => (mask & ORDER_FLAGS.oco) !== 0;

const ocoOf = (f: InputFields, mask: number): Oco<string> => {
  if (!isOco(mask)) {
    if (f.isSent('price_oco_stop')) f.bad('flags', 'with OCO, 16384, as price_oco_stop is sent');
    return {};
  }
  return { priceOcoStop: f.decimal('price_oco_stop'), ...defined({ cidOco: f.integerIfSent('cid_oco') }) };
};

// The flag is said by priceOcoStop.
const flagsOf = (mask: number | undefined): Omit<OrderFlags, 'oco'> | undefined => {
  if (mask === undefined) return undefined;
  const { oco: _, ...flags } = orderFlags(mask);
  return flags;
};

const read = (f: InputFields): NewOrderInput<string> => {
  const type = f.oneOf('type', ORDER_TYPES);
  const mask = f.integerIfSent('flags');
  const order = {
    code: 'on' as const,
    symbol: f.tradingSymbol('symbol'),
    amount: f.decimal('amount'),
    ...defined({
      cid: f.integerIfSent('cid'),
      gid: f.integerIfSent('gid'),
      flags: flagsOf(mask),
      lev: f.integerIfSent('lev'),
      tif: f.timeIfSent('tif'),
      meta: readMeta(f),
    }),
    ...ocoOf(f, mask ?? 0),
  };
  switch (type) {
    case 'MARKET':
    case 'EXCHANGE MARKET':
      return { ...order, type };
    case 'STOP LIMIT':
    case 'EXCHANGE STOP LIMIT':
      return { ...order, type, price: f.decimal('price'), priceAuxLimit: f.decimal('price_aux_limit') };
    case 'TRAILING STOP':
    case 'EXCHANGE TRAILING STOP':
      return { ...order, type, priceTrailing: f.decimal('price_trailing') };
    default:
      return { ...order, type, price: f.decimal('price') };
  }
};

const pricesOf = (o: NewOrder, c: InputChecks): Readonly<Record<string, string>> => {
  switch (o.type) {
    case 'MARKET':
    case 'EXCHANGE MARKET':
      return {};
    case 'STOP LIMIT':
    case 'EXCHANGE STOP LIMIT':
      return {
        price: c.decimal('price', o.price, 'positive'),
        price_aux_limit: c.decimal('priceAuxLimit', o.priceAuxLimit, 'positive'),
      };
    case 'TRAILING STOP':
    case 'EXCHANGE TRAILING STOP':
      return { price_trailing: c.decimal('priceTrailing', o.priceTrailing, 'positive') };
    default:
      return { price: c.decimal('price', o.price, 'positive') };
  }
};

const maskOf = (o: NewOrder, c: InputChecks): number | undefined => {
  const mask = c.flagsIfSet(o.flags);
  if (o.priceOcoStop !== undefined) return orderMask({ unknown: mask ?? 0, oco: true });
  // The types rule it out; the server would take half an OCO for a mistake of its own kind.
  if (isOco(mask ?? 0)) c.fail({ _tag: 'MissingField', field: 'priceOcoStop' });
  return mask;
};

/** What an order of its type can say. Many give a price with a MARKET order, to which it means nothing and does nothing. */
const namesOf = ({ type }: NewOrder): ReadonlyArray<string> => [
  ...['type', 'symbol', 'amount', 'price'],
  ...(type === 'STOP LIMIT' || type === 'EXCHANGE STOP LIMIT' ? ['priceAuxLimit'] : []),
  ...(type === 'TRAILING STOP' || type === 'EXCHANGE TRAILING STOP' ? ['priceTrailing'] : []),
  ...['priceOcoStop', 'cid', 'cidOco', 'gid', 'flags', 'lev', 'tif', 'meta'],
];

const write = ({ code: _, ...o }: NewOrderInput, c: InputChecks): unknown => {
  const written = body({
    cid: c.integerIfSet('cid', o.cid, 1, MAX_CLIENT_ID),
    gid: c.integerIfSet('gid', o.gid, 0, MAX_CLIENT_ID),
    type: c.text('type', o.type, (type) => ORDER_TYPES.some((each) => each === type), 'a type of order'),
    symbol: c.text('symbol', o.symbol, isTradingSymbol, 'a symbol such as tBTCUSD'),
    amount: c.decimal('amount', o.amount, 'not zero'),
    ...pricesOf(o, c),
    price_oco_stop: c.decimalIfSet('priceOcoStop', o.priceOcoStop, 'positive'),
    cid_oco: c.integerIfSet('cidOco', o.cidOco, 1, MAX_CLIENT_ID),
    lev: c.integerIfSet('lev', o.lev, 1, MAX_LEVERAGE),
    flags: maskOf(o, c),
    tif: c.timeIfSet('tif', o.tif),
    meta: writeMeta(o.meta, c),
  });
  // Last: what is wrong with what it says goes first.
  c.known(o, namesOf(o));
  return written;
};

/**
 * Reads and writes the input that places an order. Read is what the type of the order has: the price that some clients send
 * with a MARKET order is not.
 */
export const NewOrderInput: InputCodec<NewOrderInput<string>, NewOrderInput> = /* @__PURE__ */ inputCodec({
  code: 'on',
  read: /* @__PURE__ */ objectBody('on', read),
  write,
});
