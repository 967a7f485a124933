import { isLeft, left, right } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import { checkAddress, publicAddress } from './address.js';
import { ABNORMAL_CLOSURE, fitReason, NORMAL_CLOSURE } from './closing.js';
import type { TransportError } from './errors.js';
import type { TransportSettings } from './options.js';
import type { Cancel } from './ports.js';
import type { Frame, Transport, TransportEnd, TransportRequest } from './transport.js';

/** A platform's socket, its differences levelled out. None of these throws. */
export interface RawSocket {
  /** Hands a frame over; false where the socket takes none any more. */
  readonly send: (frame: string) => boolean;
  /** Begins the closing handshake; an unfit code is replaced by 1000. */
  readonly close: (code: number, reason: string) => void;
  /** Drops the socket, or the attempt, without a handshake. */
  readonly destroy: () => void;
  /** Stops listening. An error that still comes afterwards harms nobody. */
  readonly detach: () => void;
  readonly buffered: () => number;
}

/** What a platform's socket tells, never from within the call that made it. */
export interface SocketListener {
  readonly opened: () => void;
  readonly frame: (frame: Frame, together?: boolean) => void;
  /** Something went wrong; `closed` follows. */
  readonly failed: (reason: string, status: number | null, code: string | null, retryAfterMs?: number | null) => void;
  /** The socket is gone. `clean`: with a closing handshake. @default whether the code says so */
  readonly closed: (code: number, reason: string, clean?: boolean) => void;
}

/** Starts one attempt on a platform's socket. It does not throw. */
export type OpenSocket = (url: string, listener: SocketListener) => E.Either<TransportError, RawSocket>;

type Phase =
  | { readonly _tag: 'Idle' }
  | { readonly _tag: 'Dialling'; readonly socket: RawSocket }
  | { readonly _tag: 'Open'; readonly socket: RawSocket }
  /** This side has ended it and waits for the socket to go. `end` is the answer should it not. */
  | { readonly _tag: 'Ending'; readonly socket: RawSocket; readonly end: TransportEnd }
  | { readonly _tag: 'Over' };

