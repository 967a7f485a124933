import { left, type Machine, right, type Step } from '@bitfinex-ws/machine';
import { calculate, isCalcKey, type AccountMessage, type CalcKey, type NumberMode } from '@bitfinex-ws/protocol';
import { calculatedIn } from './answers.js';
import type { CalcAnswer, CalcAsk, CalcConfig, CalcEffect, CalcError, CalcInput, CalcState } from './contract.js';

type Made<N extends NumberMode> = Step<CalcState<N>, CalcEffect<N>>;

/** Fires when the next keys may be sent. */
const TURN = 'calc:turn';
const timerOf = (ask: number): string => `calc:ask:${ask}`;

/**
 * Asks for calculated values: never more than a window allows, each key once however many wait for it, and again on the
 * next connection where the answer was lost with the last. A value that comes unasked answers too. Every ask ends once.
 */
export const calculations = <N extends NumberMode = 'number'>(
  config: CalcConfig,
): Machine<CalcState<N>, CalcInput<N>, CalcEffect<N>> => ({
  initial: {
    conn: null,
    closed: false,
    asks: new Map(),
    wanted: new Map(),
    queue: [],
    sentAt: [],
    nextSend: 1,
    turnRuns: false,
  },
  step: (state, input) => {
    if (state.closed && input.type !== 'CalcAsked') return [state, []];
    switch (input.type) {
      case 'ConnectionReady':
        return flush(
          config,
          requeued({ ...state, conn: input.conn }, () => true),
          input.at,
        );
      case 'ConnectionLost':
        return input.conn === state.conn ? [requeued({ ...state, conn: null }, () => true), []] : [state, []];
      case 'Received':
        return input.conn === state.conn && state.wanted.size > 0 ? received(state, input.message) : [state, []];
      case 'CalcAsked':
        return asked(config, state, input);
      case 'SendFailed':
        return sendFailed(config, state, input.send);
      case 'TimerFired':
        return input.timer === TURN
          ? flush(config, { ...state, turnRuns: false }, input.at)
          : timedOut(state, input.timer);
      case 'CloseAsked':
        return closed(state);
    }
  },
});

const asked = <N extends NumberMode>(
  config: CalcConfig,
  state: CalcState<N>,
  { ask, keys, timeoutMs, at }: Extract<CalcInput<N>, { readonly type: 'CalcAsked' }>,
): Made<N> => {
  const answers = new Map<string, CalcAnswer<N> | null>();
  const wanted = new Map(state.wanted);
  const queue = [...state.queue];
  for (const key of keys) {
    const refused = refusalOf(config, state, key, wanted.has(key as CalcKey), queue.length);
    answers.set(key, refused && left(refused));
    if (refused !== null) continue;
    const known = wanted.get(key as CalcKey);
    if (known === undefined) queue.push(key as CalcKey);
    wanted.set(key as CalcKey, { asks: new Set(known?.asks).add(ask), send: known?.send ?? null });
  }
  const waiting: CalcAsk<N> = { timeoutMs, answers };
  if (isAnswered(waiting)) return [state, [told(ask, waiting)]];
  const asks = new Map(state.asks).set(ask, waiting);
  const [next, effects] = flush(config, { ...state, asks, wanted, queue }, at);
  return [next, [{ type: 'StartTimer', timer: timerOf(ask), ms: timeoutMs }, ...effects]];
};

const refusalOf = <N extends NumberMode>(
  config: CalcConfig,
  { closed }: CalcState<N>,
  key: string,
  isWanted: boolean,
  waiting: number,
): CalcError | null => {
  if (!isCalcKey(key)) return { _tag: 'BadCalcKey', key };
  if (closed) return { _tag: 'CalcNotSent', key, cause: 'closed' };
  return isWanted || waiting < config.queueLimit ? null : { _tag: 'CalcNotSent', key, cause: 'queueFull' };
};

/** Sends as many keys as may be sent now, and sees to it that the rest has its turn. */
const flush = <N extends NumberMode>(config: CalcConfig, state: CalcState<N>, at: number): Made<N> => {
  const { conn, queue } = state;
  if (conn === null || queue.length === 0) return [state, []];
  const recent = state.sentAt.filter((sentAt) => sentAt > at - config.windowMs);
  const keys = queue.slice(0, Math.min(config.keysPerWindow - recent.length, config.keysPerMessage));
  const sentAt = [...recent, ...keys.map(() => at)];
  const left = queue.slice(keys.length);
  const wanted = new Map(state.wanted);
  for (const key of keys) {
    wanted.set(key, { asks: wanted.get(key)?.asks ?? new Set(), send: state.nextSend });
  }
  const effects: CalcEffect<N>[] = [];
  if (keys.length > 0) effects.push({ type: 'Send', conn, send: state.nextSend, input: calculate(keys) });
  const turnRuns = state.turnRuns || left.length > 0;
  if (turnRuns && !state.turnRuns) {
    effects.push({ type: 'StartTimer', timer: TURN, ms: (sentAt[0] ?? at) + config.windowMs - at });
  }
  return [{ ...state, wanted, queue: left, sentAt, nextSend: state.nextSend + 1, turnRuns }, effects];
};

