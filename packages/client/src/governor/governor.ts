import { createLoop, createTimers, type Clock, type Loop } from '@bitfinex-ws/machine';
import { systemClock } from '@bitfinex-ws/transport';
import type { DialGovernor, DialKind, DialRequest } from './contract.js';
import { DIAL_WINDOWS, type DialWindow } from './limits.js';
import {
  createGovernorMachine,
  waitOf,
  type GovernorEffect,
  type GovernorInput,
  type GovernorState,
} from './machine.js';

/** What a governor can be told. */
export interface DialGovernorOptions {
  /** Where its time and its timers come from. @default the system's clock */
  readonly clock?: Clock;
  /** How many dials a host is given, by what they are for; all windows hold at once. @default the documented limits */
  readonly windows?: Partial<Readonly<Record<DialKind, ReadonlyArray<DialWindow>>>>;
}

/** Makes a governor that has let nobody through yet. A timer of it runs only while somebody waits. */
export const createDialGovernor = ({ clock = systemClock, windows }: DialGovernorOptions = {}): DialGovernor => {
  const timers = createTimers(clock);
  const grants = new Map<number, () => void>();
  let lastTicket = 0;

  const run = (effect: GovernorEffect): void => {
    switch (effect.type) {
      case 'Grant': {
        const grant = grants.get(effect.ticket);
        grants.delete(effect.ticket);
        return grant?.();
      }
      case 'StartTimer':
        return timers.start(effect.lane, effect.ms, () =>
          loop.dispatch({ type: 'TimerFired', lane: effect.lane, at: clock.now() }),
        );
      case 'StopTimer':
        return timers.stop(effect.lane);
    }
  };
  // Whoever is granted leave and throws must not keep the others waiting; it has its own ways to say so.
  const loop: Loop<GovernorState, GovernorInput> = createLoop(
    createGovernorMachine({ ...DIAL_WINDOWS, ...windows }),
    run,
    () => undefined,
  );

  return {
    ask: (request, grant) => {
      const [lane, ticket] = [laneOf(request), ++lastTicket];
      grants.set(ticket, grant);
      loop.dispatch({ type: 'Asked', lane, kind: request.kind, ticket, at: clock.now() });
      return {
        waitMs: waitOf(loop.state(), lane, ticket, clock.now()),
        withdraw: () => {
          if (grants.delete(ticket)) loop.dispatch({ type: 'Withdrawn', lane, ticket, at: clock.now() });
        },
      };
    },
    refused: (request, status, retryAfterMs = 0) => {
      const { kind } = request;
      loop.dispatch({
        type: 'Refused',
        lane: laneOf(request),
        kind,
        tooMany: status < 500,
        retryAfterMs,
        at: clock.now(),
      });
    },
  };
};

const laneOf = ({ host, kind }: DialRequest): string => `${kind} ${host}`;
