import type { MarketEvent, Span } from '../market/event.js';
import type { Market } from '../market/market.js';
import type { Side } from '../engine/order.js';
import { roundPrice } from '../market/price.js';
import { lookAgain, type Level, type WindowChange, type WindowShape } from '../market/window.js';
import { createBookText, type BookText } from '../wire/book-text.js';

/** One line that tells a client about a change. `level` is null for a removal. */
export interface Update {
  readonly row: string;
  readonly level: Level | null;
}

/** What clients of one shape of one market's book have been told, shared by all of them. */
export interface BookView {
  readonly bids: () => ReadonlyArray<Level>;
  readonly asks: () => ReadonlyArray<Level>;
  /** Grows with each refresh that changed something. */
  readonly version: () => number;
  /** The rows of a snapshot: bids best to worst, then asks best to worst. */
  readonly snapshot: () => ReadonlyArray<string>;
  /** Checksum of what the clients hold. */
  readonly checksum: () => number;
  /**
   * Looks at the market again and answers what to tell the clients, in order. An event, where given, says where to look;
   * without one both sides are looked at.
   */
  readonly refresh: (event: MarketEvent | null) => ReadonlyArray<Update>;
}

const NOTHING: ReadonlyArray<Level> = [];
const NO_UPDATES: ReadonlyArray<Update> = [];

/** Opens a view on a market; it holds what the market holds at that moment. */
export const createBookView = ({ definition, orders }: Market, shape: WindowShape): BookView => {
  const text = createBookText(shape, definition.decimals);
  let bids: ReadonlyArray<Level> = NOTHING;
  let asks: ReadonlyArray<Level> = NOTHING;
  let version = 0;
  let checksum: { readonly version: number; readonly value: number } | null = null;

  /** Whether any of these prices may lie in the window, or might come to lie there. */
  const reaches = (side: Side, levels: ReadonlyArray<Level>, touched: Span | null): boolean => {
    if (touched === null) return false;
    const worst = levels[shape.len - 1];
    if (!worst) return true;
    const price = shape.figures === null ? touched.best : roundPrice(touched.best, shape.figures, side);
    return side === 'bid' ? price >= worst.price : price <= worst.price;
  };
  const look = (side: Side, levels: ReadonlyArray<Level>, event: MarketEvent | null): WindowChange | null =>
    event && !reaches(side, levels, event[side])
      ? null
      : lookAgain(orders.of(side), side, shape, levels, event ? event[side] : null);

  const refresh = (event: MarketEvent | null): ReadonlyArray<Update> => {
    const bidChange = look('bid', bids, event);
    const askChange = look('ask', asks, event);
    bids = bidChange?.levels ?? bids;
    asks = askChange?.levels ?? asks;
    const changes = [bidChange, askChange].filter((change) => change !== null);
    const updates = updatesOf(changes, shape, text);
    if (updates.length > 0) version++;
    return updates;
  };

  refresh(null);
  return {
    bids: () => bids,
    asks: () => asks,
    version: () => version,
    snapshot: () => [...bids, ...asks].map(text.upsert),
    checksum: () => {
      if (checksum?.version !== version) checksum = { version, value: text.checksum(bids, asks) };
      return checksum.value;
    },
    refresh,
  };
};

/**
 * Puts changes into the order in which a client can apply them one by one: what leaves the window first, so that no side
 * ever exceeds its length; then orders that move away from the other side, so that no book is ever crossed; then the rest.
 */
const updatesOf = (changes: ReadonlyArray<WindowChange>, shape: WindowShape, text: BookText): ReadonlyArray<Update> => {
  if (changes.every(({ gone, fresh }) => gone.length === 0 && fresh.length === 0)) return NO_UPDATES;
  const removals: Update[] = [];
  const retreats: Update[] = [];
  const rest: Update[] = [];
  for (const { gone, fresh } of changes) {
    // An order of a raw book that only changed its price keeps its id: it is one update, and no removal.
    const moved = shape.figures === null ? pricesOfMoved(gone, fresh) : NOBODY;
    for (const level of gone) if (!moved.has(level.id)) removals.push({ row: text.removal(level), level: null });
    for (const level of fresh) {
      const before = moved.get(level.id);
      const update = { row: text.upsert(level), level };
      if (before !== undefined && before > level.price === (level.side === 'bid')) retreats.push(update);
      else rest.push(update);
    }
  }
  return [...removals, ...retreats, ...rest];
};

const NOBODY: ReadonlyMap<number, number> = new Map();

/** The former prices of the orders that are in both lists, by id. */
const pricesOfMoved = (gone: ReadonlyArray<Level>, fresh: ReadonlyArray<Level>): ReadonlyMap<number, number> => {
  if (gone.length === 0 || fresh.length === 0) return NOBODY;
  const ids = new Set(fresh.map(({ id }) => id));
  return new Map(gone.filter(({ id }) => ids.has(id)).map(({ id, price }) => [id, price]));
};
