import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { either as E } from 'fp-ts';
import { WebSocketServer, type WebSocket } from 'ws';
import type { SimulatorError } from './errors.js';

/** A listening server, before any protocol: sockets come in, and all of them can be ended. */
interface Server {
  readonly port: number;
  /** Ends every socket and stops listening; answers when nothing is left open. */
  readonly close: () => Promise<void>;
}

/** One WebSocket, and what can be done to it and to the TCP socket under it. */
export interface Line {
  readonly send: (text: string) => void;
  /** Says goodbye with a close frame; the other side is to answer. */
  readonly close: (code: number, reason: string) => void;
  /** Resets TCP at once: the other side sees code 1006. */
  readonly reset: () => void;
  /** Holds back what is sent, until released, so that it goes out in one write. */
  readonly hold: () => void;
  readonly release: () => void;
  /** Bytes that wait for the other side to read. */
  readonly waiting: () => number;
  readonly listen: (listener: LineListener) => void;
}

/** Who is told what happens on a line. */
export interface LineListener {
  /** A text frame, or null for a binary one. */
  readonly onFrame: (text: string | null) => void;
  /** It has ended, or is broken; may be told twice. */
  readonly onEnd: () => void;
}

/** Requests are small; the exchange publishes no limit. Longer frames end the connection with code 1009. */
const LONGEST_FRAME = 64 * 1024;

/** Listens on host and port (0: any free one); fails with `PortInUse` or `CannotListen`. */
export const listen = (
  host: string,
  port: number,
  onLine: (line: Line) => void,
): Promise<E.Either<SimulatorError, Server>> =>
  new Promise((resolve) => {
    const http = createServer((_request, response) => {
      response.writeHead(426, { 'content-type': 'text/plain', connection: 'close' });
      response.end('This is a WebSocket server.\n');
    });
    const webSockets = new WebSocketServer({ noServer: true, maxPayload: LONGEST_FRAME, perMessageDeflate: false });
    const open = new Set<Socket>();

    http.on('connection', (tcp: Socket) => {
      open.add(tcp);
      // A reset by the other side is its right; without a listener it would end the process.
      tcp.on('error', () => undefined);
      tcp.on('close', () => open.delete(tcp));
    });
    http.on('upgrade', (request: IncomingMessage, tcp: Socket, head: Buffer) => {
      webSockets.handleUpgrade(request, tcp, head, (webSocket) => onLine(lineOf(webSocket, tcp)));
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

    const close = (): Promise<void> =>
      new Promise((closed) => {
        http.close(() => closed());
        for (const tcp of open) tcp.destroy();
        webSockets.close();
      });
    http.listen(port, host, () => {
      http.on('error', () => undefined);
      resolve(E.right({ port: (http.address() as AddressInfo).port, close }));
    });
  });

const lineOf = (webSocket: WebSocket, tcp: Socket): Line => ({
  send: (text) => webSocket.send(text),
  close: (code, reason) => webSocket.close(code, reason),
  reset: () => tcp.resetAndDestroy(),
  hold: () => tcp.cork(),
  release: () => tcp.uncork(),
  waiting: () => webSocket.bufferedAmount,
  listen: ({ onFrame, onEnd }) => {
    webSocket.on('message', (data: Buffer, isBinary: boolean) => onFrame(isBinary ? null : data.toString('utf8')));
    // Too long a frame, or bytes that are no frame: the library closes the socket with the fitting code.
    webSocket.on('error', onEnd);
    webSocket.on('close', onEnd);
  },
});
