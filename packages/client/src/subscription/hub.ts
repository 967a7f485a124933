import type { BookError } from '@bitfinex-ws/orderbook';
import type { ChannelSpec, DataMessage } from '@bitfinex-ws/protocol';
import type { ChannelKey, ConnectionId } from '@bitfinex-ws/subscriptions';
import type { Route } from '../observe/inbound.js';
import { CONFIRM_MS } from '../limits.js';
import type { SequenceGap } from '../observe/sequence.js';
import type { Handle } from './handle.js';
import type { HubBook } from './hub-book.js';
import type { Keeper, KeeperFactory, KeeperPorts } from './keeper.js';
import { stamp } from './stamp.js';
import type { EndReason, GapCause, GapNotice, Received, ResyncedNotice } from './stream.js';

/** What a channel's hub needs of the client around it. */
interface HubPorts extends Pick<KeeperPorts, 'clock' | 'backfill'> {
  /** At most one asking of this channel in this time, ms. */
  readonly resyncCooldownMs: number;
  /** Asks the server for this one channel again. */
  readonly askResync: (channel: ChannelKey, cause: GapCause) => void;
  /** One timer a channel: starting it again replaces it. */
  readonly startTimer: (channel: ChannelKey, ms: number, fire: () => void) => void;
  readonly stopTimer: (channel: ChannelKey) => void;
  /** The channel has been silent for so long, ms, that it is asked again. */
  readonly onStale: (spec: ChannelSpec, conn: ConnectionId, silentMs: number, at: number) => void;
}

/** What keeps a channel beside its handles: a book, a keeper, or neither. */
interface HubParts {
  readonly book: HubBook | null;
  readonly keeper: KeeperFactory | null;
}

