import type { Clock } from '@bitfinex-ws/machine';
import { limiter, type LimiterConfig } from '@bitfinex-ws/trading';
import type { AccountError } from './account-errors.js';

/** Keeps new orders below the rate at which the exchange takes them. */
interface OrderLimiter {
  /** Why one more order may not go now; null: it goes. */
  readonly ask: () => Extract<AccountError, { readonly _tag: 'RateLimited' }> | null;
  /** The exchange refused something because of its rate. */
  readonly refused: (at: number) => void;
}

/** Makes a limiter of which nothing was asked; null: none, everything goes. Nobody waits in it: who may not go hears so at once. */
export const createOrderLimiter = (config: LimiterConfig | null, clock: Clock): OrderLimiter => {
  if (config === null) return { ask: () => null, refused: () => undefined };
  const machine = limiter(config);
  let state = machine.initial;
  let key = 0;
  return {
    ask: () => {
      const [next, effects] = machine.step(state, { type: 'Asked', key: ++key, cost: 1, waitMs: 0, at: clock.now() });
      state = next;
      for (const effect of effects) {
        if (effect.type === 'Refuse' && effect.error._tag === 'RateLimited') return effect.error;
      }
      return null;
    },
    refused: (at) => {
      [state] = machine.step(state, { type: 'RateLimited', at });
    },
  };
};
