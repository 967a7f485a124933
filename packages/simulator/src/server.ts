import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { either as E } from 'fp-ts';
import { WebSocketServer, type WebSocket } from 'ws';
import type { SimulatorError } from './errors.js';

/** A listening server, before any protocol: sockets come in, and all of them can be ended. */
export interface Server {
  readonly port: number;
  /** Ends every socket and stops listening; answers when nothing is left open. */
  readonly close: () => Promise<void>;
}

/** One WebSocket and the TCP socket under it. */
export interface Line {
  readonly webSocket: WebSocket;
  readonly tcp: Socket;
}

/** Requests are small; the exchange publishes no limit. Longer frames end the connection with code 1009. */
const LONGEST_FRAME = 64 * 1024;

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
      webSockets.handleUpgrade(request, tcp, head, (webSocket) => onLine({ webSocket, tcp }));
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
