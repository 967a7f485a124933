import type { DataMessage, FundingTrade, Trade } from '@bitfinex-ws/protocol';
import { TRADES_KEPT } from './limits.js';
import { createMeter } from './meter.js';
import type { BookFacts, ShownTrade } from './render/facts.js';

/** Keeps what the messages of a watched book and its trades tell besides the book itself. */
interface Tracker {
  readonly take: (message: DataMessage & { readonly receivedAt: number }) => void;
  readonly messages: () => number;
  readonly facts: (now: number) => Pick<BookFacts, 'seq' | 'messages' | 'rate' | 'trades' | 'lastAt' | 'startedAt'>;
}

export const createTracker = (startedAt: number): Tracker => {
  const meter = createMeter(startedAt);
  let seq: number | null = null;
  let lastAt: number | null = null;
  let trades: ReadonlyArray<ShownTrade> = [];

  const add = (more: ReadonlyArray<Trade | FundingTrade>): void => {
    // A trade comes twice (te, tu) and again in a snapshot after a reconnect; its id is what it is known by.
    const known = new Set(trades.map(({ id }) => id));
    const fresh = more.filter(({ id }) => !known.has(id)).map(shown);
    trades = [...fresh, ...trades].sort((a, b) => b.mts - a.mts || b.id - a.id).slice(0, TRADES_KEPT);
  };

  return {
    take: (message) => {
      meter.count(message.receivedAt);
      seq = message.seq ?? seq;
      lastAt = message.receivedAt;
      if ('trades' in message) add(message.trades);
      else if ('trade' in message) add([message.trade]);
    },
    messages: meter.total,
    facts: (now) => ({ seq, messages: meter.total(), rate: meter.rate(now), trades, lastAt, startedAt }),
  };
};

const shown = (trade: Trade | FundingTrade): ShownTrade => ({
  id: trade.id,
  mts: trade.mts,
  amount: trade.amount,
  price: 'price' in trade ? trade.price : trade.rate,
});
