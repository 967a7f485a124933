import { either as E } from 'fp-ts';
import type { Book, BookError, UnavailableReason } from '@bitfinex-ws/orderbook';
import type { ChannelSpec, DataMessage } from '@bitfinex-ws/protocol';
import type { ChannelKey, ConnectionId } from '@bitfinex-ws/subscriptions';
import type { Route } from '../observe/inbound.js';
import { CONFIRM_MS } from '../limits.js';
import type { Handle } from './handle.js';
import { replaySnapshot } from './replay.js';
import { stamp } from './stamp.js';
import type { EndReason, GapCause } from './stream.js';

/** What a channel's hub needs of the client around it. */
interface HubPorts {
  readonly now: () => number;
  /** At most one asking of this channel in this time, ms. */
  readonly resyncCooldownMs: number;
  /** Whether the connection was asked for checksums. */
  readonly checksummed: boolean;
  /** Asks the server for this one channel again. */
  readonly askResync: (channel: ChannelKey, cause: GapCause) => void;
  /** One timer a channel: starting it again replaces it. */
  readonly startTimer: (channel: ChannelKey, ms: number, fire: () => void) => void;
  readonly stopTimer: (channel: ChannelKey) => void;
  readonly onBookError: (book: Book, error: BookError, at: number) => void;
}

/** One channel as the client lives it: its book, its continuity, and the handles that share it. */
export interface Hub {
  readonly key: ChannelKey;
  readonly book: Book | null;
  readonly route: Route;
  /** A snapshot made from the book; null where there is none to be made. */
  readonly replay: () => ReturnType<typeof replaySnapshot>;
  readonly join: (handle: Handle) => void;
  /** Ends those of its handles; answers whether any is left. */
  readonly end: (ids: ReadonlyArray<string>, reason: EndReason) => boolean;
  readonly ids: () => ReadonlyArray<string>;
  /** The server acknowledged the channel, for the first time or again. */
  readonly onLive: (conn: ConnectionId, chanId: number) => void;
  /** The connection that carries it, or carried it last; null before the first. */
  readonly conn: () => ConnectionId | null;
  /** The channel is being asked again. */
  readonly onRecovering: (cause: GapCause) => void;
  /** When the channel was last heard of, ms: data, a heartbeat, or the acknowledgement. */
  readonly heardAt: () => number;
  /**
   * Frames of the connection are missing, doubled or swapped. True: the channel may become whole again by itself, with its next
   * message, or a book with a checksum that matches in time. False: it must be asked again.
   */
  readonly doubt: (at: number) => boolean;
  /** Something outside the channel broke it. Told once until it is whole again. */
  readonly breakContinuity: (cause: GapCause, at: number) => void;
  /**
   * Looks whether the channel has said nothing for this long, ms, not even a heartbeat, or has owed its snapshot for as
   * long: then it is asked for again, alone.
   */
  readonly checkSilence: (silenceMs: number) => void;
  /** Asks for the channel again after this many ms, where it is broken and the cool-down allows; else when it does. */
  readonly recoverIn: (ms: number) => void;
}

