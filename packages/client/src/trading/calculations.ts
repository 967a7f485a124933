import { left, right } from '@bitfinex-ws/machine';
import type { AccountMessage, CalcKey } from '@bitfinex-ws/protocol';
import {
  CALC_DEADLINE_MS,
  CALC_DEFAULTS,
  calculations,
  type CalcAnswer,
  type CalcEffect,
  type CalcInput,
} from '@bitfinex-ws/trading';
import type { CallOptions } from '../subscription/subscription.js';
import type { AccountAnswer } from './account.js';
import type { Core } from './core.js';
import { createRunner } from './runner.js';
import { sendInput } from './send-input.js';

/** What became of each key that was asked for, in the order of asking. */
export type Calculated = ReadonlyMap<string, CalcAnswer>;

/** Asks for values that the exchange calculates on request alone. `timeoutMs`: 10 s where nothing is said. */
export type Calculate = (keys: ReadonlyArray<CalcKey>, options?: CallOptions) => AccountAnswer<Calculated>;

/** Calculations of one account, as they run. */
interface Calculations {
  readonly calculate: Calculate;
  readonly onLoggedIn: (socket: number, at: number) => void;
  readonly onLoggedOut: (socket: number, at: number) => void;
  readonly onAccount: (socket: number, message: AccountMessage, at: number) => void;
  readonly close: (at: number) => void;
  /** How many asks wait. */
  readonly pending: () => number;
}

/** Nothing was asked for. */
export const createCalculations = (core: Core): Calculations => {
  const { clock } = core.config;
  const waiting = new Map<number, (answers: Calculated) => void>();
  let lastAsk = 0;
  const run = (effect: Exclude<CalcEffect, { readonly type: 'StartTimer' | 'StopTimer' }>): void => {
    if (effect.type === 'Announce') {
      const { ask, answers } = effect.news;
      waiting.get(ask)?.(answers);
      return void waiting.delete(ask);
    }
    const { conn, send, input } = effect;
    if (!sendInput(core, conn, input)) runner.dispatch({ type: 'SendFailed', send, at: clock.now() });
  };
  const runner = createRunner(calculations(CALC_DEFAULTS), {
    clock,
    turn: core.turn.run,
    fired: (timer, at): CalcInput => ({ type: 'TimerFired', timer, at }),
    run,
    onDefect: (defect) => core.onDefect(defect, 'calculations'),
  });
  return {
    calculate: (keys, { signal, timeoutMs = CALC_DEADLINE_MS } = {}) => {
      // A program without types may ask for anything.
      if (!Array.isArray(keys)) {
        return Promise.resolve(left({ _tag: 'BadInput', reason: { _tag: 'MissingField', field: 'keys' } }));
      }
      const ask = ++lastAsk;
      const begin = () => {
        const answers = new Promise<Calculated>((resolve) => waiting.set(ask, resolve));
        runner.dispatch({ type: 'CalcAsked', ask, keys, timeoutMs, at: clock.now() });
        return { answer: answers.then(right), abandon: () => waiting.delete(ask) };
      };
      // Its time is kept key by key; one more timer would only race with that.
      return core.call('calculate', { ...(signal && { signal }), timeoutMs: timeoutMs + LATER_MS }, begin);
    },
    onLoggedIn: (conn, at) => runner.dispatch({ type: 'ConnectionReady', conn, at }),
    onLoggedOut: (conn, at) => runner.dispatch({ type: 'ConnectionLost', conn, at }),
    onAccount: (conn, message, at) => {
      if (waiting.size > 0) runner.dispatch({ type: 'Received', conn, at, message });
    },
    close: (at) => {
      runner.dispatch({ type: 'CloseAsked', at });
      runner.stop();
    },
    pending: () => waiting.size,
  };
};

/** So much later than the keys' own deadline the call gives up, ms: it never comes to that. */
const LATER_MS = 1_000;
