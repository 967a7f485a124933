import { STATUS_CODES } from 'node:http';
import type { Clock } from '@bitfinex-ws/machine';
import type { Answer } from '../server.js';
import { createCable, type ConnectionEnd, type FarEnd, type FarListener } from './cable.js';

/** Who is told what becomes of a connection. */
interface CallListener extends FarListener {
  readonly onOpen: () => void;
}

/** One connection, or the attempt, from the client's side. */
export interface Call extends FarEnd {
  readonly number: number;
}

/** The door of an exchange without a port. */
export interface Gate {
  /** Knocks at once; what comes of it is told later. */
  readonly dial: (listener: CallListener) => Call;
  /** Lets nobody in for so many ms: connections are refused. Those that are open stay. */
  readonly rest: (ms: number) => void;
  readonly wake: () => void;
  /** Breaks every connection and every attempt, and lets nobody in any more. */
  readonly shut: () => void;
}

const refusedBy = (reason: string, status: number | null = null): ConnectionEnd => ({ code: null, reason, status });

/** A door that is open; `onKnock` says what becomes of a handshake, and which number it has. */
export const createGate = (onKnock: () => { readonly number: number; readonly answer: Answer }, clock: Clock): Gate => {
  const ends = new Set<() => void>();
  let state: 'open' | 'resting' | 'shut' = 'open';
  let stopAlarm = (): void => undefined;

  const wake = (): void => {
    stopAlarm();
    if (state === 'resting') state = 'open';
  };
  /** An attempt that nobody answers, or not with a connection. */
  const failing = (number: number, listener: CallListener, end: ConnectionEnd | null): Call => {
    let over = false;
    const tell = (told: ConnectionEnd): void => {
      ends.delete(breakOff);
      if (!over) listener.onEnd(told);
      over = true;
    };
    const breakOff = (): void => queueMicrotask(() => tell(refusedBy(RESET)));
    if (end) queueMicrotask(() => tell(end));
    else ends.add(breakOff);
    const drop = (): void => {
      over = true;
      ends.delete(breakOff);
    };
    const nothing = (): void => undefined;
    return { number, send: nothing, close: drop, drop, pause: nothing, resume: nothing, buffered: () => 0 };
  };
  const welcome = (number: number, answer: Extract<Answer, { _tag: 'Welcome' }>, listener: CallListener): Call => {
    const { line, far } = createCable({
      onText: listener.onText,
      onEnd: (end) => {
        ends.delete(line.reset);
        listener.onEnd(end);
      },
    });
    ends.add(line.reset);
    queueMicrotask(listener.onOpen);
    answer.onLine(line);
    return {
      ...far,
      number,
      drop: () => {
        ends.delete(line.reset);
        far.drop();
      },
    };
  };

  return {
    dial: (listener) => {
      if (state !== 'open') return failing(0, listener, refusedBy(REFUSED));
      const { number, answer } = onKnock();
      switch (answer._tag) {
        case 'Welcome':
          return welcome(number, answer, listener);
        case 'Refuse':
          return failing(number, listener, {
            ...refusedBy(statusText(answer.status), answer.status),
            ...(answer.retryAfter !== null && { retryAfterMs: answer.retryAfter * 1000 }),
          });
        case 'Reset':
          return failing(number, listener, refusedBy(RESET));
        case 'Hang':
          return failing(number, listener, null);
      }
    },
    rest: (ms) => {
      if (state === 'shut') return;
      stopAlarm();
      state = 'resting';
      stopAlarm = clock.after(ms, wake);
    },
    wake,
    shut: () => {
      stopAlarm();
      state = 'shut';
      for (const end of [...ends]) end();
      ends.clear();
    },
  };
};

const statusText = (status: number): string => `HTTP ${status} ${STATUS_CODES[status] ?? ''}`.trim();
/** What is said of such sockets. */
const REFUSED = 'connection refused (ECONNREFUSED)';
const RESET = 'connection reset (ECONNRESET)';
