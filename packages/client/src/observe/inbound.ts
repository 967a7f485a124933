import { isLeft } from '@bitfinex-ws/machine';
import type { BookError } from '@bitfinex-ws/orderbook';
import {
  encodePublicRequest,
  FLAGS,
  hasFlag,
  isAccountMessage,
  subscribe,
  type BookCursor,
  type ChannelSpec,
  type DataMessage,
  type DecodeError,
  type EventMessage,
  type Frame,
  type HeartbeatMessage,
  type Message,
  type SessionDecoder,
} from '@bitfinex-ws/protocol';
import { createEarly } from './early.js';
import { createSequenceAudit, type AccountAudit, type SequenceGap } from './sequence.js';

/** What an inbound half shows to who reads frames for it. */
export interface InboundInside {
  readonly decoder: SessionDecoder;
  readonly sink: InboundSink;
  readonly routes: ReadonlyMap<number, Route>;
  /** Whether the number of a frame shows that others are missing; everybody has been told then. */
  readonly auditGap: (seq: number | null, at: number) => boolean;
  readonly countDecoded: () => void;
  /** Makes a message of the frame and hands it on. `audited`: its number has been looked at. */
  readonly pushMessage: (frame: Frame, at: number, audited: boolean) => void;
}

/** A book as the frames of its channel meet it. It comes with the channel, and so does what reads its frames. */
export interface RouteBook {
  /** Applies a message. Null: the book took it. */
  readonly apply: (message: DataMessage, at: number) => BookError | null;
  /** Applies the row or the checksum that a cursor stands on. Null: the book took it. */
  readonly applyFrom: (cursor: BookCursor, at: number) => BookError | null;
  /** Makes what reads frames of books without making messages; it answers whether it has read the frame. */
  readonly createReader: (inside: InboundInside) => (frame: Frame, at: number) => boolean;
}

/** Where the frames of one channel id go. */
export interface Route {
  /** The book that the messages are applied to; null for channels without one. */
  readonly book: RouteBook | null;
  /** Called for each data message, after it was applied to the book. `error`: what the book said; null where it took it. */
  readonly onData: (message: DataMessage, at: number, error: BookError | null) => void;
  readonly onHeartbeat: (message: HeartbeatMessage, at: number) => void;
  /** Whether anybody wants its messages. Where nobody does, rows of a book are applied without making any. */
  readonly wantsMessages: () => boolean;
  /** A frame of this channel, as far as can be told, came and could not be read: what it said is missing. */
  readonly onUnread: (at: number) => void;
  /** Called in place of `onData` for a row or a checksum that was applied to the book without a message. */
  readonly onApplied: (at: number, error: BookError | null) => void;
}

/** Who hears of what comes in. */
export interface InboundSink {
  /** Every message that was decoded, before it is routed. */
  readonly onMessage: (message: Message, at: number) => void;
  /** Whether `onMessage` is to hear of every message. */
  readonly wantsMessages: () => boolean;
  readonly onEvent: (message: EventMessage, at: number) => void;
  /** A heartbeat of any channel, the account and those that are not acknowledged yet included. */
  readonly onHeartbeat: (message: HeartbeatMessage, at: number) => void;
  /** A frame of a channel for which there is no route; counted whether or not anybody is told. */
  readonly onUnrouted?: (chanId: number, at: number) => void;
  readonly onFailure: (error: DecodeError, at: number) => void;
  /** Audits the numbers of the account; a fresh one. Missing where nobody logs in. */
  readonly accountAudit?: AccountAudit;
  /** Told before the frame that shows the gap is applied to anything. */
  readonly onGap: (gap: SequenceGap, at: number) => void;
}

/** What came in on one connection, in frames. */
export interface InboundCounters {
  readonly frames: number;
  readonly decoded: number;
  readonly failed: number;
  /** Channel frames for which there was no route; heartbeats of channels that are not acknowledged yet do not count. */
  readonly unrouted: number;
  /** Breaks in the numbering of all frames, and in that of the account's. */
  readonly gaps: number;
  readonly accountGaps: number;
}

/** Nothing has come in. */
export const NO_COUNTERS: InboundCounters = { frames: 0, decoded: 0, failed: 0, unrouted: 0, gaps: 0, accountGaps: 0 };

/** The inbound half of one connection, from its greeting to its end: decode, audit, route, apply. */
export interface Inbound {
  /** Takes one frame, received at `at` (ms). Bytes are read before it returns. */
  readonly push: (frame: Frame, at: number) => void;
  /** Frames of this id go there from now on. The decoder learns what the id means, where no acknowledgement has said so. */
  readonly open: (chanId: number, route: Route, spec: ChannelSpec) => void;
  /** Reads what came for an id before it was opened. False: not all of it was kept, or came at all. */
  readonly replay: (chanId: number) => boolean;
  readonly close: (chanId: number) => void;
  readonly routes: () => ReadonlyMap<number, Route>;
  /** The last sequence number; null before the first, and where frames are not numbered. */
  readonly seq: () => number | null;
}

