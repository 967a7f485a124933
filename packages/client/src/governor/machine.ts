import type { Machine, Step } from '@bitfinex-ws/machine';
import type { DialKind } from './contract.js';
import { admit, close, emptyLane, nextLook, turnOf, upTo, type Lane } from './lane.js';
import type { DialWindow } from './limits.js';

/** Every lane that has been used, by its name. */
export interface GovernorState {
  readonly lanes: ReadonlyMap<string, Lane>;
}

/** Facts. `lane`: the host and what it is dialled for; `at` is in ms. */
export type GovernorInput =
  | {
      readonly type: 'Asked';
      readonly lane: string;
      readonly kind: DialKind;
      readonly ticket: number;
      readonly at: number;
    }
  | { readonly type: 'Withdrawn'; readonly lane: string; readonly ticket: number; readonly at: number }
  /** `tooMany`: we dialled too often; otherwise it only asked to be left alone, for reasons of its own. */
  | {
      readonly type: 'Refused';
      readonly lane: string;
      readonly kind: DialKind;
      readonly tooMany: boolean;
      readonly retryAfterMs: number;
      readonly at: number;
    }
  | { readonly type: 'TimerFired'; readonly lane: string; readonly at: number };

/** Orders. One timer a lane: starting it again replaces it. */
export type GovernorEffect =
  | { readonly type: 'Grant'; readonly ticket: number }
  | { readonly type: 'StartTimer'; readonly lane: string; readonly ms: number }
  | { readonly type: 'StopTimer'; readonly lane: string };

/** Lets dials through in the order in which they were asked for, as many as the windows hold. */
export const createGovernorMachine = (
  windows: Readonly<Record<DialKind, ReadonlyArray<DialWindow>>>,
): Machine<GovernorState, GovernorInput, GovernorEffect> => ({
  initial: { lanes: new Map() },
  step: (state, input) => {
    const known = state.lanes.get(input.lane);
    switch (input.type) {
      case 'Asked': {
        const lane = upTo(known ?? emptyLane(windows[input.kind]), input.at);
        return turn(state, input, { ...lane, waiting: [...lane.waiting, input.ticket] });
      }
      case 'Withdrawn':
        if (known === undefined || !known.waiting.includes(input.ticket)) return [state, []];
        return turn(state, input, {
          ...upTo(known, input.at),
          waiting: known.waiting.filter((ticket) => ticket !== input.ticket),
        });
      case 'Refused':
        return turn(state, input, close(upTo(known ?? emptyLane(windows[input.kind]), input.at), input));
      case 'TimerFired':
        return known === undefined ? [state, []] : turn(state, input, upTo(known, input.at));
    }
  },
});

/** How long a ticket of that lane will wait from `at` on, ms; 0 where it does not. */
export const waitOf = (state: GovernorState, lane: string, ticket: number, at: number): number => {
  const known = state.lanes.get(lane);
  const due = known === undefined ? null : turnOf(known, ticket, at);
  return due === null ? 0 : due - at;
};

const turn = (
  state: GovernorState,
  { lane: name, at }: GovernorInput,
  before: Lane,
): Step<GovernorState, GovernorEffect> => {
  const [lane, admitted] = admit(before, at);
  const due = nextLook(lane, at);
  return [
    { lanes: new Map(state.lanes).set(name, lane) },
    [
      due === null ? { type: 'StopTimer', lane: name } : { type: 'StartTimer', lane: name, ms: due - at },
      ...admitted.map((ticket): GovernorEffect => ({ type: 'Grant', ticket })),
    ],
  ];
};
