import type { Cancel, Clock } from '@bitfinex-ws/machine';

/** Things to be done later, all of which can be called off at once. */
export interface Later {
  readonly run: (ms: number, task: () => void) => Cancel;
  readonly end: () => void;
}

/** Nothing to be done to begin with. */
export const createLater = (clock: Clock): Later => {
  const running = new Set<Cancel>();
  return {
    run: (ms, task) => {
      const stop = clock.after(ms, () => {
        running.delete(cancel);
        task();
      });
      const cancel: Cancel = () => {
        running.delete(cancel);
        stop();
      };
      running.add(cancel);
      return cancel;
    },
    end: () => {
      for (const cancel of [...running]) cancel();
    },
  };
};
