import type { Clock } from '@bitfinex-ws/machine';
import { createDice, type Dice } from '../market/random.js';
import type { Connection } from '../session/connection.js';
import { createLater, type Later } from '../session/later.js';
import { fits, type FrameWatcher } from '../session/outlet.js';
import type { FrameFilter } from '../scenario/fault.js';
import type { ConnectionSelector, TimelineEntry } from '../scenario/scenario.js';
import type { Cause } from './injection.js';

/** One line of the timeline at work. */
export interface Entry {
  readonly cause: Cause;
  /** A connection is there; answers what wants to look at its frames, if anything does. */
  readonly open: (connection: Connection) => FrameWatcher | null;
  readonly end: () => void;
}

/** What an entry needs. */
interface EntryPorts {
  readonly clock: Clock;
  /** Dice of the scenario. */
  readonly seed: number;
  /** Tells the dice of this entry from those of others. */
  readonly place: number;
  readonly cause: Cause;
  /** Lets the fault strike those that are open and fit. */
  readonly strikeMany: (where: ConnectionSelector) => void;
  /** Lets the fault strike this connection. */
  readonly strikeOne: (connection: Connection) => void;
  /** Whether the connection is one of those, as things stand. */
  readonly isAmong: (connection: Connection, where: ConnectionSelector) => boolean;
}

/** Puts an entry to work; its times count from now. */
export const createEntry = (entry: TimelineEntry, ports: EntryPorts): Entry => {
  const { clock, seed, place, cause } = ports;
  const where = entry.connections ?? 'all';
  const later = createLater(clock);
  const begunAt = clock.now();
  let spent = false;

  const diceOf = (connection: Connection, purpose: string): Dice =>
    createDice(seed, `${purpose} of entry ${place} on connection ${connection.number}`);
  /** A share is drawn once for each connection. */
  const mayFit = (connection: Connection): boolean =>
    typeof where === 'string' || !('share' in where) || diceOf(connection, 'share').chance(where.share);
  const strike = (connection: Connection): void => {
    const fits = typeof where === 'object' && 'share' in where ? true : ports.isAmong(connection, where);
    if (spent || !fits) return;
    spent = where === 'one';
    ports.strikeOne(connection);
  };
  const isWithin = ({ from = 0, until = Infinity }: { readonly from?: number; readonly until?: number }): boolean => {
    const age = clock.now() - begunAt;
    return age >= from && age <= until;
  };

  const repeat = (every: number, first: number, until: number): void => {
    if (first > until) return;
    later.run(Math.max(0, begunAt + first - clock.now()), () => {
      repeat(every, first + every, until);
      ports.strikeMany(where);
    });
  };
  // What is there from the beginning is there before the first client.
  if ('at' in entry && entry.at === 0) ports.strikeMany(where);
  else if ('at' in entry) later.run(entry.at, () => ports.strikeMany(where));
  if ('every' in entry) repeat(entry.every, entry.from ?? entry.every, entry.until ?? Infinity);

  return {
    cause,
    open: (connection) => {
      if (spent || !mayFit(connection)) return null;
      if ('afterConnect' in entry) strikeAtAge(connection, entry.afterConnect, later, clock, strike);
      if ('afterFrames' in entry) {
        let struck = false;
        const due = connection.facts().framesSent + entry.afterFrames;
        return (_kind, _channel, sent) => {
          if (struck || sent < due) return;
          struck = true;
          strike(connection);
        };
      }
      if ('chance' in entry) {
        const dice = diceOf(connection, 'chance');
        const filter = filterOf(entry);
        return (kind, channel) => {
          if (filter && !fits(filter, kind, channel)) return;
          if (isWithin(entry) && dice.chance(entry.chance)) strike(connection);
        };
      }
      return null;
    },
    end: () => {
      spent = true;
      later.end();
    },
  };
};

const strikeAtAge = (
  connection: Connection,
  age: number,
  later: Later,
  clock: Clock,
  strike: (connection: Connection) => void,
): void => {
  const left = connection.facts().openedAt + age - clock.now();
  if (left < 0) return;
  if (left === 0) strike(connection);
  else later.run(left, () => strike(connection));
};

/** A chance is thrown for the frames that the fault is for; where it is for no frames in particular, for all. */
const filterOf = ({ fault }: TimelineEntry): FrameFilter | null => {
  switch (fault.type) {
    case 'drop':
    case 'double':
    case 'swap':
    case 'corrupt':
    case 'split':
      return fault.frames ?? {};
    default:
      return null;
  }
};
