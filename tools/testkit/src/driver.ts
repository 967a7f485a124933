/** Structurally the `Machine` of `@bitfinex-ws/machine`. */
interface Machine<State, Input, Effect> {
  readonly initial: State;
  readonly step: (state: State, input: Input) => readonly [State, ReadonlyArray<Effect>];
}

/** A machine that is stepped by hand: its effects are handed back, none is carried out. */
export interface Driver<State, Input, Effect> {
  readonly state: () => State;
  /** Steps the facts in order and gives back the effects of all of them. */
  readonly take: (...inputs: ReadonlyArray<Input>) => ReadonlyArray<Effect>;
}

/** Begins at the machine's initial state. */
export const createDriver = <State, Input, Effect>(
  machine: Machine<State, Input, Effect>,
): Driver<State, Input, Effect> => {
  let state = machine.initial;
  return {
    state: () => state,
    take: (...inputs) =>
      inputs.flatMap((input) => {
        const [next, effects] = machine.step(state, input);
        state = next;
        return effects;
      }),
  };
};
