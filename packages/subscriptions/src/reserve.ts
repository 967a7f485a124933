import type { Fact, SubscriptionsConfig } from './contract.js';
import { closeEmpty, sequence, type Move } from './move.js';
import { openNext } from './place.js';

/** Opens what is missing of so many connections, and closes empty ones beyond them, the youngest first. */
export const connectionsAsked =
  (config: SubscriptionsConfig, { count }: Fact<'ConnectionsAsked'>): Move =>
  (state) => {
    const missing = Math.max(0, count - state.connections.size);
    if (count === state.reserve && missing === 0) return [state, []];
    const youngestFirst = [...state.connections.values()].reverse();
    return sequence(
      ...Array.from({ length: missing }, () => openNext(config)),
      ...youngestFirst.map(({ id }) => closeEmpty(id)),
    )({ ...state, reserve: count });
  };
