import { createServer, STATUS_CODES, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Clock } from '@bitfinex-ws/machine';
import { either as E } from 'fp-ts';
import { WebSocketServer } from 'ws';
import type { SimulatorError } from './errors.js';
import type { Line } from './line.js';
import { lineOf } from './socket-line.js';

/** A listening server, before any protocol: sockets come in, and all of them can be ended. */
interface Server {
  readonly port: number;
  /** Listens no more for so many ms: connections are refused. Those that are open stay. */
  readonly rest: (ms: number) => void;
  /** Listens again, where it rests. */
  readonly wake: () => void;
  /** Ends every socket and stops listening; answers when nothing is left open. */
  readonly close: () => Promise<void>;
}

/** What becomes of a handshake. */
export type Answer =
  | { readonly _tag: 'Welcome'; readonly onLine: (line: Line) => void }
  | { readonly _tag: 'Refuse'; readonly status: number; readonly retryAfter: number | null }
  | { readonly _tag: 'Hang' }
  | { readonly _tag: 'Reset' };

/** Where to listen, and who answers when somebody knocks. */
interface ListenOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly clock: Clock;
  readonly onKnock: () => Answer;
  /**
   * How long a handshake may take, in real ms.
   * @default 10000
   */
  readonly handshakeMs?: number;
}

/** Requests are small; the exchange publishes no limit. Longer frames end the connection with code 1009. */
const LONGEST_FRAME = 64 * 1024;
/** Pieces of one message, as frames or as they come in: more than any honest client cuts it into. Source: none, generous. */
const MOST_FRAGMENTS = 1_024;
const MOST_CHUNKS = 8_192;
/**
 * A socket whose handshake takes longer is closed, in real ms: it may be of somebody who never means to end it. The clock of the
 * exchange, which may run faster, has nothing to do with how long bytes are on their way.
 */
const HANDSHAKE_MS = 10_000;
/** How long the other side of a closing handshake may take, in real ms, before TCP is ended without it. */
const GOODBYE_MS = 2_000;
const LIMITS = {
  maxPayload: LONGEST_FRAME,
  maxFragments: MOST_FRAGMENTS,
  maxBufferedChunks: MOST_CHUNKS,
  closeTimeout: GOODBYE_MS,
};
/** Somebody else may have taken the port while nobody listened: ms until the next attempt. */
const AGAIN_MS = 100;

/** Listens; fails with `PortInUse` or `CannotListen`. */
export const listen = ({
  host,
  port,
  clock,
  onKnock,
  handshakeMs = HANDSHAKE_MS,
}: ListenOptions): Promise<E.Either<SimulatorError, Server>> =>
  new Promise((resolve) => {
    const http = createServer((_request, response) => {
      response.writeHead(426, { 'content-type': 'text/plain', connection: 'close' });
      response.end('This is a WebSocket server.\n');
    });
    const webSockets = new WebSocketServer({
      noServer: true,
      ...LIMITS,
      perMessageDeflate: false,
      autoPong: false,
    });
    const open = new Set<Socket>();
    const shaking = new Map<Socket, NodeJS.Timeout>();
    const endHandshake = (tcp: Socket): void => {
      clearTimeout(shaking.get(tcp));
      shaking.delete(tcp);
    };

    http.on('connection', (tcp: Socket) => {
      open.add(tcp);
      // A reset by the other side is its right; without a listener it would end the process.
      tcp.on('error', () => undefined);
      tcp.on('close', () => {
        open.delete(tcp);
        endHandshake(tcp);
      });
      shaking.set(
        tcp,
        setTimeout(() => tcp.destroy(), handshakeMs),
      );
      // Pieces of a frame shall leave as they are written.
      tcp.setNoDelay(true);
    });
    http.on('upgrade', (request: IncomingMessage, tcp: Socket, head: Buffer) => {
      endHandshake(tcp);
      const answer = onKnock();
      if (answer._tag !== 'Welcome') turnAway(tcp, answer);
      else webSockets.handleUpgrade(request, tcp, head, (webSocket) => answer.onLine(lineOf(webSocket, tcp)));
    });
    http.once('error', (error: NodeJS.ErrnoException) => {
      resolve(
        E.left(
          error.code === 'EADDRINUSE'
            ? { _tag: 'PortInUse', host, port }
            : { _tag: 'CannotListen', host, port, reason: error.code ?? error.message },
        ),
      );
    });
    http.listen(port, host, () => {
      const taken = (http.address() as AddressInfo).port;
      let stopAlarm = (): void => undefined;
      const wake = (): void => {
        stopAlarm();
        if (!http.listening) http.listen(taken, host);
      };
      const alarm = (ms: number): void => {
        stopAlarm();
        stopAlarm = clock.after(ms, wake);
      };
      http.on('error', () => alarm(AGAIN_MS));
      const close = (): Promise<void> =>
        new Promise((closed) => {
          stopAlarm();
          http.close(() => closed());
          for (const tcp of open) tcp.destroy();
          webSockets.close();
        });
      const rest = (ms: number): void => {
        if (http.listening) http.close();
        alarm(ms);
      };
      resolve(E.right({ port: taken, rest, wake, close }));
    });
  });

const turnAway = (tcp: Socket, answer: Exclude<Answer, { readonly _tag: 'Welcome' }>): void => {
  switch (answer._tag) {
    case 'Reset':
      tcp.resetAndDestroy();
      return;
    case 'Hang':
      // Only what is read tells that the other side has gone.
      tcp.on('end', () => tcp.destroy());
      tcp.resume();
      return;
    case 'Refuse': {
      const { status, retryAfter } = answer;
      const wait = retryAfter === null ? '' : `Retry-After: ${retryAfter}\r\n`;
      const text = STATUS_CODES[status] ?? '';
      tcp.end(`HTTP/1.1 ${status} ${text}\r\n${wait}Connection: close\r\nContent-Length: 0\r\n\r\n`);
      tcp.resume();
    }
  }
};
