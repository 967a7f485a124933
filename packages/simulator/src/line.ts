import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';

/** One WebSocket, and what can be done to it and to the TCP socket under it. */
export interface Line {
  /** Writes bytes, given as characters up to 0xff: whole frames, or pieces of one. */
  readonly write: (bytes: string) => void;
  /** Says goodbye with a close frame; the other side is to answer. */
  readonly close: (code: number, reason: string) => void;
  /** Ends TCP in order, without a close frame: the other side sees code 1006. */
  readonly finish: () => void;
  /** Resets TCP at once: the other side sees code 1006. */
  readonly reset: () => void;
  /** Holds back what is written, until released, so that it goes out in one write. */
  readonly hold: () => void;
  readonly release: () => void;
  /** Lets what is written from now on leave in a later packet than what was written before. */
  readonly apart?: () => void;
  /** Writes now what is held back, and goes on holding. */
  readonly flush: () => void;
  /** Reads nothing more, not even the other side's goodbye. */
  readonly stopReading: () => void;
  /** Bytes that wait for the other side to read. */
  readonly waiting: () => number;
  readonly listen: (listener: LineListener) => void;
}

/** Who is told what happens on a line. */
export interface LineListener {
  /** A text frame, or null for a binary one. */
  readonly onFrame: (text: string | null) => void;
  /** A ping of the WebSocket protocol with its payload, as bytes; the listener is to answer. */
  readonly onPing: (payload: string) => void;
  /** It has ended, or is broken; may be told twice. */
  readonly onEnd: () => void;
}

/** Answers that wait for a client before nothing more is read of it, in bytes: who does not read is not heard. */
const MOST_UNREAD = 1024 * 1024;
/** Bytes that are gathered for one write. Copying frames into it takes half the time of joining them as strings. */
const CHUNK = 64 * 1024;
const NO_BYTES = Buffer.alloc(0);
/** So that two packets are read one by one, in ms. */
const APART_MS = 20;

/** The line over a WebSocket whose handshake is done. Frames to the client bypass the library, which reads and closes. */
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
