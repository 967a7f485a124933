import { createHash } from 'node:crypto';
import type { Line } from './line.js';
import { bytesOf } from './wire/websocket-text.js';

/** Adds up what was said: two runs with the same digest said the same, byte for byte, on the same connections in the same order. */
interface Tally {
  /** The line, and all that passes on it is counted from now on; `number` is that of its handshake. */
  readonly counted: (line: Line, number: number) => Line;
  /** A handshake that did not become a connection. */
  readonly turnedAway: (number: number, why: string) => void;
  /** SHA-256, as 64 hexadecimal digits, of all until now. */
  readonly digest: () => string;
}

/** Bytes that are gathered before they are hashed: many small calls cost more than the hashing itself. */
const CHUNK = 64 * 1024;

/**
 * Nothing was said to begin with. What is hashed is one record after the other: the number of the connection, `>` from the
 * server, `<` to it, or a letter for another event, the length, a colon, the bytes. Bytes of the server are those of WebSocket frames.
 */
export const createTally = (): Tally => {
  const hash = createHash('sha256');
  /** What is to be hashed, as characters up to 0xff. */
  let pending = '';

  const flush = (): void => {
    hash.update(pending, 'latin1');
    pending = '';
  };
  const record = (number: number, kind: string, bytes: string): void => {
    pending += `${number}${kind}${bytes.length}:`;
    pending += bytes;
    if (pending.length > CHUNK) flush();
  };

  return {
    counted: (line, number) => ({
      ...line,
      write: (bytes) => {
        record(number, '>', bytes);
        line.write(bytes);
      },
      close: (code, reason) => {
        record(number, 'c', bytesOf(`${code} ${reason}`));
        line.close(code, reason);
      },
      finish: () => {
        record(number, 'f', '');
        line.finish();
      },
      reset: () => {
        record(number, 'r', '');
        line.reset();
      },
      listen: ({ onFrame, onPing, onEnd }) => {
        let ended = false;
        record(number, 'o', '');
        line.listen({
          onFrame: (text) => {
            if (text === null) record(number, 'b', '');
            else record(number, '<', bytesOf(text));
            onFrame(text);
          },
          onPing: (payload) => {
            record(number, 'p', payload);
            onPing(payload);
          },
          onEnd: () => {
            if (!ended) record(number, 'e', '');
            ended = true;
            onEnd();
          },
        });
      },
    }),
    turnedAway: (number, why) => record(number, 't', why),
    digest: () => {
      flush();
      return hash.copy().digest('hex');
    },
  };
};
