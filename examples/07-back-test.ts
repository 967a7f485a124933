import { createObserver, type BookSubscription } from '@bitfinex-ws/client';
import { explainRecorderError } from '@bitfinex-ws/recorder';
import { readRecording } from '@bitfinex-ws/recorder/node';

/** What a strategy sees when the best prices change. `at` (ms) is the only clock that it has: of the recording, or of now. */
export interface Tick {
  readonly at: number;
  readonly bid: number;
  readonly ask: number;
}
/** Decides at a tick. It is called with each tick in turn, so it knows that one and those before. */
export type Strategy = (tick: Tick) => 'buy' | 'sell' | null;

/** Buys above the mean of the last minute, and sells below it. */
export const followTrend = (windowMs = 60_000): Strategy => {
  let seen: ReadonlyArray<Tick> = [];
  let wasAbove: boolean | null = null;
  return (tick) => {
    seen = [...seen.filter(({ at }) => at > tick.at - windowMs), tick];
    const mean = seen.reduce((sum, { bid, ask }) => sum + bid + ask, 0) / seen.length;
    const isAbove = tick.bid + tick.ask > mean;
    const crossed = wasAbove !== null && isAbove !== wasAbove;
    wasAbove = isAbove;
    return crossed ? (isAbove ? 'buy' : 'sell') : null;
  };
};

/** Tells a strategy each tick. What it decides is filled at a later tick, `delayMs` on: never at the price that it had seen. */
export const trader = (strategy: Strategy, delayMs: number, fill: (line: string) => void): ((tick: Tick) => void) => {
  let waiting: ReadonlyArray<{ readonly side: 'buy' | 'sell'; readonly due: number }> = [];
  let last: Tick | null = null;
  return (tick) => {
    if (last?.bid === tick.bid && last.ask === tick.ask) return;
    last = tick;
    for (const { side } of waiting.filter(({ due }) => due <= tick.at)) {
      fill(`${new Date(tick.at).toISOString()} ${side} at ${side === 'buy' ? tick.ask : tick.bid}`);
    }
    waiting = waiting.filter(({ due }) => due > tick.at);
    const side = strategy(tick);
    if (side !== null) waiting = [...waiting, { side, due: tick.at + delayMs }];
  };
};

/** Ticks of a recording, as fast as it can be read. A book that was not to be relied on then makes none now. */
export const fromRecording = async (path: string, symbol: string, see: (tick: Tick) => void): Promise<void> => {
  const observer = createObserver();
  for await (const line of readRecording(path)) {
    if (line._tag === 'Left') throw new Error(explainRecorderError(line.left));
    const { t, conn, dir, frame } = line.right;
    if (dir === 'out') continue;
    observer.push(frame, t, conn);
    const books = observer.books().filter(({ book }) => book.spec.symbol === symbol && book.spec.prec === 'P0');
    const view = books.at(-1)?.book.view(); // of the newest connection
    if (view?._tag === 'Right') tell(view.right, t, see);
  }
};

/** The same ticks live, each at the moment at which its frame comes in. The answer ends it. */
export const fromLive = (live: BookSubscription, see: (tick: Tick) => void): (() => void) => {
  const look = ({ receivedAt }: { readonly receivedAt: number }): void => {
    const view = live.book.view();
    if (view._tag === 'Right') tell(view.right, receivedAt, see);
  };
  const ends = [live.on('bookSnapshot', look), live.on('bookUpdate', look), live.on('checksum', look)];
  return () => ends.forEach((end) => end());
};

type Best = { readonly bestBid: { price?: number } | null; readonly bestAsk: { price?: number } | null };
const tell = ({ bestBid, bestAsk }: Best, at: number, see: (tick: Tick) => void): void => {
  if (bestBid?.price !== undefined && bestAsk?.price !== undefined) see({ at, bid: bestBid.price, ask: bestAsk.price });
};
