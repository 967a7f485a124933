import type { StreamMessage, Subscription } from '@bitfinex-ws/client';
import type { FundingTrade, Trade } from '@bitfinex-ws/protocol';

/** A trade as the tape shows it, or a place where trades may be missing. */
export interface TapeEntry {
  readonly id: number;
  readonly mts: number;
  /** Price; for funding the rate. */
  readonly price: number;
  /** > 0: the taker bought; < 0: the taker sold. Null: trades may be missing here. */
  readonly amount: number | null;
}

/** The newest trades of a subscription. */
interface TradeList {
  /** Newest first. */
  readonly entries: () => ReadonlyArray<TapeEntry>;
  /** Counts its changes. */
  readonly version: () => number;
  /** Empties it, and fills it from this subscription until the next call. */
  readonly follow: (subscription: Subscription) => void;
  readonly clear: () => void;
}

const KEPT = 100;

export const createTradeList = (): TradeList => {
  let entries: TapeEntry[] = [];
  let version = 0;
  let followed: Subscription | null = null;

  const add = (trades: ReadonlyArray<Trade | FundingTrade>): void => {
    const newest = entries[0]?.mts ?? 0;
    const more = trades.map(entryOf);
    entries = [...more.reverse(), ...entries];
    // In order as they come, but for those that were missed and brought back.
    if (more.some(({ mts }) => mts < newest)) entries.sort((a, b) => b.mts - a.mts || b.id - a.id);
    entries.length = Math.min(KEPT, entries.length);
    version++;
  };
  const take = (message: StreamMessage): void => {
    if (message.type === 'trades' || message.type === 'fundingTrades') {
      const known = new Set(entries.map(({ id }) => id));
      const fresh = message.trades.filter(({ id }) => !known.has(id));
      add([...fresh].sort((a, b) => a.mts - b.mts || a.id - b.id));
    } else if (message.type === 'te' || message.type === 'fte') add([message.trade]);
    else if (message.type === 'resynced' && message.missing !== 'none') {
      entries = [{ id: -message.at, mts: message.at, price: 0, amount: null }, ...entries];
      version++;
    }
  };
  const clear = (): void => {
    followed = null;
    entries = [];
    version++;
  };
  return {
    entries: () => entries,
    version: () => version,
    clear,
    follow: (subscription) => {
      clear();
      followed = subscription;
      const run = async (): Promise<void> => {
        for await (const message of subscription) {
          if (followed !== subscription) return;
          take(message);
        }
      };
      void run();
    },
  };
};

const entryOf = (trade: Trade | FundingTrade): TapeEntry => ({
  id: trade.id,
  mts: trade.mts,
  amount: trade.amount,
  price: 'price' in trade ? trade.price : trade.rate,
});
