/** How orders are limited. */
export interface LimiterConfig {
  /** How many orders may go at once after a quiet time. */
  readonly burst: number;
  /** How many a second may go in the long run; never raised above this. */
  readonly perSecond: number;
  /** How far refusals may lower `perSecond`. */
  readonly minPerSecond: number;
  /** How much comes back for each minute without a refusal, as a part of `perSecond`. */
  readonly raisePerMinute: number;
  /** How long nothing goes after a refusal, ms; each further one doubles it. */
  readonly pauseMs: number;
  /** The longest such pause, ms. */
  readonly maxPauseMs: number;
  /** Refusals this close to the one that was counted last belong to it, ms. */
  readonly sameBurstMs: number;
  /** How many may wait. */
  readonly queueLimit: number;
}

/** Too many new orders at once, or the exchange refused some for that. */
export interface RateLimited {
  readonly _tag: 'RateLimited';
  /** When it may go, if nobody else asks and the exchange refuses nothing, ms. */
  readonly retryInMs: number;
  /** Who says so; the exchange does with 11010. */
  readonly by: 'ourselves' | 'exchange';
}

/** Why something may not go now. */
export type LimiterError =
  | RateLimited
  /** It waited when the account was closed. */
  | { readonly _tag: 'LimiterClosed' };

/** Facts. `at` in ms; `key` is the asker's own number, never used twice. */
export type LimiterInput =
  /** So many new orders want to go (`cost`, 75 at most). `waitMs`: how long they may wait for their turn; 0: not at all. */
  | {
      readonly type: 'Asked';
      readonly key: number;
      readonly cost: number;
      readonly waitMs: number;
      readonly at: number;
    }
  /** The asker does not want to wait any more. */
  | { readonly type: 'Withdrawn'; readonly key: number }
  /** The exchange answered 11010: see `saysRateLimited`. */
  | { readonly type: 'RateLimited'; readonly at: number }
  | { readonly type: 'TimerFired'; readonly timer: string; readonly at: number }
  | { readonly type: 'CloseAsked'; readonly at: number };

/** Orders, to be carried out in order. Each `Asked` ends with `Admit`, `Refuse` or its own `Withdrawn`. */
export type LimiterEffect =
  | { readonly type: 'Admit'; readonly key: number }
  | { readonly type: 'Refuse'; readonly key: number; readonly error: LimiterError }
  | { readonly type: 'StartTimer'; readonly timer: string; readonly ms: number }
  | { readonly type: 'StopTimer'; readonly timer: string };

/** What the limiter knows; read it with `retryInMs` and `rateOf`. */
export interface LimiterState {
  readonly closed: boolean;
  /** How many may go a second, as learnt. */
  readonly perSecond: number;
  /** How many may go at once, at `at`; below 0 after one that costs more than may ever go at once. */
  readonly tokens: number;
  /** Of when `tokens` and `perSecond` are, ms; null: nothing was asked yet. */
  readonly at: number | null;
  /** The pause after a refusal: its end and its length; null: none yet. */
  readonly refused: { readonly at: number; readonly until: number; readonly pauseMs: number } | null;
  /** Who waits, the first first. */
  readonly queue: ReadonlyArray<LimiterWaiting>;
  readonly turnRuns: boolean;
}

/** One who waits. */
export interface LimiterWaiting {
  readonly key: number;
  readonly cost: number;
}
