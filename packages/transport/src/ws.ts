import { left, right } from '@bitfinex-ws/machine';
import type { Agent } from 'node:http';
import type { ConnectionOptions } from 'node:tls';
import { WebSocket, type ClientOptions } from 'ws';
import { createAttempt, type OpenSocket, type RawSocket, type SocketListener } from './attempt.js';
import { publicAddress } from './address.js';
import { ABNORMAL_CLOSURE, isSendableCode, MESSAGE_TOO_LARGE, NORMAL_CLOSURE } from './closing.js';
import { faultCode } from './fault.js';
import { MAX_PAYLOAD_BYTES } from './limits.js';
import { nodeFaultReason } from './node-faults.js';
import { resolveTransportOptions, type TransportOptions } from './options.js';
import { retryAfterMs } from './retry-after.js';
import type { TransportFactory } from './transport.js';

/** What TLS can be told, in the words of Node's `tls.connect`. */
export type TlsOptions = Readonly<
  Pick<
    ConnectionOptions,
    | 'ca'
    | 'cert'
    | 'ciphers'
    | 'key'
    | 'maxVersion'
    | 'minVersion'
    | 'passphrase'
    | 'pfx'
    | 'rejectUnauthorized'
    | 'servername'
  >
>;

/** What the transport over `ws` can be told. */
export interface WsTransportOptions extends TransportOptions {
  /**
   * How text frames are handed on: their UTF-8 bytes as they lie in the socket's buffer, without a copy, or a string.
   * Binary frames are bytes always. @default 'bytes'
   */
  readonly frames?: 'bytes' | 'text';
  /** Sent with the handshake, beside those of the protocol. They never show in an error. @default none */
  readonly headers?: Readonly<Record<string, string>>;
  /** Makes the TCP connections, for a proxy or an address to dial from. @default Node's own */
  readonly agent?: Agent;
  /** How the server is verified, and this side to it: `ca`, `cert`, `key`, `rejectUnauthorized` … @default Node's own */
  readonly tls?: TlsOptions;
  /** The largest inbound message, bytes; a larger one breaks the connection, with code 1009. @default 4_194_304 (4 MiB) */
  readonly maxPayload?: number;
  /**
   * Offers compression (permessage-deflate). The exchange does not take the offer; a relay of your own may. It costs memory and
   * time. @default false
   */
  readonly perMessageDeflate?: boolean;
}

/**
 * Transports over the `ws` package, for Node. Redirects are not followed: they fail with their status.
 */
export const wsTransport = (options: WsTransportOptions = {}): TransportFactory => {
  const settings = resolveTransportOptions(options);
  const { frames = 'bytes', headers, agent, tls, maxPayload = MAX_PAYLOAD_BYTES, perMessageDeflate = false } = options;
  // closeTimeout: what ws waits, on a timer of its own, for the other side to hang up once it has said goodbye.
  const dialOptions: ClientOptions & { readonly closeTimeout: number } = {
    ...tls,
    ...(headers && { headers }),
    ...(agent && { agent }),
    maxPayload,
    perMessageDeflate,
    followRedirects: false,
    closeTimeout: settings.closeTimeoutMs,
  };
  const open: OpenSocket = (url, listener) => {
    try {
      return right(adapt(new WebSocket(url, dialOptions), frames, listener, settings.clock.now));
    } catch (error) {
      // A header that HTTP forbids, for one, makes the constructor throw.
      const [reason, code] = [nodeFaultReason(error), faultCode(error)];
      return left({ _tag: 'DialFailed', url: publicAddress(url), reason, status: null, code });
    }
  };
  return (request) => createAttempt(request, open, settings);
};

const adapt = (socket: WebSocket, frames: 'bytes' | 'text', listener: SocketListener, now: () => number): RawSocket => {
  // The frames of one read come in one run of the stack, before any microtask.
  let together = false;
  const apart = (): void => {
    together = false;
  };
  socket.on('open', listener.opened);
  socket.on('message', (data, isBinary) => {
    const bytes = toBytes(data);
    listener.frame(isBinary || frames === 'bytes' ? bytes : bytes.toString('utf8'), together);
    if (together) return;
    together = true;
    queueMicrotask(apart);
  });
  socket.on('unexpected-response', (_request, response) => {
    const status = response.statusCode ?? null;
    const reason = `HTTP ${status ?? '?'} ${response.statusMessage ?? ''}`.trim();
    listener.failed(reason, status, null, retryAfterMs(response.headers, now()));
    socket.terminate();
  });
  // Whose message was too large says so, and the socket then ends without a goodbye.
  let tooLarge = false;
  socket.on('error', (error) => {
    tooLarge ||= faultCode(error) === TOO_LARGE_FAULT;
    listener.failed(nodeFaultReason(error), null, faultCode(error));
  });
  socket.on('close', (code, reason) => {
    const clean = code !== ABNORMAL_CLOSURE;
    listener.closed(tooLarge && !clean ? MESSAGE_TOO_LARGE : code, reason.toString('utf8'), clean);
  });

  return {
    send: (frame) => {
      // Beyond OPEN, ws swallows a frame without a word.
      if (socket.readyState !== WebSocket.OPEN) return false;
      socket.send(frame);
      return true;
    },
    close: (code, reason) => socket.close(isSendableCode(code) ? code : NORMAL_CLOSURE, reason),
    destroy: () => socket.terminate(),
    detach: () => {
      socket.removeAllListeners();
      if (socket.readyState === WebSocket.CLOSED) return;
      // Given up before it was gone: an error without a listener would end the process.
      socket.on('error', () => undefined);
      socket.once('close', () => socket.removeAllListeners());
    },
    buffered: () => socket.bufferedAmount,
  };
};

/** What ws calls a message beyond `maxPayload`. */
const TOO_LARGE_FAULT = 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH';

const toBytes = (data: Buffer | ArrayBuffer | ReadonlyArray<Buffer>): Buffer => {
  if (Buffer.isBuffer(data)) return data;
  return data instanceof ArrayBuffer ? Buffer.from(data) : Buffer.concat(data);
};
