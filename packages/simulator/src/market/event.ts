import type { MarketDefinition } from './definitions.js';

/** One match of a taker with a resting order. */
export interface Trade {
  readonly id: number;
  /** Whole milliseconds. */
  readonly mts: number;
  /** In units of 1e-8; above 0 when the taker bought. */
  readonly amount: number;
  readonly price: number;
  /** Days of a funding loan; 0 on a trading market. */
  readonly period: number;
}

/** A position that was closed by force. */
export interface Liquidation {
  readonly id: number;
  /** Milliseconds with a fraction, as the exchange sends them. */
  readonly mts: number;
  readonly amount: number;
  /** Price, in ticks, at which the position was opened. */
  readonly base: number;
  /** Price, in ticks, at which the system took it over; null when it was sold to the market. */
  readonly price: number | null;
}

/** The prices of one side, in ticks, between which all that changed lies. */
export interface Span {
  readonly best: number;
  readonly worst: number;
}

/** What one step of a market did. */
export interface MarketEvent {
  readonly definition: MarketDefinition;
  /** Null where nothing changed on the side. */
  readonly bid: Span | null;
  readonly ask: Span | null;
  /** Oldest first. */
  readonly trades: ReadonlyArray<Trade>;
  /** Only derivatives know liquidations; null for nearly every step. */
  readonly liquidation: Liquidation | null;
}
