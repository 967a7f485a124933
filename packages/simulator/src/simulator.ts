import { either as E } from 'fp-ts';
import type { SimulatorError } from './errors.js';
import { createAccounts, type Accounts } from './accounts/accounts.js';
import { listingOf } from './accounts/listing.js';
import { createDirector } from './faults/director.js';
import { createDoor, type Door } from './faults/door.js';
import { createPlatform } from './faults/platform.js';
import { createExchange, type Exchange } from './feed/exchange.js';
import { createFaults } from './feed/faults.js';
import type { Ledger } from './ledger/ledger.js';
import { createLedgerStore } from './ledger/store.js';
import type { SimulatorControl } from './scenario/control.js';
import { createConnections, type Connections } from './session/connections.js';
import { createDice } from './market/random.js';
import { resolveOptions, type SimulatorConfig, type SimulatorOptions } from './options.js';
import { listen, type Answer } from './server.js';
import { startTime } from './time.js';
import type { InfoCode } from './wire/events.js';

/** A running simulator. */
export interface Simulator {
  /** Where a client connects, such as `ws://127.0.0.1:40123/ws/2`. */
  readonly url: string;
  readonly host: string;
  readonly port: number;
  readonly seed: number;
  readonly symbols: ReadonlyArray<string>;
  /** Keys that can log in, in the order of the option `accounts`. The secrets are worth nothing anywhere else. */
  readonly keys: ReadonlyArray<SimulatorKey>;
  readonly stats: () => SimulatorStats;
  /**
   * Drops all connections now and answers how many; the server keeps listening. 'reset' (the default) resets TCP, which
   * a client sees as code 1006; otherwise a close frame with this code is sent first.
   */
  readonly killConnections: (how?: 'reset' | { readonly code: number; readonly reason?: string }) => number;
  /** Tells every client of a stop (20051), or of maintenance that begins (20060) or ends (20061). */
  readonly announce: (code: InfoCode) => void;
  /** Loses the next update frame of one book channel, its sequence number used up. Without a symbol: of whichever comes first. */
  readonly dropNextBookFrame: (symbol?: string) => void;
  /**
   * Changes a digit of an amount in the next update of one book channel with checksums, and sends the true checksum right
   * behind it, so that they cannot match. Without a symbol: of whichever comes first.
   */
  readonly corruptNextBookFrame: (symbol?: string) => void;
  /** Takes so many steps (default 1) on every market, now; none during maintenance. */
  readonly step: (events?: number) => void;
  /** Ends every connection and stops listening; may be called again, and leaves nothing open. */
  readonly close: () => Promise<void>;
  /** Faults by hand, beside those of the scenario. */
  readonly control: SimulatorControl;
  /** What is true: what was traded, what the books are, what was sent. */
  readonly ledger: Ledger;
}

/** A key of an account of the simulator. */
export interface SimulatorKey {
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly userId: number;
}

/** Counts of the present (connections, channels) and since the start (frames). */
export interface SimulatorStats {
  readonly connections: number;
  readonly channels: number;
  /** Text frames sent to all clients since the start. */
  readonly framesOut: number;
  /** Frames received from all clients since the start. */
  readonly framesIn: number;
}

/** Starts a server that speaks the Bitfinex v2 WebSocket protocol, on loopback unless told otherwise. */
export const startSimulator = async (options: SimulatorOptions = {}): Promise<E.Either<SimulatorError, Simulator>> => {
  const config = resolveOptions(options);
  return E.isLeft(config) ? config : start(config.right);
};

const start = async (config: SimulatorConfig): Promise<E.Either<SimulatorError, Simulator>> => {
  const { host, seed, checksumMs, clock, pairs } = config;
  const faults = createFaults();
  const platform = createPlatform(clock);
  const store = createLedgerStore(config.ledger, clock);
  const accounts: Accounts = createAccounts({
    accounts: config.accounts,
    fees: config.fees,
    pit: {
      listing: (symbol) => {
        const definition = exchange.definitionOf(symbol);
        return definition && listingOf(definition);
      },
      engine: (symbol) => exchange.engine(symbol),
      act: (symbol, input) => exchange.act(symbol, input, platform.now()),
      now: platform.now,
    },
  });
  const exchange: Exchange = createExchange({
    seed,
    checksumMs,
    faults,
    pairs,
    now: clock.now(),
    onEvent: store.onEvent,
    brokers: accounts,
  });
  const door = createDoor(createDice(config.scenario.seed ?? seed, 'door'));
  const connections = createConnections({
    ...config,
    exchange,
    accounts,
    ledger: store,
    platform,
    onOpen: (connection) => director.opened(connection),
  });
  const onKnock = createReception(door, connections.accept);
  const listening = await listen({ host, port: config.port, clock, onKnock });
  if (E.isLeft(listening)) return listening;

  const server = listening.right;
  const director = createDirector({
    ...config,
    door,
    connections: connections.list,
    platform,
    announce: connections.announce,
    restart: (code) => {
      connections.kill({ code });
      connections.renew();
    },
    rest: server.rest,
    wake: server.wake,
  });
  const stopTime = startTime(config, platform, exchange, connections);
  let closed: Promise<void> | null = null;
  return E.right({
    url: `ws://${host.includes(':') ? `[${host}]` : host}:${server.port}/ws/2`,
    host,
    port: server.port,
    seed,
    symbols: exchange.symbols,
    keys: accounts.keys.map(({ apiKey, apiSecret, userId }) => ({ apiKey, apiSecret, userId })),
    stats: connections.stats,
    killConnections: connections.kill,
    announce: connections.announce,
    dropNextBookFrame: (symbol) => faults.drop(symbol ?? null),
    corruptNextBookFrame: (symbol) => faults.corrupt(symbol ?? null),
    step: (events = 1) => {
      if (!platform.rests()) connections.together(() => exchange.step(events, platform.now()));
    },
    control: director.control,
    ledger: {
      trades: store.trades,
      forgotten: store.forgotten,
      connections: store.connections,
      book: exchange.book,
    },
    close: () => {
      if (!closed) {
        stopTime();
        director.end();
        connections.end();
        closed = server.close();
      }
      return closed;
    },
  });
};

/** Counts those who knock, and answers as the door says. */
const createReception = (door: Door, accept: Connections['accept']): (() => Answer) => {
  let knocks = 0;
  return () => {
    const number = ++knocks;
    const { handshake, greeting } = door.knock(number);
    switch (handshake?.type) {
      case undefined:
        return { _tag: 'Welcome', onLine: (line) => accept(line, number, greeting) };
      case 'refuse-handshake':
        return { _tag: 'Refuse', status: handshake.status, retryAfter: handshake.retryAfter ?? null };
      case 'hang-handshake':
        return { _tag: 'Hang' };
      case 'reset-handshake':
        return { _tag: 'Reset' };
    }
  };
};
