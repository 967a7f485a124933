import type { Clock } from '@bitfinex-ws/machine';
import { either as E } from 'fp-ts';
import { checkedCall } from '../control-shapes.js';
import { createDice } from '../market/random.js';
import type { Injection, SimulatorControl } from '../scenario/control.js';
import type { Fault, PlatformFault } from '../scenario/fault.js';
import type { ConnectionSelector, Scenario, TimelineEntry } from '../scenario/scenario.js';
import type { Connection, InnerFault } from '../session/connection.js';
import type { FrameWatcher } from '../session/outlet.js';
import type { InfoCode } from '../wire/events.js';
import type { Door, LyingFault } from './door.js';
import { createEntry, type Entry } from './entry.js';
import { createInjection, type Cause } from './injection.js';
import type { Platform, PlatformWorld } from './platform.js';

/** Brings faults about: those of the scenario in time, and those by hand. */
interface Director {
  readonly control: SimulatorControl;
  /** A connection is there and was not greeted yet. */
  readonly opened: (connection: Connection) => void;
  /** Stops all timers. */
  readonly end: () => void;
}

/** What a director needs of the server. */
interface DirectorPorts {
  readonly clock: Clock;
  readonly seed: number;
  readonly scenario: Scenario;
  readonly door: Door;
  readonly connections: () => ReadonlyArray<Connection>;
  readonly platform: Platform;
  readonly announce: (code: InfoCode) => void;
  /** Ends all connections with this code, and greets newcomers with another id from then on. */
  readonly restart: (code: number) => void;
  /** Listens no more for so many ms. */
  readonly rest: (ms: number) => void;
  readonly wake: () => void;
}

/** Somebody who looks at frames, and on whose behalf. */
interface Watching {
  readonly watcher: FrameWatcher;
  readonly cause: Cause;
}

/** Begins with the scenario at once. */
export const createDirector = (ports: DirectorPorts): Director => {
  const { clock, door, platform, scenario } = ports;
  const seed = scenario.seed ?? ports.seed;
  const dice = createDice(seed, 'director');
  let entries: ReadonlyArray<Entry> = [];
  let created = 0;

  const chosen = (where: ConnectionSelector): ReadonlyArray<Connection> => {
    const open = ports.connections();
    if (where === 'all') return open;
    if (where === 'one') return open.length === 0 ? [] : open.slice(dice.below(open.length)).slice(0, 1);
    if (where === 'oldest') return open.slice(0, 1);
    if (where === 'newest') return open.slice(-1);
    if ('share' in where) return open.filter(() => dice.chance(where.share));
    return open.filter((connection) => isNamed(connection, where));
  };
  const isAmong = (connection: Connection, where: ConnectionSelector): boolean => {
    // Any one: the entry sees to it that it is one only.
    if (where === 'all' || where === 'one') return true;
    return chosen(where).includes(connection);
  };

  const world: PlatformWorld = {
    announce: ports.announce,
    restart: (ms, code) => {
      ports.rest(ms);
      ports.restart(code);
    },
  };
  const strikeDoor = (
    fault: LyingFault | { readonly type: 'stop-listening'; readonly ms: number },
    where: ConnectionSelector,
    cause: Cause,
  ): void => {
    if (fault.type !== 'stop-listening') return door.arm(fault, where, cause);
    cause.hit();
    ports.rest(fault.ms);
  };
  const strikeMany = (fault: Fault, where: ConnectionSelector, cause: Cause): void => {
    if (isOfPlatform(fault)) return platform.strike(fault, cause, world);
    if (!isInner(fault)) return strikeDoor(fault, where, cause);
    if (fault.type === 'info' && where === 'all') platform.noteInfo(fault.code);
    for (const connection of chosen(where)) connection.strike(fault, cause);
  };
  const strikeOne = (fault: Fault, connection: Connection, cause: Cause): void => {
    if (isOfPlatform(fault)) platform.strike(fault, cause, world);
    else if (isInner(fault)) connection.strike(fault, cause);
    else strikeDoor(fault, 'all', cause);
  };

  const watching = new WeakMap<Connection, ReadonlyArray<Watching>>();
  const watch = (connection: Connection, all: ReadonlyArray<Watching>): void => {
    watching.set(connection, all);
    const [first] = all;
    if (!first) connection.watch(null);
    else if (all.length === 1) connection.watch(first.watcher);
    else connection.watch((kind, channel, sent) => all.forEach(({ watcher }) => watcher(kind, channel, sent)));
  };
  const watchToo = (connection: Connection, entry: Entry): void => {
    const watcher = entry.open(connection);
    if (watcher) watch(connection, [...(watching.get(connection) ?? []), { watcher, cause: entry.cause }]);
  };

  const withdraw = (cause: Cause): void => {
    for (const entry of entries) if (entry.cause === cause) entry.end();
    entries = entries.filter((entry) => entry.cause !== cause);
    door.withdraw(cause);
    platform.withdraw(cause);
    for (const connection of ports.connections()) {
      connection.withdraw(cause);
      const all = watching.get(connection);
      if (all?.some((each) => each.cause === cause))
        watch(
          connection,
          all.filter((each) => each.cause !== cause),
        );
    }
  };
  const schedule = (line: TimelineEntry): Injection => {
    const { cause, injection } = createInjection(withdraw);
    const entry = createEntry(line, {
      clock,
      seed,
      place: created++,
      cause,
      strikeMany: (where) => strikeMany(line.fault, where, cause),
      strikeOne: (connection) => strikeOne(line.fault, connection, cause),
      isAmong,
    });
    entries = [...entries, entry];
    for (const connection of ports.connections()) watchToo(connection, entry);
    return injection;
  };

  for (const line of scenario.timeline) schedule(line);
  return {
    control: {
      inject: checkedCall('inject', (fault: Fault, where: ConnectionSelector = 'all') => {
        const { cause, injection } = createInjection(withdraw);
        strikeMany(fault, where, cause);
        return E.right(injection);
      }),
      schedule: checkedCall('schedule', (line: TimelineEntry) => E.right(schedule(line))),
      calm: () => {
        for (const entry of entries) entry.end();
        entries = [];
        door.calm();
        platform.calm();
        ports.wake();
        for (const connection of ports.connections()) {
          watch(connection, []);
          connection.calm();
        }
      },
      connections: () => ports.connections().map((connection) => connection.facts()),
    },
    opened: (connection) => {
      for (const entry of entries) watchToo(connection, entry);
    },
    end: () => {
      for (const entry of entries) entry.end();
      entries = [];
      platform.end();
    },
  };
};

const DOOR: ReadonlySet<Fault['type']> = new Set([
  'refuse-handshake',
  'hang-handshake',
  'reset-handshake',
  'stop-listening',
  'greeting',
]);
const PLATFORM: ReadonlySet<Fault['type']> = new Set(['maintenance', 'restart', 'clock-skew']);
const isOfPlatform = (fault: Fault): fault is PlatformFault => PLATFORM.has(fault.type);
const isInner = (fault: Fault): fault is InnerFault => !DOOR.has(fault.type) && !isOfPlatform(fault);

const isNamed = (
  connection: Connection,
  where: Extract<ConnectionSelector, { readonly nth: unknown } | { readonly having: unknown }>,
): boolean => {
  if ('having' in where) return connection.hasChannel(where.having);
  return typeof where.nth === 'number' ? where.nth === connection.number : where.nth.includes(connection.number);
};