/** Makes the hub of a channel that nobody has asked the server for yet. */
export const createHub = (key: ChannelKey, spec: ChannelSpec, book: Book | null, ports: HubPorts): Hub => {
  let handles: ReadonlyArray<Handle> = [];
  let condition: 'pending' | 'live' | 'recovering' = 'pending';
  let conn: ConnectionId | null = null;
  let chanId = 0;
  let broken: { readonly cause: GapCause; readonly at: number } | null = null;
  let askedAt: number | null = null;
  let liveAt = 0;
  let heardAt = 0;

  const moveTo = (next: typeof condition): void => {
    condition = next;
    for (const handle of handles) handle.moveTo(next);
  };

  const breakContinuity: Hub['breakContinuity'] = (cause, at) => {
    book?.lose(LOST_BY[cause], at);
    tellBroken(cause, at);
  };
  const tellBroken = (cause: GapCause, at: number): void => {
    if (broken !== null) return;
    broken = { cause, at };
    for (const handle of handles) handle.notice({ type: 'gap', cause, at });
  };

  const heal = ({ cause }: { readonly cause: GapCause }, at: number): void => {
    broken = null;
    ports.stopTimer(key);
    for (const handle of handles) handle.notice({ type: 'resynced', cause, at });
  };

  const doubt: Hub['doubt'] = (at) => {
    const isOpen = book === null || (ports.checksummed && book.doubt('gap', at));
    if (!isOpen) book?.lose('gap', at);
    const isFirst = broken === null;
    tellBroken('sequence', at);
    // The time runs from the first gap: a connection that loses a frame every few seconds must not be waited for forever.
    if (isOpen && isFirst && book !== null) ports.startTimer(key, CONFIRM_MS, recover);
    return isOpen;
  };

  const recover = (): void => {
    // While it is being asked already there is nothing to ask: the snapshot comes, or the channel ends. Maintenance has a time
    // limit of its own, and until then nothing is to be asked.
    if (broken === null || broken.cause === 'maintenance' || condition !== 'live') return;
    const now = ports.now();
    const wait = askedAt === null ? 0 : askedAt + ports.resyncCooldownMs - now;
    if (wait > 0) return ports.startTimer(key, wait, recover);
    askedAt = now;
    ports.stopTimer(key);
    ports.askResync(key, broken.cause);
  };
  const recoverIn = (ms: number): void => (ms > 0 ? ports.startTimer(key, ms, recover) : recover());

  const onBookError = (applied: Book, error: BookError, at: number): void => {
    ports.onBookError(applied, error, at);
    const view = applied.view();
    // What does not fit into a book in doubt is no news: its checksum has yet to say.
    if (E.isRight(view) || applied.inDoubt()) return;
    breakContinuity(view.left.reason === 'mismatch' ? 'checksum' : 'desync', at);
    recover();
  };

  /** A book in doubt is whole again with a checksum: who has joined meanwhile, or builds on messages, gets a snapshot. */
  const healWith = (type: DataMessage['type'] | null, at: number): void => {
    if (broken === null || (book !== null && E.isLeft(book.view()))) return;
    heal(broken, at);
    if (type === 'bookSnapshot' || book === null) return;
    const snapshot = replaySnapshot(book, chanId, at);
    if (snapshot !== null) for (const handle of handles) handle.deliver(snapshot);
  };

  return {
    key,
    book,
    route: {
      book,
      onHeartbeat: (_message, at) => {
        heardAt = at;
        for (const handle of handles) handle.onHeartbeat(at);
      },
      onData: (message, at, error) => {
        heardAt = at;
        if (broken !== null) healWith(message.type, at);
        const received = stamp(message, at);
        for (const handle of handles) handle.deliver(received);
        if (error !== null && book !== null) onBookError(book, error, at);
      },
      onUnread: (at) => {
        if (!doubt(at)) recover();
      },
      wantsMessages: () => handles.some((handle) => handle.wantsMessages()),
      onApplied: (at, error) => {
        heardAt = at;
        if (broken !== null) healWith(null, at);
        for (const handle of handles) handle.count(at);
        if (error !== null && book !== null) onBookError(book, error, at);
      },
    },
    replay: () => (book === null ? null : replaySnapshot(book, chanId, ports.now())),
    join: (handle) => {
      handles = [...handles, handle];
      handle.moveTo(condition);
      if (broken !== null) handle.notice({ type: 'gap', ...broken });
      const snapshot = book === null ? null : replaySnapshot(book, chanId, ports.now());
      if (snapshot !== null) handle.deliver(snapshot);
    },
    end: (ids, reason) => {
      const ending = handles.filter(({ face }) => ids.includes(face.id));
      handles = handles.filter((handle) => !ending.includes(handle));
      if (handles.length === 0) {
        ports.stopTimer(key);
        book?.lose('closed', ports.now());
      }
      for (const handle of ending) handle.end(reason);
      return handles.length > 0;
    },
    ids: () => handles.map(({ face }) => face.id),
    conn: () => conn,
    heardAt: () => heardAt,
    doubt,
    onLive: (on, id) => {
      conn = on;
      chanId = id;
      liveAt = heardAt = ports.now();
      moveTo('live');
    },
    onRecovering: (cause) => {
      breakContinuity(cause, ports.now());
      moveTo('recovering');
    },
    breakContinuity,
    recoverIn,
    checkSilence: (silenceMs) => {
      const now = ports.now();
      if (condition !== 'live') return;
      const isSilent = now - heardAt >= silenceMs;
      if (isSilent) breakContinuity('stale', now);
      const owes = broken !== null && now - Math.max(liveAt, broken.at) >= silenceMs;
      if (isSilent || owes) recover();
    },
  };
};

/** What a gap of the stream means to the book. A wrong checksum and a desync the book has found itself. */
const LOST_BY: Readonly<Record<GapCause, UnavailableReason>> = {
  sequence: 'gap',
  disconnected: 'disconnected',
  checksum: 'mismatch',
  desync: 'desync',
  maintenance: 'stale',
  stale: 'stale',
  asked: 'stale',
};
