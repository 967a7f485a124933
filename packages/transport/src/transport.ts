import type { either as E } from 'fp-ts';
import type { TransportError } from './errors.js';

/** One WebSocket message as it came: text, or the bytes of it. Bytes are valid until the listener returns. */
export type Frame = string | Uint8Array;

/**
 * One attempt to connect, and the connection that came of it. It is used once: after `done` a new one is made by the
 * factory (Go: `Asynchronous`).
 */
export interface Transport {
  /** Dials. Settles once: opened, or why not (refused, timed out, closed by this side meanwhile). A second call
   * dials no second time and gets the same answer. */
  readonly connect: () => Promise<E.Either<TransportError, void>>;
  /** Hands one text frame to the socket. `sensitive` frames must not be written down by recorders and logs. */
  readonly send: (frame: string, options?: SendOptions) => E.Either<TransportError, void>;
  /** Ends the connection, or the attempt. Safe in every state and any number of times. */
  readonly close: (request?: CloseRequest) => void;
  /** Settles exactly once, when the socket is gone for whatever reason, also when it never opened. Never rejects. */
  readonly done: Promise<TransportEnd>;
  /** Bytes handed to the socket and not yet written to the network. */
  readonly buffered: () => number;
}

/** What is to be known about a frame that is sent. */
export interface SendOptions {
  /** The frame carries a key, a signature or a token. @default false */
  readonly sensitive?: boolean;
}

/** How to end a connection. */
export interface CloseRequest {
  /** A WebSocket close code. @default 1000 */
  readonly code?: number;
  /** At most 123 bytes of UTF-8. @default '' */
  readonly reason?: string;
  /**
   * Drop the socket without a goodbye, or in the midst of one; `done` settles at once. Platforms that can not drop a socket
   * let it end in its own time, unheard. @default false
   */
  readonly now?: boolean;
}

/** How a connection ended. */
export interface TransportEnd {
  /** `local`: `close` was called; `remote`: the other side closed; `failure`: it broke, or never opened. */
  readonly by: 'local' | 'remote' | 'failure';
  /**
   * The close code; null where the attempt never opened. 1006 where the socket broke without a closing handshake, 1009 with `by`
   * `failure` where this side broke it over a message larger than `maxPayload`.
   */
  readonly code: number | null;
  readonly reason: string;
  readonly clean: boolean;
}

/** What a transport is made for. */
export interface TransportRequest {
  readonly url: string;
  /**
   * Called for each frame, in order, from the first on until `close` is called. It must not throw. `together` is true where the
   * frame was read from the socket in one go with the one before, so that nobody need look at the clock again; a transport that
   * does not know leaves it away.
   */
  readonly onFrame: (frame: Frame, together?: boolean) => void;
}

/** Makes one transport per attempt (Go: `AsynchronousFactory`). It never throws and opens nothing by itself. */
export type TransportFactory = (request: TransportRequest) => Transport;
