import type { Machine, Step } from '@bitfinex-ws/machine';
import { refilled, slowed, waitOf } from './bucket.js';
import type {
  LimiterConfig,
  LimiterEffect,
  LimiterInput,
  LimiterState,
  LimiterWaiting,
  RateLimited,
} from './contract.js';

type Made = Step<LimiterState, LimiterEffect>;

/** Fires when the first who waits may go. */
const TURN = 'limiter:turn';
const timerOf = (key: number): string => `limiter:wait:${key}`;

/**
 * Limits how fast new orders go, and learns from refusals how fast they may. First come, first served; whoever need not
 * wait is answered in the same step. Cancellations are not its business: nothing should keep one from leaving.
 */
export const limiter = (config: LimiterConfig): Machine<LimiterState, LimiterInput, LimiterEffect> => ({
  initial: {
    closed: false,
    perSecond: config.perSecond,
    tokens: config.burst,
    at: null,
    refused: null,
    queue: [],
    turnRuns: false,
  },
  step: (state, input) => {
    switch (input.type) {
      case 'Asked':
        return asked(config, state, input);
      case 'Withdrawn':
        return [without(state, input.key), isWaiting(state, input.key) ? [stopTimer(timerOf(input.key))] : []];
      case 'RateLimited':
        return state.closed ? [state, []] : rateLimited(config, state, input.at);
      case 'TimerFired':
        return input.timer === TURN
          ? admitted(config, { ...state, turnRuns: false }, input.at)
          : overdue(config, state, input.timer, input.at);
      case 'CloseAsked':
        return closed(state);
    }
  },
});

/** In how many ms so many new orders may go, if nobody who waits goes first; 0: now. */
export const retryInMs = (config: LimiterConfig, state: LimiterState, cost: number, at: number): number =>
  waitOf(config, refilled(config, state, at), cost, at);

/** How many orders a second go in the long run, as learnt so far. */
export const rateOf = (config: LimiterConfig, state: LimiterState, at: number): number =>
  refilled(config, state, at).perSecond;

const asked = (
  config: LimiterConfig,
  before: LimiterState,
  { key, cost, waitMs, at }: Extract<LimiterInput, { readonly type: 'Asked' }>,
): Made => {
  if (before.closed) return [before, [{ type: 'Refuse', key, error: { _tag: 'LimiterClosed' } }]];
  const state = refilled(config, before, at);
  const { queue } = state;
  if (queue.length === 0 && waitOf(config, state, cost, at) === 0) {
    return [spent(state, cost), [{ type: 'Admit', key }]];
  }
  const error = errorOf(config, state, [...queue, { key, cost }], at);
  // Its turn may come later than that, never sooner.
  const isInTime = waitMs > 0 && error.retryInMs <= waitMs;
  if (!isInTime || queue.length >= config.queueLimit) return [state, [{ type: 'Refuse', key, error }]];
  const [next, effects] = admitted(config, { ...state, queue: [...queue, { key, cost }] }, at);
  return [next, [{ type: 'StartTimer', timer: timerOf(key), ms: waitMs }, ...effects]];
};

/** Lets go who may, in order, and sees to it that the next has its turn. */
const admitted = (config: LimiterConfig, before: LimiterState, at: number): Made => {
  let state = refilled(config, before, at);
  const effects: LimiterEffect[] = [];
  let [first] = state.queue;
  while (first !== undefined && waitOf(config, state, first.cost, at) === 0) {
    effects.push(stopTimer(timerOf(first.key)), { type: 'Admit', key: first.key });
    state = { ...spent(state, first.cost), queue: state.queue.slice(1) };
    [first] = state.queue;
  }
  if (first === undefined || state.turnRuns) return [state, effects];
  effects.push({ type: 'StartTimer', timer: TURN, ms: waitOf(config, state, first.cost, at) });
  return [{ ...state, turnRuns: true }, effects];
};

const rateLimited = (config: LimiterConfig, before: LimiterState, at: number): Made => {
  const state = slowed(config, refilled(config, before, at), at);
  if (!state.turnRuns) return [state, []];
  const [next, effects] = admitted(config, { ...state, turnRuns: false }, at);
  return [next, [stopTimer(TURN), ...effects]];
};

const overdue = (config: LimiterConfig, before: LimiterState, timer: string, at: number): Made => {
  const late = before.queue.find(({ key }) => timerOf(key) === timer);
  if (late === undefined) return [before, []];
  const state = refilled(config, before, at);
  const ahead = state.queue.slice(0, state.queue.indexOf(late) + 1);
  const error = errorOf(config, state, ahead, at);
  return [without(state, late.key), [{ type: 'Refuse', key: late.key, error }]];
};

const closed = (state: LimiterState): Made => [
  { ...state, closed: true, queue: [], turnRuns: false },
  [
    ...(state.turnRuns ? [stopTimer(TURN)] : []),
    ...state.queue.flatMap(({ key }): ReadonlyArray<LimiterEffect> => [
      stopTimer(timerOf(key)),
      { type: 'Refuse', key, error: { _tag: 'LimiterClosed' } },
    ]),
  ],
];

/** When the last of them may go, after the others. */
const errorOf = (
  config: LimiterConfig,
  state: LimiterState,
  ahead: ReadonlyArray<LimiterWaiting>,
  at: number,
): RateLimited => {
  const cost = ahead.reduce((all, waiting) => all + waiting.cost, 0);
  const paused = state.refused !== null && state.refused.until > at;
  const tokens = state.tokens - (cost - (ahead.at(-1)?.cost ?? 0));
  const retryInMs = waitOf(config, { ...state, tokens }, ahead.at(-1)?.cost ?? 0, at);
  return { _tag: 'RateLimited', retryInMs, by: paused ? 'exchange' : 'ourselves' };
};

const spent = (state: LimiterState, cost: number): LimiterState => ({ ...state, tokens: state.tokens - cost });

const isWaiting = (state: LimiterState, key: number): boolean => state.queue.some((waiting) => waiting.key === key);

const without = (state: LimiterState, key: number): LimiterState => ({
  ...state,
  queue: state.queue.filter((waiting) => waiting.key !== key),
});

const stopTimer = (timer: string): LimiterEffect => ({ type: 'StopTimer', timer });
