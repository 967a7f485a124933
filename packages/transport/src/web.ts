import { left, right } from '@bitfinex-ws/machine';
import { createAttempt, type OpenSocket, type RawSocket, type SocketListener } from './attempt.js';
import { publicAddress } from './address.js';
import { ABNORMAL_CLOSURE, isApplicationCode, NORMAL_CLOSURE } from './closing.js';
import { faultCode, faultReason } from './fault.js';
import { resolveTransportOptions, type TransportOptions } from './options.js';
import type { TransportFactory } from './transport.js';

/** What this transport uses of a platform's `WebSocket`. */
export interface PlatformSocket {
  binaryType: string;
  readonly readyState: number;
  readonly bufferedAmount: number;
  /** Called once, when the handshake is done. */
  onopen: ((event: never) => void) | null;
  /** Called for each message, with its `data`. */
  onmessage: ((event: never) => void) | null;
  /** Called when something broke; `onclose` follows. */
  onerror: ((event: never) => void) | null;
  /** Called once, with code and reason. */
  onclose: ((event: never) => void) | null;
  /** Sends one text message. */
  readonly send: (data: string) => void;
  /** Begins the closing handshake. */
  readonly close: (code?: number, reason?: string) => void;
}

/** A platform's `WebSocket` class, or one that does as it does. */
export type PlatformWebSocket = new (url: string) => PlatformSocket;

/** What the transport over a platform's `WebSocket` can be told. */
export interface WebTransportOptions extends TransportOptions {
  /** The class to open sockets with. @default globalThis.WebSocket, looked up at each attempt */
  readonly WebSocket?: PlatformWebSocket;
}

/**
 * Transports over the platform's `WebSocket`: browsers, workers, Deno, edge runtimes. Text frames are strings, binary
 * ones bytes. The platform hides why a handshake failed (`status` is null, reasons are meagre), lets close codes be 1000
 * or 3000–4999 only (others become 1000), and cannot drop a socket: one that is given up ends in its own time.
 */
export const webTransport = (options: WebTransportOptions = {}): TransportFactory => {
  const settings = resolveTransportOptions(options);
  const open: OpenSocket = (url, listener) => {
    const Socket = options.WebSocket ?? (globalThis as { readonly WebSocket?: PlatformWebSocket }).WebSocket;
    if (Socket === undefined) return left({ _tag: 'NoWebSocket', url: publicAddress(url) });
    try {
      return right(adapt(new Socket(url), listener));
    } catch (error) {
      // A page that came over https may not dial ws:, for one.
      const [reason, code] = [faultReason(error), faultCode(error)];
      return left({ _tag: 'DialFailed', url: publicAddress(url), reason, status: null, code });
    }
  };
  return (request) => createAttempt(request, open, settings);
};

// The values of `readyState`, fixed by the standard.
const OPEN = 1;
const CLOSED = 3;

const adapt = (socket: PlatformSocket, listener: SocketListener): RawSocket => {
  socket.binaryType = 'arraybuffer';
  socket.onopen = listener.opened;
  socket.onmessage = ({ data }: { readonly data: string | ArrayBuffer }) =>
    listener.frame(typeof data === 'string' ? data : new Uint8Array(data));
  socket.onerror = (event: unknown) => listener.failed(faultReason(event), null, faultCode(event));
  socket.onclose = ({ code, reason }: { readonly code: number; readonly reason: string }) =>
    // Deno says 0 of a socket that broke, where the standard says 1006.
    listener.closed(code === 0 ? ABNORMAL_CLOSURE : code, reason);

  return {
    send: (frame) => {
      if (socket.readyState !== OPEN) return false;
      socket.send(frame);
      return true;
    },
    close: (code, reason) => socket.close(isApplicationCode(code) ? code : NORMAL_CLOSURE, reason),
    destroy: () => socket.close(),
    detach: () => {
      const gone = socket.readyState === CLOSED;
      socket.onopen = null;
      socket.onmessage = null;
      // Some platforms end the process on an error that nobody hears; one that was given up may still have it.
      socket.onerror = gone ? null : () => undefined;
      socket.onclose = gone ? null : () => (socket.onerror = null);
    },
    buffered: () => socket.bufferedAmount,
  };
};
