import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { either as E } from 'fp-ts';
import type { CliError } from '../errors.js';
import type { PageFiles } from './page-files.js';
import { contentSecurityPolicy, pageHtml, SOCKET_PATH, type PageSettings } from './settings.js';

/** Where to serve what. */
export interface PageServerOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly page: PageFiles;
  readonly settings: PageSettings;
  /** What `SOCKET_PATH` leads to; null: nowhere. */
  readonly upstream: { readonly host: string; readonly port: number } | null;
}

/** A page that is being served. */
export interface PageServer {
  readonly url: string;
  readonly port: number;
  /** Ends every connection and stops listening; answers when nothing is left open. */
  readonly close: () => Promise<void>;
}

/** Serves the page, and leads its WebSocket to the simulator: one port for both, so that the page finds it again. */
export const servePage = (options: PageServerOptions): Promise<E.Either<CliError, PageServer>> =>
  new Promise((resolve) => {
    const { host, port } = options;
    const server = createServer((request, response) => answer(options, request, response));
    const open = new Set<Duplex>();
    server.on('connection', (socket: Socket) => {
      open.add(socket);
      socket.on('close', () => open.delete(socket));
      // A reset by the other side is its right; without a listener it would end the process.
      socket.on('error', () => undefined);
    });
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      lead(options, request, socket, head);
    });
    server.once('error', (fault: NodeJS.ErrnoException) => {
      const reason = REASONS[fault.code ?? ''] ?? fault.message;
      resolve(E.left({ _tag: 'ServeFailed', host, port, reason }));
    });
    server.listen(port, host, () => {
      const { port: taken } = server.address() as AddressInfo;
      resolve(
        E.right({
          url: `http://${shown(host)}:${taken}/`,
          port: taken,
          close: () =>
            new Promise((closed) => {
              server.close(() => closed());
              for (const socket of open) socket.destroy();
            }),
        }),
      );
    });
  });

/** Why nobody can listen there, for a person. */
const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'the port is in use',
  EADDRNOTAVAIL: 'this machine has no such address',
  ENOTFOUND: 'there is no such host',
  EACCES: 'not permitted; a port from 1024 on is',
};

/** How an address is written in a URL. Whoever listens everywhere is found here. */
const shown = (host: string): string => {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
};

const answer = ({ page, settings }: PageServerOptions, request: IncomingMessage, response: ServerResponse): void => {
  const { method = '', url = '/', headers } = request;
  const head = { 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' };
  const send = (status: number, type: string, body: Buffer | string, more: Record<string, string> = {}): void => {
    response.writeHead(status, {
      ...head,
      ...more,
      'content-type': type,
      'content-length': String(Buffer.byteLength(body)),
    });
    response.end(method === 'HEAD' ? undefined : body);
  };
  if (method !== 'GET' && method !== 'HEAD')
    return send(405, 'text/plain', 'GET and HEAD only\n', { allow: 'GET, HEAD' });
  const path = url.split('?')[0] ?? '/';
  if (path === '/' || path === '/index.html') {
    const policy = contentSecurityPolicy(settings, headers.host ?? 'localhost');
    return send(200, 'text/html; charset=utf-8', pageHtml(page.index, settings), { 'content-security-policy': policy });
  }
  const file = page.files.get(path);
  return file ? send(200, file.type, file.body) : send(404, 'text/plain', 'There is no such page.\n');
};

/** Joins the socket of the page to one of the simulator, bytes as they come. */
const lead = (
  { upstream, settings }: PageServerOptions,
  { url, headers, rawHeaders }: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void => {
  socket.on('error', () => undefined);
  // Only this server's own page: what another site opens in the same browser has another origin.
  const foreign = headers.origin !== undefined && headers.origin !== `http://${headers.host ?? ''}`;
  if (upstream === null || settings.url !== null || url !== SOCKET_PATH || foreign) {
    socket.end(`HTTP/1.1 ${foreign ? '403 Forbidden' : '404 Not Found'}\r\nconnection: close\r\n\r\n`);
    return;
  }
  const far = connect(upstream.port, upstream.host, () => {
    const lines = rawHeaders.flatMap((text, at) => (at % 2 === 0 ? [`${text}: ${rawHeaders[at + 1] ?? ''}`] : []));
    far.write(`GET ${SOCKET_PATH} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
    far.write(head);
    far.pipe(socket).pipe(far);
  });
  far.setNoDelay(true);
  far.on('error', () => socket.destroy());
  far.on('close', () => socket.destroy());
  socket.on('close', () => far.destroy());
};