/** Counts as they are kept: whoever makes an inbound half gives it what it adds to. */
type RunningCounters = { -readonly [Name in keyof InboundCounters]: number };

/** Makes the inbound half of one connection; its decoder must be a fresh one. It adds to `counted` what comes in. */
export const createInbound = (decoder: SessionDecoder, sink: InboundSink, counted: RunningCounters): Inbound => {
  const routes = new Map<number, Route>();
  const audit = createSequenceAudit();
  const account = sink.accountAudit ?? null;
  const early = createEarly();
  // Brought by the first book that is opened.
  let readBook: ReturnType<RouteBook['createReader']> | null = null;

  const noteUnrouted = (chanId: number, at: number): void => {
    counted.unrouted++;
    sink.onUnrouted?.(chanId, at);
  };
  const deliver = (message: DataMessage, at: number): void => {
    const route = routes.get(message.chanId);
    if (route === undefined) return noteUnrouted(message.chanId, at);
    route.onData(message, at, route.book === null ? null : route.book.apply(message, at));
  };

  // The decoder reads a number only where SEQ_ALL is in force; frames in flight before the `conf` have none.
  const auditGap = (seq: number | null, at: number): boolean => {
    const gap = seq === null ? null : audit.check(seq);
    if (gap === null) return false;
    counted.gaps++;
    early.spoil(null);
    sink.onGap(gap, at);
    return true;
  };
  const push = (frame: Frame, at: number): void => {
    counted.frames++;
    if (readBook === null || !readBook(frame, at)) pushMessage(frame, at, false);
  };

  /** What could not be read of an event is no channel's; where no channel can be made out, it may be any. */
  const tellUnread = (frame: Frame, at: number): void => {
    const start = startOf(frame);
    if (start.startsWith('{')) return;
    const chanId = /^\[\s*(\d+)\s*,/.exec(start)?.[1];
    audit.unread();
    if (chanId === undefined || chanId === '0') account?.unread();
    early.spoil(chanId === undefined ? null : Number(chanId));
    const touched = chanId === undefined ? [...routes.values()] : [routes.get(Number(chanId))];
    for (const route of touched) route?.onUnread(at);
  };

  // The hot path of everything else: one decode, one lookup, one apply, and whatever the route does with it.
  const pushMessage = (frame: Frame, at: number, audited: boolean): void => {
    const decoded = decoder.decode(frame);
    if (isLeft(decoded)) {
      counted.failed++;
      sink.onFailure(decoded.left, at);
      tellUnread(frame, at);
      return;
    }
    counted.decoded++;
    const message = decoded.right;
    if (!('seq' in message)) {
      if (message.type === 'conf' && !hasFlag(decoder.flags(), FLAGS.SEQ_ALL)) {
        audit.restart();
        account?.restart();
      }
      sink.onMessage(message, at);
      sink.onEvent(message, at);
      return;
    }
    if (!audited) auditGap(message.seq, at);
    const missed = account?.check(message) ?? null;
    if (missed !== null) {
      counted.accountGaps++;
      sink.onGap(missed, at);
    }
    sink.onMessage(message, at);
    if (message.type === 'heartbeat') {
      sink.onHeartbeat(message, at);
      routes.get(message.chanId)?.onHeartbeat(message, at);
    } else if (message.type === 'unrouted') {
      if (message.chanId !== 0 && !routes.has(message.chanId)) early.keep(message.chanId, frame, at);
      noteUnrouted(message.chanId, at);
    }
    // The account channel has no route: whoever hears `onMessage` has it.
    else if (!isAccountMessage(message)) deliver(message, at);
  };

  const inside: InboundInside = {
    decoder,
    sink,
    routes,
    auditGap,
    countDecoded: () => void counted.decoded++,
    pushMessage,
  };

  return {
    push,
    open: (chanId, route, spec) => {
      routes.set(chanId, route);
      readBook ??= route.book?.createReader(inside) ?? null;
      if (!decoder.channels().has(chanId)) decoder.decode(acknowledgement(chanId, spec));
    },
    replay: (chanId) => {
      const frames = early.take(chanId);
      for (const { frame, at } of frames ?? []) {
        counted.unrouted--;
        counted.decoded--;
        pushMessage(frame, at, true);
      }
      return frames !== null;
    },
    close: (chanId) => void routes.delete(chanId),
    routes: () => routes,
    seq: audit.last,
  };
};

/** What the server would have said: a request and its acknowledgement have the same fields. */
const acknowledgement = (chanId: number, spec: ChannelSpec): string =>
  JSON.stringify({ ...(JSON.parse(encodePublicRequest(subscribe(spec))) as object), event: 'subscribed', chanId });

const startOf = (frame: Frame): string =>
  (typeof frame === 'string'
    ? frame.slice(0, START)
    : String.fromCharCode(...new Uint8Array(frame).subarray(0, START))
  ).trimStart();
/** Room for a bracket and a channel id. */
const START = 24;
