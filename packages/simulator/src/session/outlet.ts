import type { Clock } from '@bitfinex-ws/machine';
import { createArmed, type Cause } from '../faults/injection.js';
import { createQueue } from '../faults/queue.js';
import type { Account } from '../ledger/account.js';
import type { Line } from '../line.js';
import type { Dice } from '../market/random.js';
import type { FrameFault, FrameFilter, FrameKind } from '../scenario/fault.js';
import { damaged } from '../wire/damage.js';
import { accountFrameText, frameText, HEARTBEAT_BODY } from '../wire/frames.js';
import { bytesOf, fragmentsOf, piecesOf, pongFrame, textFrame } from '../wire/websocket-text.js';

/** A channel as faults see it. */
export interface Subject {
  readonly chanId: number;
  readonly channel: string;
  /** Symbol or key. */
  readonly subject: string;
}

/** Where the frames of one connection leave the server: they are numbered here, and here they come to harm. */
export interface Outlet {
  /** Sends an event. */
  readonly event: (text: string) => void;
  /** Sends an array frame with this body; `first` where it is the snapshot of its channel. */
  readonly array: (channel: Subject, body: string, flags: number, first?: boolean) => void;
  /** Sends a frame of the account channel; `topic` is the type of a notification. A heartbeat ('hb') has no row. */
  readonly account: (code: string, row: string | null, topic: string | null, flags: number) => void;
  /** What is sent from now on comes in a later packet than what was sent before. */
  readonly apart: () => void;
  /** Uses up a number and sends nothing. */
  readonly lose: () => void;
  /** Lets the next number be higher by so many. */
  readonly jump: (by: number) => void;
  readonly pong: (payload: string) => void;
  readonly arm: (fault: FrameFault, cause: Cause) => void;
  /** No frames pass for so many ms; they wait, or are lost. */
  readonly stall: (ms: number, data: 'queued' | 'lost') => void;
  readonly slow: (ms: number, jitter: number, cause: Cause) => void;
  /** So many bytes a second pass at most; 0: as many as there are. */
  readonly narrow: (bytesPerSecond: number, cause: Cause) => void;
  readonly withdraw: (cause: Cause) => void;
  readonly calm: () => void;
  /** Is told of each frame before it leaves; null where nobody wants to know. */
  readonly watch: (watcher: FrameWatcher | null) => void;
  readonly state: () => 'open' | 'stalled';
  readonly framesSent: () => number;
  readonly sequence: () => number;
  readonly waiting: () => number;
  readonly end: () => void;
}

/** Looks at a frame that is about to leave; `sent` is the number of frames before it. */
export type FrameWatcher = (kind: FrameKind, channel: Subject | null, sent: number) => void;

interface OutletPorts {
  readonly line: Line;
  readonly clock: Clock;
  readonly dice: Dice;
  readonly account: Account;
  /** What the exchange takes the time to be. */
  readonly now: () => number;
  /** Is told of each frame that has left. */
  readonly onSent: () => void;
}

/** A frame on its way. */
interface Frame {
  readonly text: string;
  readonly kind: FrameKind;
  readonly channel: Subject | null;
  /** Null for an event. */
  readonly sequence: number | null;
  /** Where its payload lies. */
  readonly payload: readonly [number, number];
}

/** How long frames are held back for a merge at most, in ms. */
const MERGE_MS = 1_000;
/** Milliseconds between the pieces of a frame. */
const APART_MS = 1;

