import type { BookSubscription } from '@bitfinex-ws/client';
import type { BookView, SideView } from '@bitfinex-ws/orderbook';

/** What a component draws: plain rows, the best first; or why there is nothing to draw. */
export type BookSnapshot =
  | { readonly state: 'ready'; readonly verified: string; readonly bids: readonly Row[]; readonly asks: readonly Row[] }
  | { readonly state: 'unavailable'; readonly reason: string };
/** Price, amount, sum of the amounts so far. */
export type Row = readonly [price: number, amount: number, total: number];

/** A book as a store of the form that `useSyncExternalStore` takes, and most libraries of components have one like it. */
export interface BookStore {
  /** The same object as long as nothing is drawn anew. */
  readonly getSnapshot: () => BookSnapshot;
  readonly subscribe: (listener: () => void) => () => void;
  readonly close: () => void;
}

/** Follows a book at the pace of the display: however much comes in, there is one snapshot a frame at most, the newest. */
export const createBookStore = (
  live: BookSubscription,
  depth: number,
  nextFrame: (draw: () => void) => unknown,
): BookStore => {
  const listeners = new Set<() => void>();
  let snapshot: BookSnapshot = { state: 'unavailable', reason: 'syncing' };
  const reader = live.latest(); // nothing waits for a slow reader: it gets the newest view, or the reason why there is none
  const follow = async (): Promise<void> => {
    for await (const item of reader) {
      snapshot = item.type === 'unavailable' ? { state: 'unavailable', reason: item.reason } : read(item.view);
      for (const listener of listeners) listener();
      await new Promise<void>((resolve) => void nextFrame(resolve)); // a hidden page draws no frames, and so reads nothing
    }
  };
  const rows = (side: SideView): readonly Row[] => {
    const all: Row[] = [];
    let total = 0;
    side.each((price, size, index) => index < depth && all.push([price, size, (total += size)]));
    return all;
  };
  const read = ({ verified, bids, asks }: BookView): BookSnapshot => {
    return { state: 'ready', verified, bids: rows(bids), asks: rows(asks) }; // copied: a view is valid until the next frame
  };
  void follow();
  return {
    getSnapshot: () => snapshot,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => void reader.return?.(),
  };
};
