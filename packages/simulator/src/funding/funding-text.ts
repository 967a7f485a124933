import type { Contract } from './contracts.js';
import { offerStateText, type OfferRecord } from './offer.js';
import { signedText } from '../accounts/money.js';
import { amountText, decimalText } from '../wire/number-text.js';

const text = (value: string | null): string => (value === null ? 'null' : JSON.stringify(value));
const list = (cells: ReadonlyArray<string>): string => `[${cells.join(',')}]`;
/** Times of funding are whole seconds. Source: recordings. */
const second = (ms: number): string => String(Math.floor(ms / 1_000) * 1_000);
const signed = (side: OfferRecord['order']['side'], units: number): string =>
  signedText(side === 'ask' ? 'bid' : 'ask', units);

/** An offer, 21 columns. Source: recordings, and https://docs.bitfinex.com/reference/ws-auth-funding-offers */
export const offerRow = (offer: OfferRecord): string => {
  const { order, decimals, type } = offer;
  const floating = order.price !== offer.rate;
  return list([
    ...[String(order.id), text(offer.symbol), second(offer.created), second(offer.updated)],
    ...[signed(order.side, order.amount), signed(order.side, order.original), text(type), 'null', 'null'],
    ...[String(offer.flags), text(offerStateText(offer)), 'null', 'null', 'null'],
    ...[decimalText(offer.rate, decimals), String(order.period), '0', order.hidden ? '1' : '0', 'null', '0'],
    floating ? decimalText(order.price, decimals) : 'null',
  ]);
};

/** What the notification of an offer tells of it: id, amount, rate and period. Source: recordings. */
export const sparseOfferRow = (known: Readonly<Record<number, string | number>>): string =>
  list(Array.from({ length: 21 }, (_, place) => JSON.stringify(known[place] ?? null)));

/** 1 to whom has lent it, -1 to whom has borrowed it, 0 to one who has done both. */
type PartSide = 1 | 0 | -1;

/** A loan, 21 columns. Source: recordings, and https://docs.bitfinex.com/reference/ws-auth-funding-loans */
export const loanRow = (contract: Contract, side: PartSide, updated: number, status: string): string =>
  list(cellsOf(contract, { id: contract.id, created: contract.opened, paid: contract.opened }, side, updated, status));

/** A credit, 22 columns: a loan, and the position that uses it. https://docs.bitfinex.com/reference/ws-auth-funding-credits */
export const creditRow = (contract: Contract, side: PartSide, updated: number, status: string): string => {
  const { id, since } = contract.credit ?? { id: contract.id, since: contract.opened };
  const cells = cellsOf(contract, { id, created: since, paid: since }, side, updated, status);
  return list([...cells, text(contract.listing.positionPair)]);
};

const cellsOf = (
  { listing, amount, rate, delta, period, opened }: Contract,
  { id, created, paid }: { readonly id: number; readonly created: number; readonly paid: number },
  side: PartSide,
  updated: number,
  status: string,
): ReadonlyArray<string> => {
  const real = decimalText(rate, listing.decimals);
  return [
    ...[String(id), text(listing.symbol), String(side), second(created), second(updated)],
    ...[amountText(amount), '0', text(status), delta === null ? '"FIXED"' : '"VAR"', 'null', 'null'],
    // One that follows the flash return rate has none of its own.
    ...[delta === null ? real : '0', String(period), second(opened), second(status === 'ACTIVE' ? paid : updated)],
    ...['null', '0', 'null', '0', delta === null ? 'null' : real, '0'],
  ];
};

/** A trade of funding, 8 columns; `fte` and `ftu` say the same. https://docs.bitfinex.com/reference/ws-auth-funding-trades */
export const fundingTradeRow = (
  { order, symbol, decimals }: OfferRecord,
  trade: {
    readonly id: number;
    readonly mts: number;
    readonly units: number;
    readonly rate: number;
    readonly period: number;
    readonly maker: boolean;
  },
): string =>
  list([
    ...[String(trade.id), text(symbol), second(trade.mts), String(order.id), signed(order.side, trade.units)],
    ...[decimalText(trade.rate, decimals), String(trade.period), trade.maker ? '1' : 'null'],
  ]);
