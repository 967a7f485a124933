import { isRight } from '@bitfinex-ws/machine';
import { systemClock, type Clock, type Frame, type TransportFactory } from '@bitfinex-ws/transport';
import type { FrameSink } from './sink.js';

/** What stands in a recording for a frame that carries a key, a signature or a token. */
export const REDACTED_FRAME = '{"event":"redacted"}';

/** What `recordTransport` can be told. */
export interface RecordOptions {
  /** Where `t` comes from. @default systemClock */
  readonly clock?: Pick<Clock, 'now'>;
  /** Numbers the next attempt; pass one to several recorders that share a sink. @default 1, 2, 3 … */
  readonly nextConn?: () => number;
}

/**
 * Makes transports that write down what they carry. Each attempt is one `conn`; an outbound frame is written once the
 * socket has taken it, a sensitive one as `REDACTED_FRAME`; bytes are decoded as UTF-8 for the recording and passed on
 * as they are. A sink that fails never disturbs the connection.
 */
export const recordTransport = (
  factory: TransportFactory,
  sink: FrameSink,
  { clock = systemClock, nextConn = countFromOne() }: RecordOptions = {},
): TransportFactory => {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const textOf = (frame: Frame): string => (typeof frame === 'string' ? frame : decoder.decode(frame));

  return (request) => {
    const conn = nextConn();
    const record = (dir: 'in' | 'out', frame: Frame): void => {
      try {
        sink.write({ t: clock.now(), conn, dir, frame: textOf(frame) });
      } catch {
        // A sink has promised not to throw. One that does is not worth the connection.
      }
    };
    const transport = factory({
      url: request.url,
      onFrame: (frame) => {
        record('in', frame);
        request.onFrame(frame);
      },
    });
    return {
      connect: transport.connect,
      send: (frame, options) => {
        const sent = transport.send(frame, options);
        if (isRight(sent)) record('out', options?.sensitive === true ? REDACTED_FRAME : frame);
        return sent;
      },
      close: transport.close,
      done: transport.done,
      buffered: transport.buffered,
    };
  };
};

const countFromOne = (): (() => number) => {
  let last = 0;
  return () => ++last;
};
