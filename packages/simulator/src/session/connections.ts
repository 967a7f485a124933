import type { Exchange } from '../feed/exchange.js';
import { createDice } from '../market/random.js';
import type { SimulatorConfig } from '../options.js';
import type { Line } from '../server.js';
import type { InfoCode } from '../wire/events.js';
import { createSession, type Session } from './session.js';

/** All connections of the server. */
export interface Connections {
  readonly accept: (line: Line) => void;
  /** Runs something that writes to many sockets; each socket then gets one write. */
  readonly together: (write: () => void) => void;
  readonly beat: () => void;
  /** Closes the connections of clients that do not read, and of those that never asked for anything. */
  readonly inspect: (now: number) => void;
  readonly announce: (code: InfoCode) => void;
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

/** The settled options, what there is to talk about, and the id for the greeting. */
interface ConnectionsOptions extends SimulatorConfig {
  readonly exchange: Exchange;
  readonly serverId: string;
}

interface Connection {
  readonly line: Line;
  readonly session: Session;
  /** Bytes that waited for the client at the last inspection. */
  waiting: number;
}

/** Bytes that may wait for a client before it counts as one that does not read. */
const MOST_WAITING = 16 * 1024 * 1024;
/** A connection without channels whose client says nothing is dropped after this many ms. Source: live probe. */
const IDLE_MS = 60_000;

/** No connections to begin with. */
export const createConnections = (options: ConnectionsOptions): Connections => {
  const { clock, seed, exchange, maxChannels, serverId } = options;
  const connections = new Set<Connection>();
  let accepted = 0;
  let framesOut = 0;
  let framesIn = 0;
  let status: 0 | 1 = 1;

  const forget = (connection: Connection): void => {
    connection.session.end();
    connections.delete(connection);
  };
  const reset = (connection: Connection): void => {
    forget(connection);
    connection.line.reset();
  };

  const accept = (line: Line): void => {
    const session = createSession({
      send: (text) => {
        framesOut++;
        line.send(text);
      },
      clock,
      dice: createDice(seed, `connection ${accepted++}`),
      exchange,
      maxChannels,
      serverId,
      status,
    });
    const connection: Connection = { line, session, waiting: 0 };
    connections.add(connection);
    line.listen({
      onFrame: (text) => {
        framesIn++;
        if (text !== null) session.receive(text);
      },
      onEnd: () => forget(connection),
    });
  };

  const together = (write: () => void): void => {
    const held = [...connections];
    for (const { line } of held) line.hold();
    try {
      write();
    } finally {
      for (const { line } of held) line.release();
    }
  };

  return {
    accept,
    together,
    beat: () => {
      for (const { session } of connections) session.beat();
    },
    inspect: (now) => {
      for (const connection of connections) {
        const waiting = connection.line.waiting();
        const stuck = waiting > MOST_WAITING && connection.waiting > MOST_WAITING && waiting >= connection.waiting;
        const idle = connection.session.channels() === 0 && now - connection.session.heardAt() > IDLE_MS;
        connection.waiting = waiting;
        if (stuck || idle) reset(connection);
      }
    },
    announce: (code) => {
      if (code !== 20051) status = code === 20060 ? 0 : 1;
      for (const { session } of connections) session.announce(code);
    },
    kill: (how = 'reset') => {
      const killed = [...connections];
      for (const connection of killed) {
        if (how === 'reset' || !isSendable(how.code)) reset(connection);
        else {
          forget(connection);
          connection.line.close(how.code, clipped(how.reason ?? ''));
        }
      }
      return killed.length;
    },
    stats: () => ({
      connections: connections.size,
      channels: [...connections].reduce((sum, { session }) => sum + session.channels(), 0),
      framesOut,
      framesIn,
    }),
    end: () => {
      for (const connection of connections) forget(connection);
    },
  };
};

/** Codes that a close frame may carry (RFC 6455, 7.4); 1005, 1006 and 1015 only ever name the lack of one. */
const isSendable = (code: number): boolean =>
  (code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code)) || (code >= 3000 && code <= 4999);

/** A close frame has room for 123 bytes of reason. */
const clipped = (reason: string): string => {
  let text = reason;
  while (Buffer.byteLength(text) > 123) text = text.slice(0, -1);
  return text;
};
