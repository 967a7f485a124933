import type {
  FundingTrade,
  FundingTradeMessage,
  FundingTradesMessage,
  Trade,
  TradeMessage,
  TradesMessage,
} from '@bitfinex-ws/protocol';
import type { GapBound, Received } from './stream.js';

export type TradeRow = Trade | FundingTrade;
/** One trade, as it was matched or persisted. */
export type TradeSingle = TradeMessage | FundingTradeMessage;
export type TradeSnapshot = TradesMessage | FundingTradesMessage;

/** Whether a trade is told as it was matched; else as it was persisted. */
export const isMatch = ({ type }: TradeSingle): boolean => type === 'te' || type === 'fte';

/** A trade that was missed, as if it had come live, in the name of the snapshot behind the gap. */
export const restored = (snapshot: TradeSnapshot, trade: TradeRow, how: 'e' | 'u', at: number) => {
  const { chanId, spec, seq, accountSeq, serverTime } = snapshot;
  const type = `${snapshot.type === 'trades' ? 't' : 'ft'}${how}`;
  // Rows of a channel are all of the kind that its symbol says.
  return {
    ...{ type, chanId, spec, seq, accountSeq, serverTime, trade, receivedAt: at, backfilled: true },
  } as Received<TradeSingle>;
};

/** Whether a trade was made after another one, as far as times and ids tell. */
export const isBehind = (trade: Pick<TradeRow, 'id' | 'mts'>, other: TradeRow | undefined): boolean =>
  other !== undefined && (trade.mts > other.mts || (trade.mts === other.mts && trade.id > other.id));

/** The edge of a gap at this trade; nothing but the time where there is none. */
export const boundOf = (trade: Pick<TradeRow, 'id' | 'mts'> | null | undefined, at: number): GapBound => ({
  at,
  id: trade?.id ?? null,
  mts: trade?.mts ?? null,
});

/**
 * What a source gave, oldest first: each trade once, none that is older than what was delivered before the gap, none that is
 * newer than the oldest of the snapshot or in it. `touches`: it had a trade of the snapshot, so that nothing lies between.
 */
export const usableRows = (
  rows: ReadonlyArray<unknown>,
  snapshot: ReadonlyArray<TradeRow>,
  since: number | null,
): { readonly between: ReadonlyArray<TradeRow>; readonly touches: boolean } => {
  const after = new Set(snapshot.map(({ id }) => id));
  const until = snapshot.at(-1)?.mts ?? Infinity;
  const between = new Map<number, TradeRow>();
  let touches = false;
  for (const row of rows) {
    if (!isTradeRow(row)) continue;
    if (after.has(row.id)) touches = true;
    else if (row.mts <= until && row.mts >= (since ?? -Infinity)) between.set(row.id, row);
  }
  return { between: [...between.values()].sort((a, b) => a.mts - b.mts || a.id - b.id), touches };
};

/** A source is code of the user's: what it gives is looked at before it is believed. */
const isTradeRow = (row: unknown): row is TradeRow =>
  typeof row === 'object' &&
  row !== null &&
  'id' in row &&
  'mts' in row &&
  Number.isFinite(row.id) &&
  Number.isFinite(row.mts);
