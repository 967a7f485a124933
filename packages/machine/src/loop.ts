import type { Machine } from './machine.js';

/** A running machine: its state, and the one door by which facts come in. */
export interface Loop<State, Input> {
  readonly state: () => State;
  /** Takes in one fact. Called from within an effect it queues the fact; the facts are stepped in order of arrival. */
  readonly dispatch: (input: Input) => void;
}

/** Carries out one effect. It may call `dispatch`, at once or later; it never steps the machine itself. */
export type RunEffect<Input, Effect> = (effect: Effect, dispatch: (input: Input) => void) => void;

/**
 * Runs a machine: enqueue, step, commit the state, then carry out the effects.
 *
 * An effect that throws ends neither the loop nor the other effects of its step; `onDefect` is told, because a throwing
 * effect is a broken invariant of the shell, not an outcome.
 */
export const createLoop = <State, Input, Effect>(
  machine: Machine<State, Input, Effect>,
  run: RunEffect<Input, Effect>,
  onDefect: (defect: unknown, effect: Effect) => void,
): Loop<State, Input> => {
  let state = machine.initial;
  let running = false;
  const queue: Input[] = [];

  const dispatch = (input: Input): void => {
    queue.push(input);
    if (running) return;
    running = true;
    try {
      for (let head = 0; head < queue.length; head++) {
        const [next, effects] = machine.step(state, queue[head] as Input);
        state = next;
        for (const effect of effects) {
          try {
            run(effect, dispatch);
          } catch (defect) {
            onDefect(defect, effect);
          }
        }
      }
    } finally {
      queue.length = 0;
      running = false;
    }
  };

  return { state: () => state, dispatch };
};
