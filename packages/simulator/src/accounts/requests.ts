import { either as E } from 'fp-ts';
import type { EngineOrder, OrderChanges, OrderKind } from '../engine/order.js';
import { PRICE_FIGURES, roundPrice } from '../market/price.js';
import type { Fields } from '../wire/events.js';
import type { Listing } from './listing.js';
import { cutDecimal, readDecimal } from './money.js';

/** An order that makes sense by itself; whether there is money for it is another question. */
export interface NewOrder {
  readonly listing: Listing;
  readonly kind: OrderKind;
  readonly spot: boolean;
  readonly side: 'bid' | 'ask';
  readonly amount: number;
  /** 0 for a MARKET and a TRAILING STOP. */
  readonly price: number;
  readonly limit: number;
  readonly trail: number;
  /** Price of the stop that comes with it; null where none does. */
  readonly ocoStop: number | null;
  readonly cid: number | null;
  readonly cidOco: number | null;
  readonly gid: number | null;
  readonly flags: number;
  readonly leverage: number | null;
  readonly expiresAt: number | null;
  readonly meta: Fields;
}

/** Flags of orders. Source: https://docs.bitfinex.com/docs/flag-values */
export const FLAGS = { hidden: 64, close: 512, reduceOnly: 1024, postOnly: 4096, oco: 16_384 } as const;

const KINDS: ReadonlyArray<OrderKind> = ['LIMIT', 'MARKET', 'STOP', 'STOP LIMIT', 'TRAILING STOP', 'FOK', 'IOC'];
/** 2^45 - 1. Source: https://docs.bitfinex.com/reference/ws-auth-input-order-new */
const MOST_CID = 35_184_372_088_831;
const AMOUNT_DECIMALS = 8;

/** Judges the body of an `on`; a refusal is the text of its notification. */
export const readNewOrder = (
  body: Fields,
  listingOf: (symbol: string) => Listing | null,
  now: number,
): E.Either<string, NewOrder> => {
  const { type, symbol } = body;
  const spot = typeof type === 'string' && type.startsWith('EXCHANGE ');
  const kind = KINDS.find((known) => known === (spot ? type.slice('EXCHANGE '.length) : type));
  if (!kind) return E.left('type: invalid');
  const listing = typeof symbol === 'string' ? listingOf(symbol) : null;
  if (!listing) return E.left('symbol: invalid');
  if (!spot && !listing.margin) return E.left('This pair cannot be traded on margin.');
  if (spot && listing.derivative) return E.left('symbol: invalid');

  const flags = body['flags'] ?? 0;
  if (!isWhole(flags, 0x7fffffff)) return E.left('flags: invalid');
  const amount = readAmount(body['amount']);
  if (amount === null || amount === 0) return E.left('amount: invalid');
  const closes = (flags & FLAGS.close) !== 0;
  if (Math.abs(amount) < listing.minimum && !closes) return E.left(tooSmall(listing));

  const priceOf = (name: string, needed: boolean): number | null => {
    if (!needed) return 0;
    return readPrice(body[name], listing.decimals);
  };
  const price = priceOf('price', kind !== 'MARKET' && kind !== 'TRAILING STOP');
  if (price === null) return E.left('Invalid price.');
  const limit = priceOf('price_aux_limit', kind === 'STOP LIMIT');
  if (limit === null) return E.left('Invalid auxiliary limit price.');
  const trail = priceOf('price_trailing', kind === 'TRAILING STOP');
  if (trail === null) return E.left('Invalid trailing price.');
  const oco = (flags & FLAGS.oco) !== 0;
  const ocoStop = priceOf('price_oco_stop', oco);
  if (ocoStop === null || (oco && kind !== 'LIMIT')) return E.left('Invalid OCO stop price.');

  const { cid = null, cid_oco: cidOco = null, gid = null, lev = null } = body;
  if (!isWholeOrNull(cid, MOST_CID) || !isWholeOrNull(cidOco, MOST_CID)) return E.left('cid: invalid');
  if (!isWholeOrNull(gid, MOST_CID)) return E.left('gid: invalid');
  if (lev !== null && !isLeverage(lev)) return E.left('leverage: invalid');
  const expiresAt = readTif(body['tif']);
  if (expiresAt !== null && !(expiresAt > now)) return E.left('tif: invalid');
  return E.right({
    listing,
    kind,
    spot,
    side: amount > 0 ? 'bid' : 'ask',
    amount: Math.abs(amount),
    price,
    limit,
    trail,
    ocoStop: oco ? ocoStop : null,
    cid,
    cidOco,
    gid,
    flags,
    leverage: listing.derivative ? (lev ?? 10) : null,
    expiresAt,
    meta: readMeta(body['meta']),
  });
};

