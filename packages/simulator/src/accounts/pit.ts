import type { EngineInput } from '../engine/engine.js';
import type { EngineState } from '../engine/state.js';
import type { Listing } from './listing.js';

/** The markets as accounts see them. */
export interface Pit {
  /** Null: no such market, or none that is traded by accounts. */
  readonly listing: (symbol: string) => Listing | null;
  readonly engine: (symbol: string) => EngineState;
  /** Tells the engine of a market; what comes of it is told to the accounts before this returns. */
  readonly act: (symbol: string, input: EngineInput) => void;
  readonly now: () => number;
}
