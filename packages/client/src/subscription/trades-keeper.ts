import type { DataMessage } from '@bitfinex-ws/protocol';
import { HOLD_LIMIT, HOLD_MS, TRADES_REPLAYED } from '../limits.js';
import { askBackfill, type BackfillAnswer, type BackfillCall } from './backfill.js';
import type { Keeper, KeeperFactory } from './keeper.js';
import { stamp } from './stamp.js';
import type { GapBound, Received, ResyncedNotice } from './stream.js';
import { createTradeMemory, DELIVERED } from './trade-memory.js';
import {
  boundOf,
  isBehind,
  isMatch,
  restored,
  usableRows,
  type TradeRow,
  type TradeSingle,
  type TradeSnapshot,
} from './trade-rows.js';

/** A snapshot that does not reach back to what was delivered, while a source is asked for what lies between. */
interface Filling {
  readonly snapshot: TradeSnapshot;
  readonly at: number;
  readonly call: BackfillCall;
}

/** Of these nothing more is told; of these all has been. */
const SETTLED = DELIVERED.snapshot | DELIVERED.leftOut;
const BOTH = DELIVERED.matched | DELIVERED.persisted;

const NO_ANSWER = { rows: [], reason: null } as const;

/**
 * Keeps the trades of a channel complete, in order, and each of them once. The first snapshot is delivered as it is; of every
 * later one, trade by trade, what had not been delivered. What comes behind a gap waits for the snapshot that closes it.
 */
