import { createObserver, type BookSubscription } from '@bitfinex-ws/client';
import type { BookView } from '@bitfinex-ws/orderbook';
import { explainRecorderError } from '@bitfinex-ws/recorder';
import { readRecording } from '@bitfinex-ws/recorder/node';

/** A strategy, for recordings and live: it is told each tick in turn, so that it knows that one and those before. */
export type Strategy = (tick: Tick) => 'buy' | 'sell' | null;
/** The best prices, when they change. `at` (ms) is the only clock that a strategy has: of the recording, or of now. */
export type Tick = { readonly at: number; readonly bid: number; readonly ask: number };

/** Buys when the price rises above its mean of the last minute, sells when it falls below. */
export const followTrend = (windowMs = 60_000): Strategy => {
  let seen: readonly Tick[] = [];
  let wasAbove: boolean | null = null;
  return (tick) => {
    seen = [...seen.filter(({ at }) => at > tick.at - windowMs), tick];
    const isAbove = tick.bid + tick.ask > seen.reduce((sum, { bid, ask }) => sum + bid + ask, 0) / seen.length;
    const crossed = wasAbove !== null && isAbove !== wasAbove;
    wasAbove = isAbove;
    return crossed ? (isAbove ? 'buy' : 'sell') : null;
  };
};

/** Tells a strategy each tick. What it decides is filled at a later one, `delayMs` on: never at the price that it had seen. */
export const trader = (strategy: Strategy, delayMs: number, fill: (line: string) => void): ((tick: Tick) => void) => {
  let waiting: readonly { readonly side: 'buy' | 'sell'; readonly due: number }[] = [];
  let last: Tick | null = null;
  return (tick) => {
    if (last?.bid === tick.bid && last.ask === tick.ask) return;
    last = tick;
    for (const { side, due } of waiting)
      if (due <= tick.at) fill(`${tick.at} ${side} at ${side === 'buy' ? tick.ask : tick.bid}`);
    const side = strategy(tick);
    const asked = side === null ? [] : [{ side, due: tick.at + delayMs }];
    waiting = [...waiting.filter(({ due }) => due > tick.at), ...asked];
  };
};

/** The ticks of a recording, as fast as it can be read. Where its book can not be relied on, there are none. */
export const fromRecording = async (path: string, symbol: string, see: (tick: Tick) => void): Promise<void> => {
  const observer = createObserver();
  for await (const line of readRecording(path)) {
    if (line._tag === 'Left') throw new Error(explainRecorderError(line.left));
    const { t, conn, dir, frame } = line.right;
    if (dir === 'in') observer.push(frame, t, conn);
    const books = observer.books().filter(({ book: { spec } }) => spec.symbol === symbol && spec.prec === 'P0');
    const view = books.at(-1)?.book.view(); // that of the newest connection
    if (view?._tag === 'Right') tell(view.right, t, see);
  }
};

/** The ticks of a live book, each as its frame comes in. The answer ends it. */
export const fromLive = (live: BookSubscription, see: (tick: Tick) => void): (() => void) => {
  const look = ({ receivedAt }: { readonly receivedAt: number }): void => {
    const view = live.book.view();
    if (view._tag === 'Right') tell(view.right, receivedAt, see);
  };
  const ends = [live.on('bookSnapshot', look), live.on('bookUpdate', look), live.on('checksum', look)];
  return () => ends.forEach((end) => end());
};

const tell = ({ bestBid, bestAsk }: BookView, at: number, see: (tick: Tick) => void): void => {
  if (bestBid !== null && bestAsk !== null) see({ at, bid: bestBid.price, ask: bestAsk.price });
};
