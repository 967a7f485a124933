import { either as E } from 'fp-ts';
import type { Book, BookError, UnavailableReason } from '@bitfinex-ws/orderbook';
import type { ChannelSpec, DataMessage } from '@bitfinex-ws/protocol';
import type { ChannelKey, ConnectionId } from '@bitfinex-ws/subscriptions';
import type { Route } from '../observe/inbound.js';
import type { Handle } from './handle.js';
import { replaySnapshot } from './replay.js';
import type { EndReason, GapCause, Received } from './stream.js';

/** What a channel's hub needs of the client around it. */
interface HubPorts {
  readonly now: () => number;
  /** At most one asking of this channel in this time, ms. */
  readonly resyncCooldownMs: number;
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
  let broken: GapCause | null = null;
  let askedAt: number | null = null;
  let liveAt = 0;
  let heardAt = 0;

  const moveTo = (next: typeof condition): void => {
    condition = next;
    for (const handle of handles) handle.moveTo(next);
  };

  const breakContinuity: Hub['breakContinuity'] = (cause, at) => {
    book?.lose(LOST_BY[cause], at);
    if (broken !== null) return;
    broken = cause;
    for (const handle of handles) handle.notice({ type: 'gap', cause, at });
  };

  const heal = (cause: GapCause, at: number): void => {
    broken = null;
    ports.stopTimer(key);
    for (const handle of handles) handle.notice({ type: 'resynced', cause, at });
  };

  const recover = (): void => {
    // While it is being asked already there is nothing to ask: the snapshot comes, or the channel ends.
    if (broken === null || condition !== 'live') return;
    const now = ports.now();
    const wait = askedAt === null ? 0 : askedAt + ports.resyncCooldownMs - now;
    if (wait > 0) return ports.startTimer(key, wait, recover);
    askedAt = now;
    ports.askResync(key, broken);
  };
  const recoverIn = (ms: number): void => (ms > 0 ? ports.startTimer(key, ms, recover) : recover());

  const onBookError = (applied: Book, error: BookError, at: number): void => {
    ports.onBookError(applied, error, at);
    const view = applied.view();
    if (E.isRight(view)) return;
    breakContinuity(view.left.reason === 'mismatch' ? 'checksum' : 'desync', at);
    recover();
  };

  const isWhole = (message: DataMessage): boolean =>
    book === null || (message.type === 'bookSnapshot' && E.isRight(book.view()));

  return {
    key,
    book,
    route: {
      book,
      onHeartbeat: (_message, at) => void (heardAt = at),
      onData: (message, at, error) => {
        heardAt = at;
        if (broken !== null && isWhole(message)) heal(broken, at);
        const received: Received<DataMessage> = { ...message, receivedAt: at };
        for (const handle of handles) handle.deliver(received);
        if (error !== null && book !== null) onBookError(book, error, at);
      },
      wantsMessages: () => handles.some((handle) => handle.wantsMessages()),
      // No row and no checksum makes a broken book whole: that takes a snapshot, which comes as a message.
      onApplied: (at, error) => {
        heardAt = at;
        for (const handle of handles) handle.count(at);
        if (error !== null && book !== null) onBookError(book, error, at);
      },
    },
    replay: () => (book === null ? null : replaySnapshot(book, chanId, ports.now())),
    join: (handle) => {
      handles = [...handles, handle];
      handle.moveTo(condition);
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
      if (now - heardAt >= silenceMs) breakContinuity('stale', now);
      // Maintenance has a time limit of its own, and until then nothing is to be asked.
      if (broken !== null && broken !== 'maintenance' && now - liveAt >= silenceMs) recover();
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
