import { isLeft, mapRight, right } from '@bitfinex-ws/machine';
import type { Decimal, NewOrder, OrderUpdate } from '@bitfinex-ws/protocol';
import { checkAmount, checkPrice, type CheckError, type PairLimits, type Side } from '@bitfinex-ws/trading';
import type { either as E } from 'fp-ts';

/** How prices and amounts are looked at before they leave. */
interface Checking {
  readonly prices: 'refuse' | 'round';
  readonly pairs: PairLimits | null;
}

const PRICES = ['price', 'priceAuxLimit', 'priceTrailing', 'priceOcoStop'] as const;
type Prices = Readonly<Partial<Record<(typeof PRICES)[number], Decimal>>>;

/** The order as it may leave: what it has of prices above five significant digits is refused, or rounded in the user's favour. */
export const checkOrder = (order: NewOrder, { prices, pairs }: Checking): E.Either<CheckError, NewOrder> => {
  const amount = checkAmount(order.amount, { symbol: order.symbol, limits: pairs });
  if (isLeft(amount)) return amount;
  const checked = checkPrices(order, prices, sideOf(amount.right.text));
  // Only prices that the order had are in it, each as a decimal: it is of the same type.
  return mapRight((fine: Prices) => ({ ...order, ...fine, amount: amount.right.text }) as NewOrder)(checked);
};

/** The same, of a change; `symbol` null: not known, so that amounts are checked by digits alone. */
export const checkUpdate = (
  update: OrderUpdate,
  symbol: string | null,
  side: Side | undefined,
  { prices, pairs }: Checking,
): E.Either<CheckError, OrderUpdate> => {
  if (update.amount !== undefined) {
    const limits = symbol === null ? null : pairs;
    const amount = checkAmount(update.amount, { symbol: symbol ?? '', limits });
    if (isLeft(amount)) return amount;
  }
  return mapRight((fine: Prices) => ({ ...update, ...fine }))(checkPrices(update, prices, side));
};

const checkPrices = (
  of: Prices,
  onExcess: 'refuse' | 'round',
  side: Side | undefined,
): E.Either<CheckError, Prices> => {
  const fine: { -readonly [Name in keyof Prices]: Decimal } = {};
  for (const field of PRICES) {
    const price = of[field];
    if (price === undefined) continue;
    // A distance has no better side.
    const checked = checkPrice(price, { field, onExcess, ...(side && field !== 'priceTrailing' ? { side } : {}) });
    if (isLeft(checked)) return checked;
    fine[field] = checked.right;
  }
  return right(fine);
};

const sideOf = (amount: string): Side => (amount.startsWith('-') ? 'sell' : 'buy');
