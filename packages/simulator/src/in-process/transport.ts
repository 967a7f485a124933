import type { Cancel, Clock } from '@bitfinex-ws/machine';
import { either as E } from 'fp-ts';
import type { ConnectionEnd } from './cable.js';
import type { Call, Gate } from './dial.js';

/** Makes connections into the exchange without a socket. Structurally the `TransportFactory` of `@bitfinex-ws/transport`. */
export type InProcessTransportFactory = (request: InProcessRequest) => InProcessTransport;

/** What a connection is made for. */
export interface InProcessRequest {
  /** Shown in errors; whatever it is, it leads to the exchange. */
  readonly url: string;
  /** Called for each frame, in order, until `close` is called. */
  readonly onFrame: (frame: string) => void;
}

/** One attempt, and the connection that came of it. Structurally the `Transport` of `@bitfinex-ws/transport`. */
export interface InProcessTransport {
  /** Settles once: let in, or why not. */
  readonly connect: () => Promise<E.Either<InProcessTransportError, void>>;
  /** Hands one text frame over. */
  readonly send: (frame: string) => E.Either<InProcessTransportError, void>;
  /** Ends the connection, or the attempt. */
  readonly close: (request?: { readonly code?: number; readonly reason?: string; readonly now?: boolean }) => void;
  readonly done: Promise<InProcessTransportEnd>;
  /** Bytes that were handed over and not yet read. */
  readonly buffered: () => number;
}

/** Why a connection without a socket could not do what it was asked; a `TransportError` of `@bitfinex-ws/transport`. */
export type InProcessTransportError =
  | {
      readonly _tag: 'DialFailed';
      readonly url: string;
      readonly reason: string;
      readonly status: number | null;
      readonly code: string | null;
      readonly retryAfterMs?: number;
    }
  | { readonly _tag: 'DialTimedOut'; readonly url: string; readonly timeoutMs: number }
  | { readonly _tag: 'Closed'; readonly url: string }
  | { readonly _tag: 'NotOpen'; readonly url: string };

/** How it ended; a `TransportEnd` of `@bitfinex-ws/transport`. */
export interface InProcessTransportEnd {
  readonly by: 'local' | 'remote' | 'failure';
  readonly code: number | null;
  readonly reason: string;
  readonly clean: boolean;
}

/** As long as a transport over a socket waits by default, in ms. */
const CONNECT_TIMEOUT_MS = 10_000;
const CLOSE_TIMEOUT_MS = 2_000;
const NORMAL = 1000;
const ABNORMAL = 1006;

/** Connections through this gate; what they wait for is measured by the clock. */
export const createInProcessTransport =
  (gate: Pick<Gate, 'dial'>, clock: Clock): InProcessTransportFactory =>
  ({ url, onFrame }) => {
    const shown = url.replace(/\/\/[^/?#]*@/, '//');
    const closed: InProcessTransportError = { _tag: 'Closed', url: shown };
    const connected = defer<E.Either<InProcessTransportError, void>>();
    const done = defer<InProcessTransportEnd>();
    let phase: 'idle' | 'dialling' | 'open' | 'ending' | 'over' = 'idle';
    let call: Call | null = null;
    let stopTimer: Cancel = () => undefined;

    const finish = (end: InProcessTransportEnd, failure: InProcessTransportError): void => {
      stopTimer();
      phase = 'over';
      connected.resolve(E.left(failure));
      done.resolve(end);
    };
    /** What this side asked for, should the other side not answer. */
    let asked: InProcessTransportEnd = { by: 'local', code: null, reason: '', clean: false };
    const drop = (): void => {
      call?.drop();
      finish(asked, closed);
    };
    const onEnd = ({ code, reason, status, retryAfterMs }: ConnectionEnd): void => {
      const clean = code !== null && code !== ABNORMAL;
      switch (phase) {
        case 'dialling': {
          const end = { by: 'failure', code: null, reason, clean: false } as const;
          const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
          return finish(end, { _tag: 'DialFailed', url: shown, reason, status, code: platformCode(reason), ...wait });
        }
        case 'open':
          return finish({ by: clean ? 'remote' : 'failure', code, reason, clean }, closed);
        case 'ending':
          return finish({ ...asked, code, reason: reason === '' ? asked.reason : reason, clean }, closed);
        case 'idle':
        case 'over':
          return;
      }
    };
    const dial = (): void => {
      phase = 'dialling';
      stopTimer = clock.after(CONNECT_TIMEOUT_MS, () => {
        call?.drop();
        const reason = `no answer within ${CONNECT_TIMEOUT_MS} ms`;
        const failure = { _tag: 'DialTimedOut', url: shown, timeoutMs: CONNECT_TIMEOUT_MS } as const;
        finish({ by: 'failure', code: null, reason, clean: false }, failure);
      });
      call = gate.dial({
        onOpen: () => {
          if (phase !== 'dialling') return;
          stopTimer();
          phase = 'open';
          connected.resolve(E.right(undefined));
        },
        onText: (text) => {
          if (phase === 'open') onFrame(text);
        },
        onEnd,
      });
    };

    return {
      connect: () => {
        if (phase === 'idle') dial();
        return connected.promise;
      },
      send: (frame) => {
        if (phase === 'idle' || phase === 'dialling') return E.left({ _tag: 'NotOpen', url: shown });
        if (phase !== 'open') return E.left(closed);
        call?.send(frame);
        return E.right(undefined);
      },
      close: ({ code = NORMAL, reason = '', now = false } = {}) => {
        if (phase === 'idle' || phase === 'dialling') {
          asked = { by: 'local', code: null, reason, clean: false };
          drop();
        } else if (phase === 'open') {
          phase = 'ending';
          asked = { by: 'local', code: ABNORMAL, reason, clean: false };
          call?.close(code, reason);
          stopTimer = clock.after(CLOSE_TIMEOUT_MS, drop);
        }
        if (now && phase === 'ending') drop();
      },
      done: done.promise,
      buffered: () => call?.buffered() ?? 0,
    };
  };

const platformCode = (reason: string): string | null => /\((E[A-Z]+)\)$/.exec(reason)?.[1] ?? null;

interface Deferred<A> {
  readonly promise: Promise<A>;
  /** The first call settles the promise; further ones do nothing. */
  readonly resolve: (value: A) => void;
}

const defer = <A>(): Deferred<A> => {
  let resolve: (value: A) => void = () => undefined;
  const promise = new Promise<A>((settle) => (resolve = settle));
  return { promise, resolve };
};
