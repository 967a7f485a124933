import { opposite, type EngineOrder } from '../engine/order.js';
import type { EngineState } from '../engine/state.js';
import { MARGIN_LEVERAGE, reserveOf, type Holdings } from './holdings.js';
import { moneyOfAmount, moneyOfValue, valueOfMoney } from './money.js';
import { FLAGS, type NewOrder } from './requests.js';

/** What filling so much at the market would cost now, in ticks × units; what nobody offers costs nothing. */
const costAtMarket = (engine: EngineState, side: 'bid' | 'ask', amount: number): bigint => {
  let left = amount;
  let cost = 0n;
  for (const maker of opposite(side) === 'bid' ? engine.bids : engine.asks) {
    if (left === 0) break;
    const taken = Math.min(left, maker.amount);
    cost += BigInt(maker.price) * BigInt(taken);
    left -= taken;
  }
  return cost;
};

/** Whether an account can pay for a new order; if not, the kind of balance that it lacks. */
export const lacking = (order: NewOrder, engine: EngineState, holdings: Holdings): 'exchange' | 'tradable' | null => {
  const { listing, side, amount, spot, kind, price, limit, trail, ocoStop, flags } = order;
  const { decimals, base, quote } = listing;
  const last = engine.last ?? 0;
  const dearest = Math.max(
    kind === 'STOP LIMIT' ? limit : price,
    ocoStop ?? 0,
    kind === 'TRAILING STOP' ? last + trail : 0,
  );
  const value = kind === 'MARKET' ? costAtMarket(engine, side, amount) : BigInt(dearest) * BigInt(amount);
  const money = moneyOfValue(value, decimals);
  if (!spot) {
    if ((flags & (FLAGS.reduceOnly | FLAGS.close)) !== 0) return null;
    // What makes a position smaller needs nothing.
    const held = holdings.position(listing.symbol)?.amount ?? 0;
    if (held !== 0 && held > 0 !== (side === 'bid') && amount <= Math.abs(held)) return null;
    return money > holdings.tradable(quote, order.leverage ?? MARGIN_LEVERAGE) ? 'tradable' : null;
  }
  if (side === 'ask') return moneyOfAmount(amount) > holdings.available('exchange', base) ? 'exchange' : null;
  return money > holdings.available('exchange', quote) ? 'exchange' : null;
};

/** The most that an order may pay when it comes to the market without a limit that was set aside for; null where it was. */
export const spendOf = (
  order: Pick<EngineOrder, 'side' | 'spot' | 'kind'>,
  reserve: bigint,
  { decimals, quote }: NewOrder['listing'],
  holdings: Holdings,
): bigint | null => {
  if (!order.spot || order.side === 'ask') return null;
  if (order.kind !== 'MARKET' && order.kind !== 'STOP' && order.kind !== 'TRAILING STOP') return null;
  return valueOfMoney(holdings.available('exchange', quote) + reserve, decimals);
};

/** Whether the change of an order that rests can be paid for. */
export const canAfford = (
  old: EngineOrder,
  next: EngineOrder,
  { decimals, base, quote }: NewOrder['listing'],
  holdings: Holdings,
): boolean => {
  if (!old.spot) {
    if (next.reduceOnly || next.closes || !Number.isFinite(next.price)) return true;
    const grown = BigInt(next.price) * BigInt(next.amount) - BigInt(old.price) * BigInt(old.amount);
    return grown <= 0n || moneyOfValue(grown, decimals) <= holdings.tradable(quote, MARGIN_LEVERAGE);
  }
  const more = reserveOf(next, decimals) - reserveOf(old, decimals);
  return more <= 0n || more <= holdings.available('exchange', old.side === 'bid' ? quote : base);
};
