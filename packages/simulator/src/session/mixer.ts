import type { Dice } from '../market/random.js';
import type { Later } from './later.js';

/** Says what came of one input or trade in another order. */
interface Mixer {
  /** Keeps it until all that comes at this moment has come; each kind keeps its own order. */
  readonly mix: (kind: string, say: () => void) => void;
  /** Says all that is kept. */
  readonly flush: () => void;
}

/** Nothing is kept to begin with. */
export const createMixer = (dice: Dice, later: Later): Mixer => {
  let kept = new Map<string, (() => void)[]>();
  let stop = (): void => undefined;

  const flush = (): void => {
    stop();
    const queues = [...kept.values()];
    kept = new Map();
    while (queues.length > 0) {
      const place = dice.below(queues.length);
      const queue = queues[place];
      queue?.shift()?.();
      if (!queue || queue.length === 0) queues.splice(place, 1);
    }
  };

  return {
    mix: (kind, say) => {
      if (kept.size === 0) stop = later.run(0, flush);
      const queue = kept.get(kind) ?? [];
      kept.set(kind, queue);
      queue.push(say);
    },
    flush: () => {
      if (kept.size > 0) flush();
    },
  };
};

/** The kind of a code of the account channel: 'o' of orders, 'fc' of credits …; null for a snapshot or a notification. */
export const kindOfCode = (code: string): string | null =>
  code === 'n' || code.endsWith('s') ? null : code.slice(0, -1);
