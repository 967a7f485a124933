import type { OrderOutcome } from '@bitfinex-ws/trading';

/** Why nobody could tell what became of a ticket. */
export interface Unresolved {
  /** The account was closed before the ticket had an outcome, as a part of the schedule. */
  readonly closedEarly: number;
  /** The account had nobody to ask, and its own messages did not tell within the deadlines. */
  readonly noResolver: number;
  /** Neither: there is no such ticket, or the account has failed. */
  readonly other: number;
}

/** Sorts the tickets of one schedule that ended as `Unresolved`. */
export const sortUnresolved = (
  outcomes: ReadonlyArray<OrderOutcome>,
  { closedEarly, asks }: { readonly closedEarly: boolean; readonly asks: boolean },
): Unresolved => {
  const causes = outcomes.flatMap((outcome) => (outcome._tag === 'Unresolved' ? [outcome.cause] : []));
  const classOf = (cause: (typeof causes)[number]): keyof Unresolved => {
    if (cause === 'closed') return closedEarly ? 'closedEarly' : 'other';
    return asks ? 'other' : 'noResolver';
  };
  const count = (name: keyof Unresolved): number => causes.filter((cause) => classOf(cause) === name).length;
  return { closedEarly: count('closedEarly'), noResolver: count('noResolver'), other: count('other') };
};
