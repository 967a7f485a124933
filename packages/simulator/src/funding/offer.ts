import type { EngineOrder, Side } from '../engine/order.js';
import { PRICE_FIGURES, roundPrice } from '../market/price.js';
import { amountText } from '../wire/number-text.js';

/** LIMIT: at this rate, where 0 stands for the flash return rate; the others: so far from it, following it while they wait. */
export type OfferType = 'LIMIT' | 'FRRDELTAVAR' | 'FRRDELTAFIX';

/** A funding offer as its account knows it. The engine's ask lends, its bid borrows. */
export interface OfferRecord {
  readonly order: EngineOrder;
  readonly symbol: string;
  readonly decimals: number;
  readonly type: OfferType;
  /** In ticks a day, as given: a rate, or the distance from the flash return rate. */
  readonly rate: number;
  readonly flags: number;
  /** Milliseconds. */
  readonly created: number;
  readonly updated: number;
  /** The latest first, no more than a state can tell. */
  readonly fills: ReadonlyArray<{ readonly rate: number; readonly amount: number }>;
  /** Null while it lives. */
  readonly end: 'EXECUTED' | 'CANCELED' | null;
}

/** Fills that a state tells of. */
const MOST_FILLS = 20;

/** Whether it follows the flash return rate while it waits. */
export const isFloating = ({ type, rate }: Pick<OfferRecord, 'type' | 'rate'>): boolean =>
  type !== 'LIMIT' || rate === 0;

/** Whether what it becomes goes on following it. */
export const isVariable = ({ type, rate }: Pick<OfferRecord, 'type' | 'rate'>): boolean =>
  type === 'FRRDELTAVAR' || (type === 'LIMIT' && rate === 0);

/** What it asks or pays a day while the flash return rate is this, in ticks: of few enough figures, and above 0. */
export const rateOf = (offer: Pick<OfferRecord, 'type' | 'rate'>, side: Side, flashRate: number): number =>
  isFloating(offer) ? roundedRate(flashRate + offer.rate, side) : offer.rate;

/** A rate, in ticks, as the book can show it: never better for the other side than it was. */
export const roundedRate = (ticks: number, side: Side): number =>
  Math.max(1, roundPrice(Math.max(1, ticks), PRICE_FIGURES, side));

/** With one fill more. */
export const withLoan = (offer: OfferRecord, order: EngineOrder, rate: number, amount: number): OfferRecord => ({
  ...offer,
  order,
  fills: [{ rate, amount }, ...offer.fills].slice(0, MOST_FILLS),
});

/** STATUS, in the grammar that was recorded: `EXECUTED at 0.038% (492.95) was: PARTIALLY FILLED at 0.0384% (393.83)`. */
export const offerStateText = (offer: OfferRecord): string => {
  const [latest, ...older] = offer.fills.map(({ rate, amount }) => {
    const percent = Number(((100 * rate) / 10 ** offer.decimals).toFixed(4));
    const floating = offer.type === 'LIMIT' ? 'FRR' : 'FRR delta';
    return `${isVariable(offer) ? floating : `${percent}%`} (${withDecimals(amount / 1e8)})`;
  });
  const partly = (texts: ReadonlyArray<string>): string =>
    texts.map((text) => `PARTIALLY FILLED at ${text}`).join(', ');
  const was = older.length === 0 ? '' : ` was: ${partly(older)}`;
  if (offer.end === 'EXECUTED') return `EXECUTED at ${latest ?? ''}${was}`;
  const known = latest === undefined ? null : `${partly([latest])}${was}`;
  if (offer.end === 'CANCELED') return known === null ? 'CANCELED' : `CANCELED was: ${known}`;
  return known ?? 'ACTIVE';
};

/** What is said to an offer that is taken in: `Submitting funding bid of 1000.0 USD at 0.2000 for 2 days.` */
export const submittingText = (offer: OfferRecord): string => {
  const { order, rate, decimals } = offer;
  const kind = order.side === 'ask' ? 'offer' : 'bid';
  const percent = ((100 * rate) / 10 ** decimals).toPrecision(4);
  const amount = amountText(order.original);
  const text = /[.e]/.test(amount) ? amount : `${amount}.0`;
  const at = isFloating(offer) ? `FRR ${percent}` : percent;
  return `Submitting funding ${kind} of ${text} ${offer.symbol.slice(1)} at ${at} for ${order.period} days.`;
};

/** Two decimals at most, one at least. */
const withDecimals = (amount: number): string => {
  const text = String(Number(amount.toFixed(2)));
  return text.includes('.') ? text : `${text}.0`;
};