/** One attempt to connect, the same on every platform. */
export const createAttempt = (
  { url, onFrame }: TransportRequest,
  open: OpenSocket,
  settings: TransportSettings,
): Transport => {
  const shown = publicAddress(url);
  const connected = defer<E.Either<TransportError, void>>();
  const done = defer<TransportEnd>();
  let phase: Phase = { _tag: 'Idle' };
  let fault: {
    readonly reason: string;
    readonly status: number | null;
    readonly code: string | null;
    readonly retryAfterMs: number | null;
  } | null = null;
  let stopTimer: Cancel = () => undefined;

  /** `failure` answers a dial that is still waiting; a promise that has settled takes no second answer. */
  const finish = (end: TransportEnd, failure: TransportError): void => {
    if (phase._tag === 'Over') return;
    stopTimer();
    if (phase._tag !== 'Idle') phase.socket.detach();
    phase = { _tag: 'Over' };
    connected.resolve(left(failure));
    done.resolve(end);
  };
  const closed: TransportError = { _tag: 'Closed', url: shown };

  const drop = ({ socket, end }: Extract<Phase, { readonly _tag: 'Ending' }>): void => {
    socket.destroy();
    finish(end, closed);
  };

  /** Waits for the socket to go, but not for ever. */
  const endSoon = (socket: RawSocket, end: TransportEnd, failure: TransportError): void => {
    stopTimer();
    phase = { _tag: 'Ending', socket, end };
    connected.resolve(left(failure));
    stopTimer = settings.clock.after(settings.closeTimeoutMs, () => {
      socket.destroy();
      finish(end, failure);
    });
  };

  const listener: SocketListener = {
    opened: () => {
      if (phase._tag !== 'Dialling') return;
      stopTimer();
      phase = { _tag: 'Open', socket: phase.socket };
      connected.resolve(right(undefined));
    },
    frame: (frame, together) => {
      if (phase._tag !== 'Open') return;
      try {
        onFrame(frame, together);
      } catch (defect) {
        reportSafely(settings.onDefect, defect);
      }
    },
    failed: (reason, status, code, retryAfterMs = null) => {
      fault ??= { reason, status, code, retryAfterMs };
    },
    closed: (code, reason, clean = code !== ABNORMAL_CLOSURE) => {
      const why = reason !== '' ? reason : (fault?.reason ?? '');
      switch (phase._tag) {
        case 'Dialling': {
          const told = why !== '' ? why : 'the connection was closed during the handshake';
          const failure: TransportError = {
            _tag: 'DialFailed',
            url: shown,
            reason: told,
            status: fault?.status ?? null,
            code: fault?.code ?? null,
            ...(fault?.retryAfterMs != null && { retryAfterMs: fault.retryAfterMs }),
          };
          return finish({ by: 'failure', code: null, reason: told, clean: false }, failure);
        }
        case 'Open':
          return finish({ by: clean ? 'remote' : 'failure', code, reason: why, clean }, closed);
        case 'Ending': {
          const { by, code: expected, reason: asked } = phase.end;
          const neverOpened = expected === null;
          return finish(neverOpened ? phase.end : { by, code, reason: reason !== '' ? reason : asked, clean }, closed);
        }
        case 'Idle':
        case 'Over':
          return;
      }
    },
  };

  const dial = (): void => {
    const address = checkAddress(url);
    const opening = isLeft(address) ? address : open(address.right, listener);
    if (isLeft(opening)) {
      const failure = opening.left;
      const reason = 'reason' in failure ? failure.reason : failure._tag;
      return finish({ by: 'failure', code: null, reason, clean: false }, failure);
    }
    const socket = opening.right;
    phase = { _tag: 'Dialling', socket };
    stopTimer = settings.clock.after(settings.connectTimeoutMs, () => {
      const timeoutMs = settings.connectTimeoutMs;
      const reason = `no answer within ${timeoutMs} ms`;
      endSoon(
        socket,
        { by: 'failure', code: null, reason, clean: false },
        { _tag: 'DialTimedOut', url: shown, timeoutMs },
      );
      socket.destroy();
    });
  };

  return {
    connect: () => {
      // A second call gets the answer of the first: one object is one attempt.
      if (phase._tag === 'Idle') dial();
      return connected.promise;
    },
    send: (frame) => {
      if (phase._tag === 'Idle' || phase._tag === 'Dialling') return left({ _tag: 'NotOpen', url: shown });
      if (phase._tag !== 'Open' || !phase.socket.send(frame)) return left(closed);
      return right(undefined);
    },
    close: ({ code = NORMAL_CLOSURE, reason = '', now = false } = {}) => {
      const asked = fitReason(reason);
      switch (phase._tag) {
        case 'Idle':
          return finish({ by: 'local', code: null, reason: asked, clean: false }, closed);
        case 'Dialling': {
          const { socket } = phase;
          endSoon(socket, { by: 'local', code: null, reason: asked, clean: false }, closed);
          socket.destroy();
          break;
        }
        case 'Open': {
          const { socket } = phase;
          endSoon(socket, { by: 'local', code: ABNORMAL_CLOSURE, reason: asked, clean: false }, closed);
          if (!now) socket.close(code, asked);
          break;
        }
        case 'Ending':
        case 'Over':
          break;
      }
      if (now && phase._tag === 'Ending') drop(phase);
    },
    done: done.promise,
    buffered: () => ('socket' in phase ? phase.socket.buffered() : 0),
  };
};

const reportSafely = (report: (defect: unknown) => void, defect: unknown): void => {
  try {
    report(defect);
  } catch {
    // Who is told of defects and throws has nobody left to be told by.
  }
};

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
