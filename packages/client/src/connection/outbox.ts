import { left } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import type { SendOptions, Transport, TransportError } from '@bitfinex-ws/transport';

/** So much waits for the network already that a frame more would be beyond the limit; it was not sent. */
export interface SendQueueFull {
  readonly _tag: 'SendQueueFull';
  readonly conn: number;
  /** What the frame would have added, bytes. */
  readonly bytes: number;
  /** What waits, bytes. */
  readonly buffered: number;
  readonly limitBytes: number;
}

/** Why a frame was not sent. */
export type SendError = TransportError | SendQueueFull;

/**
 * Hands a frame to the socket unless too much waits for the network already. The socket's own buffer is the queue: a second
 * one above it would keep frames that are lost with the socket, while their senders believe them sent.
 */
export const sendWithin = (
  limitBytes: number,
  conn: number,
  transport: Pick<Transport, 'send' | 'buffered'>,
  frame: string,
  options?: SendOptions,
): E.Either<SendError, void> => {
  const buffered = transport.buffered();
  const bytes = new TextEncoder().encode(frame).length;
  return buffered + bytes > limitBytes
    ? left({ _tag: 'SendQueueFull', conn, bytes, buffered, limitBytes })
    : transport.send(frame, options);
};