/** Puts keys that were sent back into the queue, ahead of the others. */
const requeued = <N extends NumberMode>(state: CalcState<N>, isLost: (send: number) => boolean): CalcState<N> => {
  const lost = [...state.wanted].filter(([, { send }]) => send !== null && isLost(send));
  if (lost.length === 0) return state;
  const wanted = new Map(state.wanted);
  for (const [key, { asks }] of lost) wanted.set(key, { asks, send: null });
  return { ...state, wanted, queue: [...lost.map(([key]) => key), ...state.queue] };
};

const sendFailed = <N extends NumberMode>(config: CalcConfig, state: CalcState<N>, failed: number): Made<N> => {
  const next = requeued(state, (send) => send === failed);
  if (next === state || next.turnRuns) return [next, []];
  // What is full now has room, or is gone, a window later.
  return [{ ...next, turnRuns: true }, [{ type: 'StartTimer', timer: TURN, ms: config.windowMs }]];
};

const received = <N extends NumberMode>(state: CalcState<N>, message: AccountMessage<N>): Made<N> => {
  let next = state;
  const effects: CalcEffect<N>[] = [];
  calculatedIn(message, (key, value) => {
    const of = next.wanted.get(key);
    if (of === undefined) return;
    const wanted = new Map(next.wanted);
    wanted.delete(key);
    const asks = new Map(next.asks);
    for (const ask of of.asks) {
      const waiting = asks.get(ask);
      if (waiting === undefined) continue;
      const answered = { ...waiting, answers: new Map(waiting.answers).set(key, right(value)) };
      if (isAnswered(answered)) {
        asks.delete(ask);
        effects.push({ type: 'StopTimer', timer: timerOf(ask) }, told(ask, answered));
      } else {
        asks.set(ask, answered);
      }
    }
    const queue = of.send === null ? next.queue.filter((waiting) => waiting !== key) : next.queue;
    next = { ...next, wanted, asks, queue };
  });
  return [next, effects];
};

const timedOut = <N extends NumberMode>(state: CalcState<N>, timer: string): Made<N> => {
  const found = [...state.asks].find(([ask]) => timerOf(ask) === timer);
  if (found === undefined) return [state, []];
  const [ask, waiting] = found;
  const { timeoutMs } = waiting;
  const ended = endedWith(waiting, (key) => {
    const sent = (state.wanted.get(key)?.send ?? null) !== null;
    return { _tag: 'CalcTimedOut', key, timeoutMs, sent };
  });
  const asks = new Map(state.asks);
  asks.delete(ask);
  const wanted = new Map(state.wanted);
  for (const [key, of] of state.wanted) {
    const others = new Set([...of.asks].filter((other) => other !== ask));
    if (others.size > 0) wanted.set(key, { ...of, asks: others });
    else wanted.delete(key);
  }
  const queue = state.queue.filter((key) => wanted.has(key));
  return [{ ...state, asks, wanted, queue }, [told(ask, ended)]];
};

const closed = <N extends NumberMode>(state: CalcState<N>): Made<N> => {
  const effects = [...state.asks].flatMap(([ask, waiting]): ReadonlyArray<CalcEffect<N>> => [
    { type: 'StopTimer', timer: timerOf(ask) },
    told(
      ask,
      endedWith(waiting, (key) => ({ _tag: 'CalcNotSent', key, cause: 'closed' })),
    ),
  ]);
  const turn: ReadonlyArray<CalcEffect<N>> = state.turnRuns ? [{ type: 'StopTimer', timer: TURN }] : [];
  const none = { asks: new Map(), wanted: new Map(), queue: [], turnRuns: false };
  return [{ ...state, ...none, conn: null, closed: true }, [...turn, ...effects]];
};

const isAnswered = <N extends NumberMode>({ answers }: CalcAsk<N>): boolean =>
  ![...answers.values()].some((answer) => answer === null);

const endedWith = <N extends NumberMode>(waiting: CalcAsk<N>, errorOf: (key: CalcKey) => CalcError): CalcAsk<N> => ({
  ...waiting,
  answers: new Map(
    // What is no key was answered when it was asked.
    [...waiting.answers].map(([key, answer]) => [key, answer ?? left(errorOf(key as CalcKey))]),
  ),
});

const told = <N extends NumberMode>(ask: number, { answers }: CalcAsk<N>): CalcEffect<N> => {
  const known = new Map<string, CalcAnswer<N>>();
  for (const [key, answer] of answers) if (answer !== null) known.set(key, answer);
  return { type: 'Announce', news: { type: 'calculated', ask, answers: known } };
};
