import type { Candle, CandleMessage, CandlesMessage } from '@bitfinex-ws/protocol';
import { CANDLES_KEPT, HOLD_LIMIT } from '../limits.js';
import { askBackfill, type BackfillAnswer, type BackfillCall } from './backfill.js';
import { createCandleSeries } from './candle-series.js';
import { openCandleWindow, type CandleReads } from './candle-window.js';
import type { Keeper, KeeperFactory } from './keeper.js';
import type { GapBound, Received } from './stream.js';

/** A snapshot that does not reach back to what was delivered, while a source is asked for what lies between. */
interface Filling {
  readonly snapshot: CandlesMessage;
  readonly at: number;
  readonly call: BackfillCall;
}

const NO_ANSWER = { rows: [], reason: null } as const;

/**
 * Keeps the candles of a channel by their time, for windows and for handles that join late, and says after a gap whether a
 * candle may be missing. A candle that came replaces the one of its time, so that none has to wait but for a source.
 */
export const createCandlesKeeper: KeeperFactory = (ports): Keeper => {
  const { clock, spec } = ports;
  const series = createCandleSeries(CANDLES_KEPT);
  const watchers = new Set<() => void>();
  let version = 0;
  let edge: Pick<GapBound, 'id' | 'mts'> | null = null;
  let gap: { readonly from: GapBound | null } | null = null;
  let filling: Filling | null = null;
  let later: Array<Received<CandleMessage>> = [];
  let last: CandleMessage | CandlesMessage | null = null;

  const put = (candle: Candle): void => {
    series.put(candle);
    edge = { id: null, mts: Math.max(edge?.mts ?? -Infinity, candle.mts) };
  };
  const changed = (): void => {
    version++;
    for (const wake of [...watchers]) wake();
  };
  const deliver = (message: Received<CandleMessage>): void => {
    put(message.candle);
    ports.deliver(message);
    changed();
  };

  const onCandle = (message: CandleMessage, at: number): void => {
    const received = { ...message, receivedAt: at };
    if (filling === null) return deliver(received);
    later.push(received);
    if (later.length > HOLD_LIMIT) finish({ outcome: 'overflowed', ...NO_ANSWER });
  };

  const onSnapshot = (snapshot: CandlesMessage, at: number): void => {
    if (filling !== null) finish({ outcome: 'interrupted', ...NO_ANSWER });
    const from = gap?.from ?? null;
    const oldest = oldestOf(snapshot.candles);
    const since = from?.mts ?? null;
    const reaches = since === null || (oldest !== null && oldest.mts <= since);
    // One of before the channel was asked again closes nothing.
    if (gap !== null && !ports.isLive()) return join(snapshot, at);
    ports.onJoining();
    if (reaches || ports.backfill === null || from === null || gap === null) {
      return close(snapshot, at, [], reaches ? 'none' : 'unknown');
    }
    const to = boundOf(oldest, at);
    filling = { snapshot, at, call: askBackfill(ports.backfill, { spec, from, to }, clock, finish) };
  };

  const finish = ({ outcome, rows, reason }: BackfillAnswer<unknown>): void => {
    if (filling === null) return;
    const { snapshot, at, call } = filling;
    filling = null;
    call.abandon();
    const since = gap?.from?.mts ?? -Infinity;
    const until = oldestOf(snapshot.candles)?.mts ?? Infinity;
    const given = rows.filter(isCandle).sort((a, b) => a.mts - b.mts);
    const between = given.filter(({ mts }) => mts >= since && mts < until);
    const isProved = given.some(({ mts }) => mts <= since) && given.some(({ mts }) => mts >= until);
    close(snapshot, at, between, isProved ? 'none' : 'unknown', () =>
      ports.notice({ type: 'backfill', outcome, rows: between.length, reason, at: clock.now() }),
    );
    const waiting = later;
    later = [];
    waiting.forEach(deliver);
  };

  const close = (
    snapshot: CandlesMessage,
    at: number,
    between: ReadonlyArray<Candle>,
    missing: 'none' | 'unknown',
    onDelivered?: () => void,
  ): void => {
    const { chanId, seq, accountSeq, serverTime } = snapshot;
    const since = gap?.from?.mts ?? null;
    const rest = { chanId, seq, accountSeq, serverTime, receivedAt: at, backfilled: true } as const;
    for (const candle of between) deliver({ type: 'candle', spec: snapshot.spec, candle, ...rest });
    onDelivered?.();
    const oldest = oldestOf(snapshot.candles);
    if (missing === 'unknown' && oldest !== null) series.markHole(oldest.mts);
    if (gap !== null) {
      const behind = snapshot.candles.filter(({ mts }) => since !== null && mts > since);
      const to = boundOf(between[0] ?? oldestOf(behind) ?? oldest, at);
      gap = null;
      ports.heal({ to, missing, backfilled: between.length + behind.length }, clock.now());
    }
    join(snapshot, at);
  };
  const join = (snapshot: CandlesMessage, at: number): void => {
    for (const candle of snapshot.candles) put(candle);
    ports.deliver({ ...snapshot, receivedAt: at });
    changed();
  };

  return {
    onData: (message, at) => {
      if (message.type === 'candles') onSnapshot((last = message), at);
      else if (message.type === 'candle') onCandle((last = message), at);
      else ports.deliver({ ...message, receivedAt: at });
    },
    edge: () => edge,
    isState: true,
    onBroken: (_cause, from) => {
      gap = { from };
    },
    interrupt: () => finish({ outcome: 'interrupted', ...NO_ANSWER }),
    replay: (chanId, at) => {
      if (last === null || series.candles().length === 0) return null;
      const none = { seq: null, accountSeq: null, serverTime: null, receivedAt: at, replayed: true } as const;
      return { type: 'candles', chanId, spec: last.spec, candles: [...series.candles()].reverse(), ...none };
    },
    reads: (ended): CandleReads => ({
      window: (options = {}) => {
        const watched = {
          series,
          version: () => version,
          watch: (wake: () => void) => {
            watchers.add(wake);
            return () => watchers.delete(wake);
          },
        };
        return openCandleWindow(watched, spec.channel === 'candles' ? spec.key : '', options, ended);
      },
    }),
    end: () => {
      filling?.call.abandon();
      filling = null;
    },
  };
};

const oldestOf = (candles: ReadonlyArray<Candle>): Candle | null =>
  candles.reduce<Candle | null>((oldest, each) => (oldest === null || each.mts < oldest.mts ? each : oldest), null);

const boundOf = (candle: Candle | null, at: number): GapBound => ({ at, id: null, mts: candle?.mts ?? null });

/** A source is code of the user's: what it gives is looked at before it is believed. */
const isCandle = (row: unknown): row is Candle => {
  if (typeof row !== 'object' || row === null) return false;
  const { mts, open, close, high, low, volume } = row as Readonly<Record<string, unknown>>;
  return [mts, open, close, high, low, volume].every((each) => Number.isFinite(each));
};
