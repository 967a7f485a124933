import type { EngineOrder } from '../engine/order.js';
import { FEES, HOUSE, type Bank, type Purse, type Wallet, type WalletType } from './bank.js';
import type { Listing } from './listing.js';
import { feeOf, moneyOfAmount, moneyOfValue, type Money } from './money.js';
import type { Pit } from './pit.js';
import { movedBy, profitOf, type Position } from './positions.js';
import type { OrderRecord } from './record.js';

/** Fees of an account, in millionths of what is received. */
export interface FeeRates {
  readonly maker: number;
  readonly taker: number;
  /**
   * Of the interest that a lender gets.
   * @default 150000, that is 15 %
   */
  readonly lending?: number;
}

/** What a fill did to its account. */
interface Booked {
  readonly fee: Money;
  readonly feeCurrency: string;
  readonly wallets: ReadonlyArray<readonly [WalletType, string]>;
  /** Null: not a margin trade. */
  readonly position: { readonly before: Position | null; readonly after: Position | null } | null;
}

/** What an account has. */
export interface Holdings {
  readonly wallets: () => ReadonlyArray<Wallet>;
  readonly wallet: (type: WalletType, currency: string) => Wallet;
  /** What is not set aside for orders, offers, and what was lent. */
  readonly available: (type: WalletType, currency: string) => Money;
  readonly positions: () => ReadonlyArray<Position>;
  readonly position: (symbol: string) => Position | null;
  /** Profit of all positions that pay in the currency, at the last prices. */
  readonly profit: (currency: string) => Money;
  /** What may still be traded on margin for this currency: so many times what there is, less what is open. */
  readonly tradable: (currency: string, leverage: number) => Money;
  readonly book: (listing: Listing, order: EngineOrder, part: OwnPart) => Booked;
}

/** What a fill was to one of its two orders. */
interface OwnPart {
  readonly units: number;
  readonly price: number;
  readonly maker: boolean;
}

interface HoldingsPorts {
  readonly userId: number;
  readonly bank: Bank;
  readonly fees: FeeRates;
  readonly pit: Pit;
  /** Its orders that are not over. */
  readonly living: () => Iterable<OrderRecord>;
  /** What its funding sets aside. */
  readonly setAside: (type: WalletType, currency: string) => Money;
}

/** Times what there is that may be traded on margin: 3.3. Source: https://docs.bitfinex.com/docs/margin */
export const MARGIN_LEVERAGE = 10 / 3;

/** Begins with what the bank holds for the account. */
export const createHoldings = ({ userId, bank, fees, pit, living, setAside }: HoldingsPorts): Holdings => {
  const positions = new Map<string, Position>();
  let nextPositionId = 152_677_056;

  const purse = (type: WalletType): Purse => ({ holder: userId, type });
  const lastOf = (symbol: string, otherwise: number): number => pit.engine(symbol).last ?? otherwise;
  const listingOf = (symbol: string): Listing => {
    const listing = pit.listing(symbol);
    if (!listing) throw new Error(`${symbol} was traded and is not listed`);
    return listing;
  };
  const profit = (currency: string): Money => {
    let sum = 0n;
    for (const position of positions.values()) {
      const { quote, decimals } = listingOf(position.symbol);
      if (quote === currency) sum += profitOf(position, lastOf(position.symbol, 0), decimals);
    }
    return sum;
  };
  /** Worth of all positions and margin orders that pay in the currency. */
  const exposure = (currency: string): Money => {
    let sum = 0n;
    for (const { symbol, amount, cost } of positions.values()) {
      const { quote, decimals } = listingOf(symbol);
      const last = lastOf(symbol, Number(cost) / Math.abs(amount));
      if (quote === currency) sum += moneyOfValue(BigInt(Math.abs(amount)) * BigInt(Math.round(last)), decimals);
    }
    for (const { symbol, order } of living()) {
      const { quote, decimals } = listingOf(symbol);
      if (!order.spot && !order.reduceOnly && !order.closes && quote === currency && Number.isFinite(order.price)) {
        sum += moneyOfValue(BigInt(order.price) * BigInt(order.amount), decimals);
      }
    }
    return sum;
  };
  const bookSpot = (listing: Listing, { side }: EngineOrder, value: Money, amount: Money, rate: number): Booked => {
    const own = purse('exchange');
    const { base, quote } = listing;
    const buys = side === 'bid';
    bank.pay(buys ? own : HOUSE, buys ? HOUSE : own, quote, value);
    bank.pay(buys ? HOUSE : own, buys ? own : HOUSE, base, amount);
    const fee = feeOf(buys ? amount : value, rate);
    const feeCurrency = buys ? base : quote;
    bank.pay(own, FEES, feeCurrency, fee);
    const wallets = [['exchange', base] as const, ['exchange', quote] as const];
    return { fee, feeCurrency, wallets, position: null };
  };

  return {
    wallets: () => bank.wallets(userId),
    wallet: (type, currency) => ({ type, currency, balance: bank.balance(userId, type, currency) }),
    available: (type, currency) => {
      let money = bank.balance(userId, type, currency);
      if (type !== 'exchange') return money - setAside(type, currency);
      for (const record of living()) {
        const { base, quote, decimals } = listingOf(record.symbol);
        const reserve = reserveOf(record.order, decimals);
        if (record.order.spot && (record.order.side === 'bid' ? quote : base) === currency) money -= reserve;
      }
      return money;
    },
    positions: () => [...positions.values()],
    position: (symbol) => positions.get(symbol) ?? null,
    profit,
    tradable: (currency, leverage) => {
      const equity = bank.balance(userId, 'margin', currency) + profit(currency);
      // In thirds, so that 10/3 is exact: what nobody has traded with is free to the last unit.
      return (equity * BigInt(Math.round(leverage * 3))) / 3n - exposure(currency);
    },
    book: (listing, order, { units, price, maker }) => {
      const { symbol, quote, decimals } = listing;
      const rate = maker ? fees.maker : fees.taker;
      const value = moneyOfValue(BigInt(price) * BigInt(units), decimals);
      if (order.spot) return bookSpot(listing, order, value, moneyOfAmount(units), rate);
      const before = positions.get(symbol) ?? null;
      const moved = movedBy(before, symbol, order.side === 'bid' ? units : -units, price, nextPositionId);
      const after = moved.position;
      if (after?.id === nextPositionId) nextPositionId++;
      if (after) positions.set(symbol, after);
      else positions.delete(symbol);
      const own = purse('margin');
      bank.pay(HOUSE, own, quote, moneyOfValue(moved.won, decimals));
      const fee = feeOf(value, rate);
      bank.pay(own, FEES, quote, fee);
      return { fee, feeCurrency: quote, wallets: [['margin', quote]], position: { before, after } };
    },
  };
};

/** What is set aside for a spot order that rests, in the currency that it pays: quote to buy, base to sell. */
export const reserveOf = (order: EngineOrder, decimals: number): Money => {
  if (!order.spot) return 0n;
  // The stop of a pair lives on what is set aside for its limit.
  if (order.kind === 'STOP' && order.sibling !== null) return 0n;
  if (order.side === 'ask') return moneyOfAmount(order.amount);
  const price = order.kind === 'STOP LIMIT' ? order.limit : order.price;
  return Number.isFinite(price) ? moneyOfValue(BigInt(price) * BigInt(order.amount), decimals) : 0n;
};
