import { moneyOfValue, type Money } from './money.js';

/** A margin position of one account on one market. */
export interface Position {
  readonly id: number;
  readonly symbol: string;
  /** In units of 1e-8; above 0 is long, never 0 while it is open. */
  readonly amount: number;
  /** What the amount was bought or sold for, in ticks × units, above 0. */
  readonly cost: bigint;
}

/** What became of a position by a trade. */
interface Moved {
  /** Null: it is closed. */
  readonly position: Position | null;
  /** What was won with the part that was closed, in ticks × units; below 0 when lost. */
  readonly won: bigint;
}

/**
 * A trade of so many units (above 0 buys) at a price. What is closed takes with it the part of the cost that is its share,
 * rounded down; a trade beyond 0 closes the position and opens another one the other way round, with this id.
 */
export const movedBy = (
  position: Position | null,
  symbol: string,
  units: number,
  price: number,
  newId: number,
): Moved => {
  const value = BigInt(Math.abs(units)) * BigInt(price);
  if (!position) return { position: { id: newId, symbol, amount: units, cost: value }, won: 0n };
  const { amount, cost } = position;
  if (Math.sign(amount) === Math.sign(units)) {
    return { position: { ...position, amount: amount + units, cost: cost + value }, won: 0n };
  }
  const closed = Math.min(Math.abs(amount), Math.abs(units));
  const share = (cost * BigInt(closed)) / BigInt(Math.abs(amount));
  const got = BigInt(closed) * BigInt(price);
  const won = amount > 0 ? got - share : share - got;
  const left = amount + units;
  if (left === 0) return { position: null, won };
  if (Math.sign(left) === Math.sign(amount))
    return { position: { ...position, amount: left, cost: cost - share }, won };
  return { position: { id: newId, symbol, amount: left, cost: BigInt(Math.abs(left)) * BigInt(price) }, won };
};

/** What closing at this price would win, as money of the quote currency. */
export const profitOf = ({ amount, cost }: Position, price: number, decimals: number): Money => {
  const value = BigInt(Math.abs(amount)) * BigInt(price);
  return moneyOfValue(amount > 0 ? value - cost : cost - value, decimals);
};