/** Judges what an `ou` wants to be otherwise of an order; prices that its kind does not have are passed over. */
export const readChanges = (
  body: Fields,
  { amount: left, side, kind, closes }: Pick<EngineOrder, 'amount' | 'side' | 'kind' | 'closes'>,
  listing: Listing,
  now: number,
): E.Either<string, OrderChanges> => {
  const { decimals } = listing;
  const changes: { -readonly [Name in keyof OrderChanges]: OrderChanges[Name] } = {};
  for (const [name, field, has] of [
    ['price', 'price', kind !== 'TRAILING STOP'],
    ['price_aux_limit', 'limit', kind === 'STOP LIMIT'],
    ['price_trailing', 'trail', kind === 'TRAILING STOP'],
  ] as const) {
    if (!has || isAbsent(body[name])) continue;
    const price = readPrice(body[name], decimals);
    if (price === null) return E.left('Invalid price.');
    changes[field] = price;
  }
  const sign = side === 'bid' ? 1 : -1;
  if (!isAbsent(body['amount']) || !isAbsent(body['delta'])) {
    const given = readAmount(body['amount'] ?? body['delta']);
    if (given === null) return E.left('amount: invalid');
    const wanted = isAbsent(body['amount']) ? left + given * sign : given * sign;
    if (wanted <= 0) return E.left('amount: invalid');
    // What fills have left may be smaller; nobody may ask for it.
    if (wanted < listing.minimum && !closes) return E.left(tooSmall(listing));
    changes.amount = wanted;
  }
  if (!isAbsent(body['flags'])) {
    const flags = body['flags'];
    if (!isWhole(flags, 0x7fffffff)) return E.left('flags: invalid');
    changes.hidden = (flags & FLAGS.hidden) !== 0;
    changes.postOnly = (flags & FLAGS.postOnly) !== 0;
    changes.reduceOnly = (flags & FLAGS.reduceOnly) !== 0;
  }
  if (!isAbsent(body['meta'])) {
    const meta = readMeta(body['meta']);
    changes.makeVisible = meta['make_visible'] === 1;
    changes.protect = meta['protect_selfmatch'] === 1;
  }
  if (!isAbsent(body['lev']) && !isLeverage(body['lev'])) return E.left('leverage: invalid');
  if (!isAbsent(body['tif'])) {
    const expiresAt = readTif(body['tif']);
    if (!(expiresAt !== null && expiresAt > now)) return E.left('tif: invalid');
    changes.expiresAt = expiresAt;
  }
  return E.right(changes);
};

/**
 * In ticks, above 0; null for anything else. What is finer than five figures, or than the market's ticks, is cut off.
 * Source: https://docs.bitfinex.com/docs/introduction (price precision)
 */
const readPrice = (value: unknown, decimals: number): number | null => {
  const price = cutDecimal(value, decimals);
  return price !== null && price > 0 ? roundPrice(price, PRICE_FIGURES, 'bid') : null;
};

/** In units of 1e-8; a finer one is rounded. Null: not a number. Source: https://docs.bitfinex.com/docs/introduction */
export const readAmount = (value: unknown): number | null => {
  const exact = readDecimal(value, AMOUNT_DECIMALS);
  if (exact !== null) return exact;
  const finer = cutDecimal(value, AMOUNT_DECIMALS + 1);
  return finer === null ? null : Math.round(finer / 10);
};

/** What is kept of a `meta`: what means something. The rest would come back with every word about the order. */
export const readMeta = (value: unknown): Fields => {
  const { aff_code: code, make_visible: visible, protect_selfmatch: protect } = isFields(value) ? value : {};
  return {
    ...(typeof code === 'string' && code.length <= 64 ? { aff_code: code } : {}),
    ...(visible === 1 ? { make_visible: 1 } : {}),
    ...(protect === 1 ? { protect_selfmatch: 1 } : {}),
  };
};

/** Whether it is an object with names. */
export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether it is an integer from 0 to the most. */
export const isWhole = (value: unknown, most: number = Number.MAX_SAFE_INTEGER): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most;

/** A number, as a number or as text; NaN for anything else, objects with an odd `toString` among them. */
export const numberOf = (value: unknown): number =>
  typeof value === 'number' || typeof value === 'string' ? Number(value) : Number.NaN;

const isWholeOrNull = (value: unknown, most: number): value is number | null => value === null || isWhole(value, most);
/** Of a derivative: times what is put up. Source: https://docs.bitfinex.com/reference/ws-auth-input-order-new */
export const isLeverage = (value: unknown): value is number => isWhole(value, 100) && value > 0;
const isAbsent = (value: unknown): boolean => value === undefined || value === null;
const tooSmall = ({ name, minimum }: Listing): string =>
  `Invalid order: minimum size for ${name} is ${minimum / 10 ** AMOUNT_DECIMALS}`;

/** `YYYY-MM-DD HH:MM:SS` in UTC, or a date alone; null for none, NaN for nonsense. */
const readTif = (value: unknown): number | null => {
  if (isAbsent(value)) return null;
  const [, date, time = '00:00:00'] = (typeof value === 'string' && TIF.exec(value)) || [];
  return Date.parse(`${date}T${time}Z`);
};
const TIF = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}:\d{2}))?$/;
