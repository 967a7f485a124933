import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import type { Line } from './line.js';

/** Answers that wait for a client before nothing more is read of it, in bytes: who does not read is not heard. */
const MOST_UNREAD = 1024 * 1024;
/** Bytes that are gathered for one write. Copying frames into it takes half the time of joining them as strings. */
const CHUNK = 64 * 1024;
const NO_BYTES = Buffer.alloc(0);
/** So that two packets are read one by one, in ms. */
const APART_MS = 20;

/** The line over a WebSocket whose handshake is done. In a file of its own: who uses the package needs no types of `ws`. Frames to the client bypass the library, which reads and closes. */
export const lineOf = (webSocket: WebSocket, tcp: Socket): Line => {
  let held = false;
  let resting = false;
  /** What is held back lies in it from `start` to `end`; what lies before is on its way and must not change. */
  let chunk = NO_BYTES;
  let start = 0;
  let end = 0;
  let reads: 'on' | 'not while answers wait' | 'never again' = 'on';

  const waiting = (): number => tcp.writableLength + end - start;
  /** Stops reading where the client does not read either, until it has. */
  const holdBack = (): void => {
    if (reads !== 'on' || waiting() <= MOST_UNREAD) return;
    reads = 'not while answers wait';
    webSocket.pause();
  };
  const put = (bytes: string | Buffer): void => {
    if (tcp.writable) tcp.write(bytes, 'latin1');
  };
  const flush = (): void => {
    if (start === end) return;
    const bytes = chunk.subarray(start, end);
    start = end;
    put(bytes);
  };
  const gather = (bytes: string): void => {
    if (end + bytes.length > chunk.length) {
      flush();
      chunk = Buffer.allocUnsafe(Math.max(CHUNK, bytes.length));
      start = end = 0;
    }
    end += chunk.write(bytes, end, 'latin1');
  };

  return {
    write: (bytes) => {
      if (held || resting) gather(bytes);
      else put(bytes);
    },
    close: (code, reason) => {
      flush();
      webSocket.close(code, reason);
    },
    finish: () => {
      flush();
      tcp.end();
    },
    reset: () => {
      start = end;
      tcp.resetAndDestroy();
    },
    hold: () => (held = true),
    release: () => {
      held = false;
      if (!resting) flush();
    },
    apart: () => {
      if (resting) return;
      flush();
      resting = true;
      setTimeout(() => {
        resting = false;
        if (!held) flush();
      }, APART_MS).unref();
    },
    flush: () => {
      if (!resting) flush();
    },
    stopReading: () => {
      reads = 'never again';
      webSocket.pause();
    },
    waiting,
    listen: ({ onFrame, onPing, onEnd }) => {
      webSocket.on('message', (data: Buffer, isBinary: boolean) => {
        onFrame(isBinary ? null : data.toString('utf8'));
        holdBack();
      });
      webSocket.on('ping', (data: Buffer) => {
        onPing(data.toString('latin1'));
        holdBack();
      });
      tcp.on('drain', () => {
        if (reads !== 'not while answers wait') return;
        reads = 'on';
        webSocket.resume();
      });
      // Too long a frame, or bytes that are no frame: the library closes the socket with the fitting code.
      webSocket.on('error', onEnd);
      webSocket.on('close', onEnd);
    },
  };
};
