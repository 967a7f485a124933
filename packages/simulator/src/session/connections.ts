import type { Accounts } from '../accounts/accounts.js';
import type { Exchange } from '../feed/exchange.js';
import type { LedgerStore } from '../ledger/store.js';
import type { Line } from '../line.js';
import type { MarketConfig } from '../market-options.js';
import type { SimulatorConfig } from '../options.js';
import type { Platform } from '../faults/platform.js';
import { createDice, drawUuid } from '../market/random.js';
import type { InfoCode } from '../wire/events.js';
import { createConnection, type Connection } from './connection.js';
import type { GreetingFault } from './session.js';

/** All connections of the server. */
export interface Connections {
  /** Takes in a line, whose handshake had this number, and greets. */
  readonly accept: (line: Line, number: number, greeting: GreetingFault | null) => void;
  /** Those that are open, in the order of their numbers. */
  readonly list: () => ReadonlyArray<Connection>;
  /** Runs something that writes to many sockets; each socket then gets one write. */
  readonly together: (write: () => void) => void;
  readonly beat: () => void;
  /** Closes the connections of clients that do not read, and of those that never asked for anything. */
  readonly inspect: (now: number) => void;
  readonly announce: (code: InfoCode) => void;
  /** Greets newcomers with another id of the server from now on. */
  readonly renew: () => void;
  readonly kill: (how?: 'reset' | { readonly code: number; readonly reason?: string }) => number;
  readonly stats: () => {
    readonly connections: number;
    readonly channels: number;
    readonly framesOut: number;
    readonly framesIn: number;
  };
  /** Ends all sessions; the sockets are closed by the server. */
  readonly end: () => void;
}

/** The settled options, what there is to talk about, the id for the greeting, and who is told of newcomers. */
interface ConnectionsOptions extends Omit<SimulatorConfig, 'ledger' | 'accounts' | keyof MarketConfig> {
  readonly exchange: Exchange;
  readonly accounts: Pick<Accounts, 'login'>;
  readonly platform: Platform;
  readonly ledger: LedgerStore;
  /** A connection is there and was not greeted yet. */
  readonly onOpen: (connection: Connection) => void;
  /** A client has said something, and it was dealt with. */
  readonly onHeard?: () => void;
}

/** Bytes that may wait for a client before it counts as one that does not read. */
const MOST_WAITING = 16 * 1024 * 1024;
/** Beyond this it does not matter whether the client reads a little. */
const FAR_TOO_MUCH = 4 * MOST_WAITING;
/** A connection without channels whose client says nothing is dropped after this many ms. Source: live probe. */
const IDLE_MS = 60_000;
/** Half-open connections that are kept: nobody tells when their clients have gone. The oldest goes first. */
const MOST_HALF_OPEN = 500;

/** No connections to begin with. */
export const createConnections = (options: ConnectionsOptions): Connections => {
  const { ledger, onOpen, onHeard = () => undefined } = options;
  /** With the bytes that waited for each client at the last inspection. */
  const connections = new Map<Connection, number>();
  let framesOut = 0;
  let framesIn = 0;
  const serverDice = createDice(options.seed, 'server');
  let serverId = drawUuid(serverDice);

  const each = (): ReadonlyArray<Connection> => [...connections.keys()];
  const accept = (line: Line, number: number, greeting: GreetingFault | null): void => {
    const connection: Connection = createConnection({
      ...options,
      number,
      line,
      serverId,
      faultSeed: options.scenario.seed ?? options.seed,
      account: (counts) => ledger.open(number, counts),
      onSent: () => framesOut++,
      onEnd: () => connections.delete(connection),
    });
    connections.set(connection, 0);
    line.listen({
      onFrame: (text) => {
        framesIn++;
        connection.receive(text);
        onHeard();
      },
      onPing: connection.pong,
      onEnd: connection.end,
    });
    onOpen(connection);
    connection.greet(greeting);
  };

  const together = (write: () => void): void => {
    const held = each();
    for (const { line } of held) line.hold();
    try {
      write();
    } finally {
      for (const { line } of held) line.release();
    }
  };
  return {
    accept,
    list: each,
    together,
    beat: () => {
      for (const { session } of connections.keys()) session.beat();
    },
    inspect: (now) => {
      const halfOpen = each().filter((connection) => connection.isHalfOpen());
      for (const connection of halfOpen.slice(0, -MOST_HALF_OPEN)) connection.reset();
      for (const [connection, before] of connections) {
        if (connection.isHalfOpen()) continue;
        const waiting = connection.waiting();
        const stuck = waiting > FAR_TOO_MUCH || (waiting > MOST_WAITING && before > MOST_WAITING && waiting >= before);
        const { session } = connection;
        const idle = now - session.heardAt() > IDLE_MS && session.channels().length === 0 && !session.isPrivate();
        connections.set(connection, waiting);
        if (stuck || idle) connection.reset();
      }
    },
    announce: (code) => {
      options.platform.noteInfo(code);
      for (const { session } of connections.keys()) session.announce(code);
    },
    renew: () => (serverId = drawUuid(serverDice)),
    kill: (how = 'reset') => {
      const killed = each();
      for (const connection of killed) {
        if (how === 'reset') connection.reset();
        else connection.close(how.code, how.reason ?? '');
      }
      return killed.length;
    },
    stats: () => ({
      connections: connections.size,
      channels: each().reduce((sum, { session }) => sum + session.channels().length, 0),
      framesOut,
      framesIn,
    }),
    end: () => {
      for (const connection of each()) connection.end();
    },
  };
};
