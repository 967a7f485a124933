import type { Step } from '@bitfinex-ws/machine';

/** A part of a step. A fact is answered by one move, made of smaller ones. */
export type MoveOf<State, Effect> = (state: State) => Step<State, Effect>;

/** One move after the other, each on the state that the last one left. */
export const sequenceOf =
  <State, Effect>(moves: ReadonlyArray<MoveOf<State, Effect>>): MoveOf<State, Effect> =>
  (state) => {
    const effects: Effect[] = [];
    let current = state;
    for (const move of moves) {
      const [next, more] = move(current);
      current = next;
      for (const effect of more) effects.push(effect);
    }
    return [current, effects];
  };