/** An outlet onto a line; nothing goes wrong on it until something is armed. */
export const createOutlet = ({ line, clock, dice, account, now, onSent }: OutletPorts): Outlet => {
  const armed = createArmed<FrameFault>();
  const queue = createQueue(line, clock, dice);
  let watcher: FrameWatcher | null = null;
  let sequence = 0;
  /** Frames of the account channel but for heartbeats and notifications. */
  let ownSequence = 0;
  let framesSent = 0;
  let lostUntil = 0;
  let slowedBy: Cause | null = null;
  let narrowedBy: Cause | null = null;
  let swapped: Frame | null = null;
  /** Whether frames may go straight to the line. Set wherever the answer may change. */
  let smooth = true;
  let ended = false;

  const settle = (): void => {
    smooth = !ended && !watcher && armed.size() === 0 && !swapped && lostUntil === 0 && queue.isIdle();
  };
  const count = (): void => {
    framesSent++;
    onSent();
  };
  const struck = (fault: FrameFault, frame: Frame): void => account.struck(fault.type, frame.sequence);
  const missed = ({ sequence: number }: Frame): void => {
    if (number !== null) account.missed(number);
  };

  const leave = (pieces: ReadonlyArray<string>, apartMs: number): void => {
    count();
    queue.put(pieces, apartMs);
  };
  /** Writes a frame, in pieces where a fault says so. */
  const write = (frame: Frame, payload: string): void => {
    const split = take('split', frame);
    if (split?.type !== 'split') return leave([textFrame(payload)], 0);
    struck(split, frame);
    const { into, pieces, ms = APART_MS } = split;
    leave(into === 'fragments' ? fragmentsOf(payload, pieces) : piecesOf(textFrame(payload), pieces), ms);
  };
  const take = (stage: 'merge' | 'split' | 'harm', frame: Frame): FrameFault | null =>
    armed.size() === 0
      ? null
      : armed.take((fault) => {
          if (stageOf(fault) !== stage || (fault.type === 'swap' && swapped)) return false;
          return isFor(fault, frame);
        });

  const pass = (frame: Frame): void => {
    const merging = take('merge', frame);
    if (merging?.type === 'merge') {
      struck(merging, frame);
      queue.gather(merging.count, merging.ms ?? MERGE_MS);
    }
    const harm = take('harm', frame);
    if (harm) struck(harm, frame);
    if (harm?.type === 'drop') return missed(frame);
    if (harm?.type === 'swap') {
      swapped = frame;
      return;
    }
    const payload = harm?.type === 'corrupt' ? damaged(harm.how, frame.text, frame.payload, dice) : null;
    write(frame, payload ?? bytesOf(frame.text));
    if (harm?.type === 'double') write(frame, bytesOf(frame.text));
    if (swapped && frame.sequence !== null) {
      const late = swapped;
      swapped = null;
      write(late, bytesOf(late.text));
    }
  };
  const emit = (frame: Frame): void => {
    watcher?.(frame.kind, frame.channel, framesSent);
    if (lostUntil <= clock.now()) lostUntil = 0;
    if (ended || lostUntil > 0) missed(frame);
    else pass(frame);
    settle();
  };

  return {
    event: (text) => {
      if (!smooth) return emit({ text, kind: 'event', channel: null, sequence: null, payload: [0, text.length] });
      line.write(textFrame(bytesOf(text)));
      count();
    },
    array: (channel, body, flags, first = false) => {
      const text = frameText(channel.chanId, body, flags, ++sequence, now());
      if (channel.channel === 'trades' && !first) account.told(channel.chanId, body, sequence);
      if (!smooth) {
        const start = text.indexOf(',') + 1;
        return emit({ text, kind: kindOf(body, first), channel, sequence, payload: [start, start + body.length] });
      }
      line.write(textFrame(text));
      count();
    },
    account: (code, row, topic, flags) => {
      // As clients of the exchange count: the notification of a request has no number of the connection, and no
      // notification one of its own.
      const numbered = topic === null || !topic.endsWith('-req');
      if (numbered) sequence++;
      if (row !== null && code !== 'n') ownSequence++;
      const number = numbered ? sequence : null;
      const body = row === null ? HEARTBEAT_BODY : `"${code}",${row}`;
      const numbers = { sequence: number, own: row === null ? null : ownSequence };
      const text = accountFrameText(body, flags, numbers, now());
      const kind = row === null ? 'heartbeat' : /^[a-z]+s$/.test(code) ? 'snapshot' : 'update';
      emit({ text, kind, channel: ACCOUNT, sequence: number, payload: [3, 3 + body.length] });
    },
    apart: () => line.apart?.(),
    lose: () => account.missed(++sequence),
    jump: (by) => (sequence += by),
    pong: (payload) => {
      if (!ended && lostUntil <= clock.now()) queue.put([pongFrame(payload)], 0);
    },
    arm: (fault, cause) => {
      armed.add(fault, 'times' in fault ? (fault.times ?? 1) : 1, cause);
      settle();
    },
    stall: (ms, data) => {
      if (data === 'queued') queue.stall(ms);
      else lostUntil = clock.now() + ms;
      settle();
    },
    slow: (ms, jitter, cause) => {
      queue.slow(ms, jitter);
      slowedBy = cause;
      settle();
    },
    narrow: (bytesPerSecond, cause) => {
      queue.narrow(bytesPerSecond);
      narrowedBy = cause;
      settle();
    },
    withdraw: (cause) => {
      armed.withdraw(cause);
      if (narrowedBy === cause) queue.narrow(0);
      if (slowedBy === cause) queue.slow(0, 0);
      settle();
    },
    calm: () => {
      armed.clear();
      lostUntil = 0;
      queue.calm();
      settle();
    },
    watch: (given) => {
      watcher = given;
      settle();
    },
    state: () => (queue.isStalled() || lostUntil > clock.now() ? 'stalled' : 'open'),
    framesSent: () => framesSent,
    sequence: () => sequence,
    waiting: queue.waiting,
    end: () => {
      ended = true;
      queue.end();
      settle();
    },
  };
};

/** The account channel as faults see it. */
const ACCOUNT: Subject = { chanId: 0, channel: 'account', subject: '' };

const kindOf = (body: string, first: boolean): FrameKind => {
  if (first) return 'snapshot';
  if (body === '"hb"') return 'heartbeat';
  return body.startsWith('"cs"') ? 'checksum' : 'update';
};

const stageOf = ({ type }: FrameFault): 'merge' | 'split' | 'harm' => {
  if (type === 'merge' || type === 'split') return type;
  return 'harm';
};

const isFor = (fault: FrameFault, frame: Frame): boolean => {
  if (fault.type === 'merge') return true;
  if (fault.type === 'corrupt' && fault.how === 'digit' && !/\d/.test(frame.text.slice(...frame.payload))) return false;
  return fits(fault.frames, frame.kind, frame.channel);
};

/** Whether a filter lets a frame of this kind and channel through. */
export const fits = (filter: FrameFilter | undefined, kind: FrameKind, channel: Subject | null): boolean => {
  if (!filter?.kinds) {
    if (kind === 'event') return false;
  } else if (!filter.kinds.includes(kind)) return false;
  if (filter?.channel !== undefined && filter.channel !== channel?.channel) return false;
  return filter?.subject === undefined || filter.subject === channel?.subject;
};
