import { left, right } from '@bitfinex-ws/machine';
import { limiter, type LimiterEffect, type LimiterInput, type OrdersInput } from '@bitfinex-ws/trading';
import type { either as E } from 'fp-ts';
import type { AccountError } from './account-errors.js';
import type { Core } from './core.js';
import { refusalOf } from './guard.js';
import { createRunner } from './runner.js';

type RateLimited = Extract<AccountError, { readonly _tag: 'RateLimited' }>;

/** Keeps new orders below the rate at which the exchange takes them. */
interface OrderLimiter {
  /** Whether one more order may go now, or waits for its turn; a Left: neither. */
  readonly ask: (cid: number) => E.Either<RateLimited, 'goes' | 'waits'>;
  /** The order does not wait any more, if it did. */
  readonly withdraw: (cid: number) => void;
  /** The exchange refused something because of its rate. */
  readonly refused: (at: number) => void;
  readonly stop: () => void;
}

/** What a limiter needs of the orders. */
interface LimiterPorts {
  readonly tell: (input: Extract<OrdersInput, { readonly type: 'TurnCame' | 'TurnMissed' }>) => void;
  readonly symbolOf: (cid: number) => string | null;
}

/** Makes a limiter of which nothing was asked; where there is none, everything goes. */
export const createOrderLimiter = (core: Core, { tell, symbolOf }: LimiterPorts): OrderLimiter => {
  const { clock, limiter: rate } = core.config;
  const nothing = (): void => undefined;
  if (rate === null) return { ask: () => right('goes'), withdraw: nothing, refused: nothing, stop: nothing };
  const waiting = new Map<number, number>();
  let last = 0;
  /** What is said of the one who asks, before `ask` has answered. */
  let said: 'goes' | RateLimited | null = null;

  const run = (effect: Extract<LimiterEffect, { readonly key: number }>): void => {
    const cid = cidOf(effect.key);
    if (cid !== null) {
      waiting.delete(cid);
      return tell(turnOf(cid, effect.type === 'Admit'));
    }
    if (effect.type === 'Admit') said = 'goes';
    else if (effect.error._tag === 'RateLimited') said = effect.error;
  };
  /** The exchange may have been paused while it waited. */
  const turnOf = (cid: number, isAdmitted: boolean): Parameters<typeof tell>[0] => {
    const at = clock.now();
    if (!isAdmitted) return { type: 'TurnMissed', cid, cause: 'rateLimited', at };
    const refused = refusalOf(core, { of: 'trading', symbol: symbolOf(cid), fresh: true });
    if (refused === null) return { type: 'TurnCame', cid, at };
    return { type: 'TurnMissed', cid, cause: refused._tag === 'Paused' ? 'paused' : 'notReady', at };
  };
  const cidOf = (key: number): number | null => {
    for (const [cid, each] of waiting) if (each === key) return cid;
    return null;
  };
  const runner = createRunner(limiter(rate), {
    clock,
    turn: core.turn.run,
    fired: (timer, at): LimiterInput => ({ type: 'TimerFired', timer, at }),
    run,
    onDefect: (defect) => core.onDefect(defect, 'orders'),
  });
  return {
    ask: (cid) => {
      said = null;
      const key = ++last;
      runner.dispatch({ type: 'Asked', key, cost: 1, waitMs: rate.waitMs, at: clock.now() });
      const answer = said as 'goes' | RateLimited | null;
      if (answer === null) waiting.set(cid, key);
      if (answer === null) return right('waits');
      return answer === 'goes' ? right(answer) : left(answer);
    },
    withdraw: (cid) => {
      const key = waiting.get(cid);
      if (key === undefined) return;
      waiting.delete(cid);
      runner.dispatch({ type: 'Withdrawn', key });
    },
    refused: (at) => runner.dispatch({ type: 'RateLimited', at }),
    stop: () => {
      runner.dispatch({ type: 'CloseAsked', at: clock.now() });
      runner.stop();
    },
  };
};
