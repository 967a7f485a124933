import type { Machine } from './machine.js';

/** A running machine: its state, and the one door by which facts come in. */
export interface Loop<State, Input> {
  /** The state after the last fact that was stepped; within an effect, the state that effect belongs to or a later one. */
  readonly state: () => State;
  /** Takes in one fact. Called from within an effect it queues the fact; the facts are stepped in order of arrival. */
  readonly dispatch: (input: Input) => void;
}

/** Carries out one effect. It may call `dispatch`, at once or later; it never steps the machine itself. */
export type RunEffect<Input, Effect> = (effect: Effect, dispatch: (input: Input) => void) => void;

/** What threw: carrying out an effect, or the machine's step on a fact. Either is a broken invariant, not an outcome. */
export type DefectSource<Input, Effect> =
  { readonly type: 'effect'; readonly effect: Effect } | { readonly type: 'step'; readonly input: Input };

/**
 * Runs a machine: enqueue, step, commit the state, then carry out the effects.
 *
 * Nothing that throws inside reaches the caller of `dispatch`, who may be a socket. A throwing effect ends neither the
 * loop nor the other effects of its step; a throwing step leaves the state as it was and the facts behind it are
 * stepped. `onDefect` is told of both. It must not throw; if it does, everything queued is carried out first, then the
 * first thing it threw is thrown on.
 */
export const createLoop = <State, Input, Effect>(
  machine: Machine<State, Input, Effect>,
  run: RunEffect<Input, Effect>,
  onDefect: (defect: unknown, source: DefectSource<Input, Effect>) => void,
): Loop<State, Input> => {
  let state = machine.initial;
  let running = false;
  const queue: Input[] = [];

  const step = (input: Input, report: typeof onDefect): ReadonlyArray<Effect> => {
    try {
      const [next, effects] = machine.step(state, input);
      state = next;
      return effects;
    } catch (defect) {
      report(defect, { type: 'step', input });
      return [];
    }
  };

  const drain = (report: typeof onDefect): void => {
    for (let head = 0; head < queue.length; head++) {
      for (const effect of step(queue[head] as Input, report)) {
        try {
          run(effect, dispatch);
        } catch (defect) {
          report(defect, { type: 'effect', effect });
        }
      }
    }
    queue.length = 0;
  };

  const dispatch = (input: Input): void => {
    queue.push(input);
    if (running) return;
    const thrown: unknown[] = [];
    running = true;
    drain((defect, source) => {
      try {
        onDefect(defect, source);
      } catch (failure) {
        thrown.push(failure);
      }
    });
    running = false;
    if (thrown.length > 0) throw thrown[0];
  };

  return { state: () => state, dispatch };
};
