import type { LimiterConfig, LimiterState } from './contract.js';

const MINUTE_MS = 60_000;

/** How many may go at once at the rate as learnt: as much less as the rate is. */
const capacityOf = (config: LimiterConfig, { perSecond }: LimiterState): number =>
  Math.max(1, (config.burst * perSecond) / config.perSecond);

/** The state at that time: what came back since, of tokens and of the rate. During a pause nothing comes back. */
export const refilled = (config: LimiterConfig, state: LimiterState, at: number): LimiterState => {
  if (state.at === null) return { ...state, at, tokens: config.burst };
  const from = Math.max(state.at, state.refused?.until ?? state.at);
  if (at <= from) return state;
  const raised = state.perSecond + config.perSecond * config.raisePerMinute * ((at - from) / MINUTE_MS);
  const perSecond = Math.min(config.perSecond, raised);
  const next = { ...state, at, perSecond };
  // At the rate of before: a little less than what came back, never more.
  const tokens = state.tokens + (state.perSecond * (at - from)) / 1000;
  return { ...next, tokens: Math.min(capacityOf(config, next), tokens) };
};

/** In how many ms so much may go, whole; 0: now. The state is of that time (`refilled`). */
export const waitOf = (config: LimiterConfig, state: LimiterState, cost: number, at: number): number => {
  const paused = Math.max(0, (state.refused?.until ?? 0) - at);
  // What costs more than may ever go at once goes when all is there, and leaves a debt.
  const lacking = Math.min(cost, capacityOf(config, state)) - state.tokens;
  return lacking <= 1e-9 ? Math.ceil(paused) : Math.ceil(paused + (lacking * 1000) / state.perSecond);
};

/** The state after a refusal: half the rate, nothing at once, and a pause that doubles with each. */
export const slowed = (config: LimiterConfig, state: LimiterState, at: number): LimiterState => {
  const { refused } = state;
  if (refused !== null && at - refused.at < config.sameBurstMs) return state;
  // A quiet time as long as the longest pause clears the count.
  const isAgain = refused !== null && at - refused.until < config.maxPauseMs;
  const pauseMs = isAgain ? Math.min(refused.pauseMs * 2, config.maxPauseMs) : config.pauseMs;
  return {
    ...state,
    at,
    perSecond: Math.max(config.minPerSecond, state.perSecond / 2),
    tokens: Math.min(state.tokens, 0),
    refused: { at, until: at + pauseMs, pauseMs },
  };
};
