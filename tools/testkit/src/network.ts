import { either as E } from 'fp-ts';

/**
 * A network without sockets, structurally the transport factory of `@bitfinex-ws/transport`: each attempt to connect is
 * a `FakeSocket`, on which the test plays the server.
 */
export interface FakeNetwork {
  /** Pass this where a transport factory is wanted. */
  readonly factory: (request: FakeRequest) => FakeTransport;
  /** Every attempt so far, in order. */
  readonly sockets: ReadonlyArray<FakeSocket>;
  /** The last attempt. It throws where nobody has dialled. */
  readonly latest: () => FakeSocket;
}

export interface FakeSocket {
  readonly url: string;
  /** The frames the client has sent, as text, in order. */
  readonly sent: ReadonlyArray<string>;
  readonly state: () => 'dialing' | 'open' | 'closed';
  /** Completes the handshake. */
  readonly open: () => void;
  /** Fails the handshake with this reason, and where given with an HTTP status, its `Retry-After`, or the platform's code. */
  readonly refuse: (reason: string, fault?: Partial<Fault>) => void;
  /** Delivers a frame to the client: text as it is, anything else as JSON. */
  readonly deliver: (frame: unknown) => void;
  /** The server, or the network, ends the connection. */
  readonly drop: (code?: number) => void;
  /** From now on every send fails. */
  readonly breakSends: () => void;
}

interface FakeRequest {
  readonly url: string;
  readonly onFrame: (frame: string) => void;
}

interface Fault {
  readonly status: number | null;
  readonly code: string | null;
  readonly retryAfterMs?: number;
}
interface DialFailed extends Fault {
  readonly _tag: 'DialFailed';
  readonly url: string;
  readonly reason: string;
}
interface Closed {
  readonly _tag: 'Closed';
  readonly url: string;
}
interface NotOpen {
  readonly _tag: 'NotOpen';
  readonly url: string;
}
interface End {
  readonly by: 'local' | 'remote' | 'failure';
  readonly code: number | null;
  readonly reason: string;
  readonly clean: boolean;
}
interface FakeTransport {
  readonly connect: () => Promise<E.Either<DialFailed | Closed, void>>;
  readonly send: (frame: string) => E.Either<NotOpen, void>;
  readonly close: () => void;
  readonly done: Promise<End>;
  readonly buffered: () => number;
}

/** A network on which nobody has dialled yet. */
export const createFakeNetwork = (): FakeNetwork => {
  const sockets: FakeSocket[] = [];

  const factory = ({ url, onFrame }: FakeRequest): FakeTransport => {
    let state: 'dialing' | 'open' | 'closed' = 'dialing';
    let sendsBroken = false;
    const sent: string[] = [];
    let settleConnect: (result: E.Either<DialFailed | Closed, void>) => void = () => undefined;
    const connected = new Promise<E.Either<DialFailed | Closed, void>>((resolve) => (settleConnect = resolve));
    let settleDone: (end: End) => void = () => undefined;
    const done = new Promise<End>((resolve) => (settleDone = resolve));

    const end = (by: End['by'], code: number | null, reason: string, fault: Partial<Fault> = {}): void => {
      if (state === 'closed') return;
      if (state === 'dialing') {
        settleConnect(
          E.left(
            by === 'local'
              ? { _tag: 'Closed', url }
              : { _tag: 'DialFailed', url, reason, status: null, code: null, ...fault },
          ),
        );
      }
      state = 'closed';
      settleDone({ by, code, reason, clean: code === 1000 });
    };

    sockets.push({
      url,
      sent,
      state: () => state,
      open: () => {
        if (state !== 'dialing') return;
        state = 'open';
        settleConnect(E.right(undefined));
      },
      refuse: (reason, fault) => end('failure', null, reason, fault),
      deliver: (frame) => {
        if (state === 'open') onFrame(typeof frame === 'string' ? frame : JSON.stringify(frame));
      },
      drop: (code = 1006) => end('remote', code, ''),
      breakSends: () => (sendsBroken = true),
    });

    return {
      connect: () => connected,
      send: (frame) => {
        if (state !== 'open' || sendsBroken) return E.left({ _tag: 'NotOpen', url });
        sent.push(frame);
        return E.right(undefined);
      },
      close: () => end('local', 1000, 'closed by this side'),
      done,
      buffered: () => 0,
    };
  };

  return {
    factory,
    sockets,
    latest: () => {
      const socket = sockets[sockets.length - 1];
      if (!socket) throw new Error('nobody has dialled yet');
      return socket;
    },
  };
};
