import type { Line, LineListener } from '../line.js';
import { createFrameReader } from './frame-reader.js';

/** How a connection ended, as the client sees it. */
export interface ConnectionEnd {
  /** The close code; 1006 without a closing handshake; null where the connection never opened. */
  readonly code: number | null;
  /** The reason of the close frame, or what went wrong; '' where nobody said. */
  readonly reason: string;
  /** HTTP status of a refused handshake; null for any other end. */
  readonly status: number | null;
  /** For how long, ms, such a handshake asked not to be repeated; absent where it did not. */
  readonly retryAfterMs?: number;
}

/** The client's end of a connection without sockets. */
export interface FarEnd {
  /** Sends a text frame, or bytes as a binary one. */
  readonly send: (frame: string | Uint8Array) => void;
  /** Says goodbye; the end is told when the other side has answered. */
  readonly close: (code: number, reason: string) => void;
  /** Is gone without a word; nothing is told any more. */
  readonly drop: () => void;
  /** Reads nothing more until `resume`; what comes meanwhile waits on the server's side. */
  readonly pause: () => void;
  readonly resume: () => void;
  /** Bytes on their way to the server. */
  readonly buffered: () => number;
}

/** Who is told what happens at the client's end. */
export interface FarListener {
  readonly onText: (text: string) => void;
  readonly onEnd: (end: ConnectionEnd) => void;
}

/** Longer frames end the connection with code 1009, as on a socket. */
const LONGEST_FRAME = 64 * 1024;
const BROKEN: ConnectionEnd = { code: 1006, reason: '', status: null };

/**
 * A line without a socket, and its other end. What is sent at one end arrives at the other in a microtask of its own, in the
 * order in which all that is sent anywhere was sent: never within the call, and the same way each time.
 */
export const createCable = (far: FarListener): { readonly line: Line; readonly far: FarEnd } => {
  let near: LineListener | null = null;
  let state: 'open' | 'closing' | 'over' = 'open';
  let reads = true;
  let held: string[] | null = null;
  let toFar = 0;
  let toNear = 0;
  /** What has arrived at a client that does not read. */
  let unread: Array<() => void> | null = null;

  const arrive = (task: () => void): void =>
    queueMicrotask(() => {
      if (unread) unread.push(task);
      else task();
    });
  const endNear = (): void => {
    if (reads) near?.onEnd();
  };
  const end = (told: ConnectionEnd): void => {
    if (state === 'over') return;
    state = 'over';
    far.onEnd(told);
  };
  const breakOff = (code: number, reason: string): void => {
    queueMicrotask(endNear);
    end({ code, reason, status: null });
  };
  const reader = createFrameReader({
    onText: (text) => {
      if (state !== 'over') far.onText(text);
    },
    onBroken: breakOff,
  });
  const put = (bytes: string): void => {
    toFar += bytes.length;
    arrive(() => {
      toFar -= bytes.length;
      if (state !== 'over') reader.read(bytes);
    });
  };
  const flush = (): void => {
    for (const bytes of held?.splice(0) ?? []) put(bytes);
  };

  const line: Line = {
    write: (bytes) => {
      if (held) held.push(bytes);
      else put(bytes);
    },
    close: (code, reason) => {
      flush();
      arrive(() => {
        end({ code, reason, status: null });
        queueMicrotask(endNear);
      });
    },
    finish: () => {
      flush();
      arrive(() => end(BROKEN));
    },
    reset: () => {
      held?.splice(0);
      arrive(() => end(BROKEN));
    },
    hold: () => (held ??= []),
    release: () => {
      flush();
      held = null;
    },
    flush,
    stopReading: () => (reads = false),
    waiting: () => toFar + (held?.reduce((sum, bytes) => sum + bytes.length, 0) ?? 0),
    listen: (listener) => (near = listener),
  };

  const sizeOf = (frame: string | Uint8Array): number =>
    typeof frame === 'string' ? Buffer.byteLength(frame) : frame.length;
  return {
    line,
    far: {
      send: (frame) => {
        if (state !== 'open') return;
        const size = sizeOf(frame);
        toNear += size;
        queueMicrotask(() => {
          if (!reads) return;
          toNear -= size;
          if (size <= LONGEST_FRAME) near?.onFrame(typeof frame === 'string' ? frame : null);
          else {
            near?.onEnd();
            arrive(() => end({ code: 1009, reason: '', status: null }));
          }
        });
      },
      close: (code, reason) => {
        if (state !== 'open') return;
        state = 'closing';
        queueMicrotask(() => {
          if (!reads) return;
          near?.onEnd();
          arrive(() => end({ code, reason, status: null }));
        });
      },
      drop: () => {
        if (state === 'over') return;
        state = 'over';
        queueMicrotask(endNear);
      },
      pause: () => (unread ??= []),
      resume: () => {
        const tasks = unread ?? [];
        unread = null;
        for (let task = tasks.shift(); task; task = unread ? undefined : tasks.shift()) task();
        // It may have stopped reading again over what it read.
        if (tasks.length > 0) unread = tasks;
      },
      buffered: () => toNear,
    },
  };
};
