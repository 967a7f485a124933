/**
 * A pure state machine. `step` takes the state and one past-tense fact and answers the next state and the effects to
 * carry out, in order. It reads no clock, throws no dice, opens no socket; what it needs of those lies in the input.
 */
export interface Machine<State, Input, Effect> {
  readonly initial: State;
  /** The next state and the effects, in order. */
  readonly step: (state: State, input: Input) => Step<State, Effect>;
}

/** The answer of one step: the next state and the effects to carry out once that state is committed. */
export type Step<State, Effect> = readonly [State, ReadonlyArray<Effect>];