export const createTradesKeeper: KeeperFactory = (ports): Keeper => {
  const { clock } = ports;
  const memory = createTradeMemory();
  // Counts the gaps: what was delivered behind one proves nothing of what was missed in it.
  let stretch = 0;
  let started = false;
  let edge: Pick<TradeRow, 'id' | 'mts'> | null = null;
  let gap: { readonly from: GapBound | null } | null = null;
  // What waits for the snapshot behind a gap, and what waits for the source; null while nothing has to.
  let held: Array<Received<TradeSingle>> | null = null;
  let later: Array<Received<TradeSingle>> = [];
  let filling: Filling | null = null;
  // For whoever joins late: the newest, oldest first, in the name of the snapshot that came last.
  let recent: TradeRow[] = [];
  let last: TradeSnapshot | null = null;
  let stopTimer: (() => void) | null = null;

  const deliver = (message: Received<TradeSingle>): void => {
    const { id, mts } = message.trade;
    const how = isMatch(message) ? DELIVERED.matched : DELIVERED.persisted;
    const before = memory.how(id);
    // The first snapshot told that a trade was matched; whether it was persisted is told once as well.
    const known = how === DELIVERED.matched ? how | DELIVERED.snapshot : how;
    if ((before & (known | DELIVERED.leftOut)) !== 0) return ports.onDuplicate();
    memory.add(id, how, stretch);
    if (before === 0) {
      edge = { id, mts };
      remember(message.trade);
    }
    ports.deliver(message);
  };
  const remember = (...trades: ReadonlyArray<TradeRow>): void => {
    recent.push(...trades);
    if (recent.length >= 2 * TRADES_REPLAYED) recent = recent.slice(-TRADES_REPLAYED);
  };

  const takeHeld = (): ReadonlyArray<Received<TradeSingle>> => {
    const waiting = held ?? [];
    held = null;
    stopTimer?.();
    stopTimer = null;
    return waiting;
  };
  /** It takes too long, or too much waits: they go on without what is missing. */
  const release = (): void => takeHeld().forEach(deliver);

  const onSingle = (message: TradeSingle, at: number): void => {
    const received = stamp(message, at);
    if (filling !== null) {
      later.push(received);
      if (later.length > HOLD_LIMIT) finish({ outcome: 'overflowed', ...NO_ANSWER });
    } else if (held !== null) {
      held.push(received);
      stopTimer ??= clock.after(HOLD_MS, release);
      if (held.length > HOLD_LIMIT) release();
    } else {
      deliver(received);
    }
  };

  const begin = (snapshot: TradeSnapshot, at: number): void => {
    started = true;
    // A trade that overtook the snapshot is in it as well.
    const trades = snapshot.trades.filter(({ id }) => memory.how(id) === 0);
    for (const { id } of snapshot.trades) memory.add(id, DELIVERED.snapshot, stretch);
    const [newest] = snapshot.trades;
    if (newest !== undefined) edge ??= { id: newest.id, mts: newest.mts };
    remember(...[...trades].reverse());
    heal({ to: boundOf(snapshot.trades.at(-1), at), missing: 'none', backfilled: 0 }, at);
    ports.deliver({ ...snapshot, trades, receivedAt: at } as Received<DataMessage>);
    release();
  };
  const heal = (closing: Pick<ResyncedNotice, 'to' | 'missing' | 'backfilled'>, at: number): void => {
    if (gap === null) return;
    gap = null;
    ports.heal(closing, at);
  };

  /** Whether it was delivered before the gap, or, where there is none, at all. */
  const isKnown = ({ id }: TradeRow): boolean => {
    const last = memory.stretch(id);
    return last !== null && (gap === null || last < stretch);
  };

  const onSnapshot = (snapshot: TradeSnapshot, at: number): void => {
    // One of before the channel was asked again: what comes until the next one could be missing unseen.
    if (started && !ports.isLive()) return;
    last = snapshot;
    ports.onJoining();
    if (filling !== null) finish({ outcome: 'interrupted', ...NO_ANSWER });
    if (!started && (gap === null || edge === null)) return begin(snapshot, at);
    started = true;
    const { trades } = snapshot;
    const from = gap?.from ?? null;
    const reaches = from === null || (from.id === null && trades.length === 0) || trades.some(isKnown);
    if (reaches || ports.backfill === null || from === null) {
      close(snapshot, at, [], reaches ? 'none' : 'unknown');
      return;
    }
    const to = boundOf(trades.at(-1), at);
    stopTimer?.();
    filling = { snapshot, at, call: askBackfill(ports.backfill, { spec: ports.spec, from, to }, clock, finish) };
  };

  const finish = ({ outcome, rows, reason }: BackfillAnswer<unknown>): void => {
    if (filling === null) return;
    const { snapshot, at, call } = filling;
    filling = null;
    call.abandon();
    const { between, touches } = usableRows(rows, snapshot.trades, gap?.from?.mts ?? null);
    const isProved = touches && between.some(isKnown);
    close(snapshot, at, between, isProved ? 'none' : 'unknown', (delivered) =>
      ports.notice({ type: 'backfill', outcome, rows: delivered, reason, at: clock.now() }),
    );
    const waiting = later;
    later = [];
    waiting.forEach(deliver);
  };

  /** Delivers what is missing, oldest first: `between` from a source, then what the snapshot has. Then the gap is closed. */
  const close = (
    snapshot: TradeSnapshot,
    at: number,
    between: ReadonlyArray<TradeRow>,
    proof: 'none' | 'unknown',
    onDelivered?: (ofSource: number) => void,
  ): void => {
    const list = [...between, ...[...snapshot.trades].reverse()];
    const ids = new Set(list.map(({ id }) => id));
    const waiting = takeHeld();
    const isLater = ({ id }: { readonly id: number }): boolean => gap !== null && memory.stretch(id) === stretch;
    // Whatever is older than the first that is known was there before this subscription was.
    const first = Math.max(0, list.findIndex(isKnown));
    // Where trades went on without waiting, what is older comes too late to keep the order.
    // The last that was told may have overtaken the snapshot.
    const isOvertaken = edge !== null && !ids.has(edge.id) && isLater(edge) && isBehind(edge, list.at(-1));
    const late = isOvertaken ? list.length : list.reduce((last, trade, index) => (isLater(trade) ? index : last), -1);
    const matched = new Map<number, Received<TradeSingle>>();
    const persisted = new Map<number, Received<TradeSingle>>();
    const newer: Array<Received<TradeSingle>> = [];
    for (const message of waiting) {
      if (ids.has(message.trade.id)) (isMatch(message) ? matched : persisted).set(message.trade.id, message);
      // It overtook the snapshot.
      else if (isBehind(message.trade, list.at(-1))) newer.push(message);
      else deliver(message);
    }

    let oldest: TradeRow | null = null;
    let isLate = false;
    let backfilled = 0;
    let ofSource = 0;
    for (const [index, trade] of list.entries()) {
      const how = memory.how(trade.id);
      if (index < first || (how & SETTLED) !== 0 || (how & BOTH) === BOTH) continue;
      if (index < late) {
        isLate = true;
        memory.add(trade.id, DELIVERED.leftOut, stretch);
        continue;
      }
      if ((how & DELIVERED.matched) === 0) {
        const message = matched.get(trade.id);
        deliver(message ?? restored(snapshot, trade, 'e', at));
        oldest ??= trade;
        if (message === undefined) backfilled++;
        if (index < between.length) ofSource++;
      }
      if ((how & DELIVERED.persisted) === 0) {
        deliver(persisted.get(trade.id) ?? restored(snapshot, trade, 'u', at));
      }
    }
    newer.forEach(deliver);
    onDelivered?.(ofSource);
    const missing = isLate ? 'unknown' : proof;
    heal({ to: boundOf(oldest ?? (isOvertaken ? edge : list.at(-1)), at), missing, backfilled }, clock.now());
  };

  return {
    onData: (message, at) => {
      switch (message.type) {
        case 'trades':
        case 'fundingTrades':
          return onSnapshot(message, at);
        case 'te':
        case 'tu':
        case 'fte':
        case 'ftu':
          return onSingle(message, at);
        default:
          return ports.deliver(stamp(message, at));
      }
    },
    edge: () => edge,
    isState: false,
    onBroken: (cause, from) => {
      stretch++;
      gap = { from };
      // Under maintenance nothing is asked for minutes.
      if (cause !== 'maintenance') held ??= [];
    },
    interrupt: () => finish({ outcome: 'interrupted', ...NO_ANSWER }),
    replay: (chanId, at) => {
      if (last === null || recent.length === 0) return null;
      const { type, spec } = last;
      const none = { seq: null, accountSeq: null, serverTime: null, receivedAt: at, replayed: true } as const;
      const trades = recent.slice(-TRADES_REPLAYED).reverse();
      return { type, chanId, spec, trades, ...none } as Received<DataMessage>;
    },
    end: () => {
      takeHeld();
      filling?.call.abandon();
      filling = null;
    },
  };
};