/** One channel as the client lives it: its book, its continuity, and the handles that share it. */
export interface Hub {
  readonly key: ChannelKey;
  readonly spec: ChannelSpec;
  readonly book: HubBook | null;
  readonly route: Route;
  /** How the channel stands, as a message, for an iterator that joins late; null where there is none to be made. */
  readonly replay: () => Received<DataMessage> | null;
  /** What a subscription has beside its messages and its book, until it has ended; null where that is nothing. */
  readonly reads: (ended: Promise<unknown>) => object | null;
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
   * message, or a book with a checksum that matches in time. False: it must be asked again. Null: a frame could not be read.
   */
  readonly doubt: (at: number, gap: SequenceGap | null) => boolean;
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
export const createHub = (key: ChannelKey, spec: ChannelSpec, parts: HubParts, ports: HubPorts): Hub => {
  const { book } = parts;
  const { now } = ports.clock;
  let handles: ReadonlyArray<Handle> = [];
  let condition: 'pending' | 'live' | 'recovering' = 'pending';
  let conn: ConnectionId | null = null;
  let chanId = 0;
  let broken: GapNotice | null = null;
  let askedAt: number | null = null;
  // How often it was acknowledged, and how often before it broke.
  let lives = 0;
  let livesBefore = 0;
  let liveAt = 0;
  let heardAt = 0;
  let staleSince: number | null = null;
  let dataAt: number | null = null;

  const moveTo = (next: typeof condition): void => {
    condition = next;
    for (const handle of handles) handle.moveTo(next);
  };
  const deliver = (message: Received<DataMessage>): void => {
    for (const handle of handles) handle.deliver(message);
  };

  const breakContinuity: Hub['breakContinuity'] = (cause, at) => {
    book?.lose(cause, at);
    tellBroken(cause, at, null);
  };
  const tellBroken = (cause: GapCause, at: number, sequence: SequenceGap | null): void => {
    keeper?.interrupt(at);
    if (broken !== null) return;
    const from = dataAt === null ? null : { ...NOWHERE, ...keeper?.edge(), at: dataAt };
    broken = { type: 'gap', cause, at, from, to: sequence === null ? null : { ...NOWHERE, at }, sequence };
    livesBefore = lives;
    keeper?.onBroken(cause, from);
    for (const handle of handles) handle.notice(broken);
  };

  const heal = (closing: Pick<ResyncedNotice, 'to' | 'missing' | 'backfilled'>, at: number): void => {
    if (broken === null) return;
    const { cause, from } = broken;
    broken = null;
    ports.stopTimer(key);
    for (const handle of handles) handle.notice({ type: 'resynced', cause, at, from, ...closing });
  };

  const keeper: Keeper | null =
    parts.keeper?.({
      spec,
      clock: ports.clock,
      backfill: ports.backfill,
      deliver,
      notice: (notice) => handles.forEach((handle) => handle.notice(notice)),
      onDuplicate: () => handles.forEach((handle) => handle.onDuplicate()),
      isLive: () => condition === 'live',
      onJoining: () => ports.stopTimer(key),
      heal,
    }) ?? null;

  const doubt: Hub['doubt'] = (at, sequence) => {
    const isOpen = keeper === null && (book === null || book.doubt(at));
    const isFirst = broken === null;
    tellBroken('sequence', at, sequence);
    // The time runs from the first gap: a connection that loses a frame every few seconds must not be waited for forever.
    if (isOpen && isFirst && book !== null) ports.startTimer(key, CONFIRM_MS, recover);
    // What is not replaced by its next message is lost, and whole again from here on.
    if (isOpen && book === null && !isReplaced(spec))
      heal({ to: { ...NOWHERE, at }, missing: 'unknown', backfilled: 0 }, at);
    return isOpen;
  };

  const recover = (): void => {
    // While it is being asked already there is nothing to ask: the snapshot comes, or the channel ends. Maintenance has a time
    // limit of its own, and until then nothing is to be asked.
    if (broken === null || broken.cause === 'maintenance' || condition !== 'live') return;
    const at = now();
    const wait = askedAt === null ? 0 : askedAt + ports.resyncCooldownMs - at;
    if (wait > 0) return ports.startTimer(key, wait, recover);
    askedAt = at;
    ports.stopTimer(key);
    ports.askResync(key, broken.cause);
  };
  // The frame that shows a gap may be one of this channel: a keeper has a use for it, a book has not.
  const recoverIn = (ms: number): void => (ms > 0 || keeper !== null ? ports.startTimer(key, ms, recover) : recover());

  const onBookError = (error: BookError | null, at: number): void => {
    const cause = error === null || book === null ? null : book.fault(error, at);
    if (cause === null) return;
    breakContinuity(cause, at);
    recover();
  };

  /** A book in doubt is whole again with a checksum: who has joined meanwhile, or builds on messages, gets a snapshot. */
  const healWith = (type: DataMessage['type'] | null, at: number): void => {
    if (broken === null || (book !== null && !book.isReadable())) return;
    // What comes during maintenance is not to be relied on: the channel will be asked again.
    if (book === null && broken.cause === 'maintenance' && lives === livesBefore) return;
    heal({ to: { ...NOWHERE, at }, missing: 'replaced', backfilled: 0 }, at);
    if (type === 'bookSnapshot' || book === null) return;
    const snapshot = book.snapshot(chanId, at);
    if (snapshot !== null) deliver(snapshot);
  };
  const known = (): Received<DataMessage> | null =>
    keeper === null ? (book?.snapshot(chanId, now()) ?? null) : keeper.replay(chanId, now());

  return {
    key,
    spec,
    book,
    route: {
      book: book?.route ?? null,
      onHeartbeat: (_message, at) => {
        heardAt = at;
        for (const handle of handles) handle.onHeartbeat(at);
      },
      onData: (message, at, error) => {
        heardAt = at;
        if (keeper !== null) keeper.onData(message, at);
        else {
          if (broken !== null) healWith(message.type, at);
          deliver(stamp(message, at));
        }
        dataAt = at;
        onBookError(error, at);
      },
      onUnread: (at) => {
        if (!doubt(at, null)) recover();
      },
      wantsMessages: () => handles.some((handle) => handle.wantsMessages()),
      onApplied: (at, error) => {
        heardAt = dataAt = at;
        if (broken !== null) healWith(null, at);
        for (const handle of handles) handle.count(at);
        onBookError(error, at);
      },
    },
    replay: () => (keeper === null || keeper.isState ? known() : null),
    reads: (ended) => keeper?.reads?.(ended) ?? null,
    join: (handle) => {
      handles = [...handles, handle];
      handle.moveTo(condition);
      if (broken !== null) handle.notice(broken);
      const snapshot = known();
      if (snapshot !== null) handle.deliver(snapshot);
    },
    end: (ids, reason) => {
      const ending = handles.filter(({ face }) => ids.includes(face.id));
      handles = handles.filter((handle) => !ending.includes(handle));
      if (handles.length === 0) {
        ports.stopTimer(key);
        book?.lose('closed', now());
        keeper?.end();
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
      lives++;
      liveAt = heardAt = now();
      moveTo('live');
      // No snapshot is promised that would close the gap.
      if (book === null && keeper === null && !isReplaced(spec)) {
        heal({ to: { ...NOWHERE, at: liveAt }, missing: 'unknown', backfilled: 0 }, liveAt);
      }
    },
    onRecovering: (cause) => {
      breakContinuity(cause, now());
      moveTo('recovering');
    },
    breakContinuity,
    recoverIn,
    checkSilence: (silenceMs) => {
      const at = now();
      if (condition !== 'live') return;
      const isSilent = at - heardAt >= silenceMs;
      if (isSilent && conn !== null && staleSince !== heardAt) ports.onStale(spec, conn, at - heardAt, at);
      if (isSilent) {
        staleSince = heardAt;
        breakContinuity('stale', at);
      }
      const owes = broken !== null && at - Math.max(liveAt, broken.at) >= silenceMs;
      if (isSilent || owes) recover();
    },
  };
};

const NOWHERE = { id: null, mts: null } as const;

/** Whether the next message of a channel stands in for all that was missed before it. */
const isReplaced = (spec: ChannelSpec): boolean =>
  spec.channel === 'ticker' || (spec.channel === 'status' && spec.key !== 'liq:global');
