import type { Market } from '../market/market.js';
import type { WindowShape } from '../market/window.js';
import { CHECKSUM_LEVELS, corruptRow } from '../wire/book-text.js';
import { BULK_UPDATES, has, OB_CHECKSUM } from '../wire/flags.js';
import { checksumBody, listBody } from '../wire/frames.js';
import type { Faults } from './faults.js';
import type { Feed, Subscriber } from './feed.js';
import { createBookView, type Update } from './view.js';

/** What kind of book it is, and what it needs. */
interface BookFeedOptions {
  readonly shape: WindowShape;
  /** Real time, or a batch every two seconds. */
  readonly freq: 'F0' | 'F1';
  readonly checksumMs: number;
  readonly faults: Faults;
}

/** Time between two batches of an F1 book, in ms. Source: https://docs.bitfinex.com/reference/ws-public-books */
const BATCH_MS = 2_000;

/** What has been vouched for to one subscriber: the version of the book in its last checksum, and when that was. */
interface Vouched {
  readonly version: number;
  readonly at: number;
}

/** The updates of one book, and the checksums that vouch for them. */
export const createBookFeed = (market: Market, options: BookFeedOptions): Feed => {
  const { shape, freq, checksumMs, faults } = options;
  const { symbol } = market.definition;
  const view = createBookView(market, shape);
  const vouched = new Map<Subscriber, Vouched>();
  const hashed = shape.len >= CHECKSUM_LEVELS;
  let flushedAt: number | null = null;
  let told = 0;

  const vouch = (subscriber: Subscriber, now: number): void => {
    vouched.set(subscriber, { version: view.version(), at: now });
    subscriber.push(checksumBody(view.checksum()));
  };
  /** A checksum describes the book after every frame before it, so it is only sent between two deliveries. */
  const vouchWhereDue = (now: number): void => {
    if (!hashed) return;
    for (const [subscriber, { version, at }] of vouched) {
      if (version === view.version() || Math.abs(now - at) < checksumMs) continue;
      if (has(subscriber.flags(), OB_CHECKSUM)) vouch(subscriber, now);
    }
  };

  const underHash = ({ level }: Update): boolean =>
    level !== null && (level.side === 'bid' ? view.bids() : view.asks()).indexOf(level) < CHECKSUM_LEVELS;
  /**
   * The rows for a client that shall hold a wrong amount, or null where none of them is under the checksum. The caller
   * sends a checksum right behind them: later the level might be right again.
   */
  const corruptedRows = (updates: ReadonlyArray<Update>, subscriber: Subscriber): ReadonlyArray<string> | null => {
    if (!hashed || !has(subscriber.flags(), OB_CHECKSUM) || !faults.wantsCorruption(symbol)) return null;
    const victim = updates.find(underHash);
    if (!victim) return null;
    faults.corrupted(symbol);
    return updates.map((update) => (update === victim ? corruptRow(update.row) : update.row));
  };
  const pushRows = (rows: ReadonlyArray<string>, subscriber: Subscriber): void => {
    const bodies = has(subscriber.flags(), BULK_UPDATES) ? [listBody(rows)] : rows;
    for (const body of bodies) {
      if (faults.takeDrop(symbol)) subscriber.lose();
      else subscriber.push(body);
    }
  };
  const deliver = (updates: ReadonlyArray<Update>, now: number): void => {
    if (updates.length === 0) return;
    const rows = updates.map(({ row }) => row);
    told += rows.length;
    for (const subscriber of vouched.keys()) {
      const corrupted = corruptedRows(updates, subscriber);
      pushRows(corrupted ?? rows, subscriber);
      if (corrupted) vouch(subscriber, now);
    }
  };

  return {
    join: (subscriber, now) => {
      // Never vouched for anything: the snapshot gets its checksum even if the book stands still.
      vouched.set(subscriber, { version: -1, at: now });
      flushedAt ??= now;
      return [listBody(view.snapshot())];
    },
    leave: (subscriber) => vouched.delete(subscriber),
    subscribers: () => vouched.size,
    told: () => told,
    onEvent: (event, now) => {
      if (freq === 'F1') return;
      deliver(view.refresh(event), now);
      vouchWhereDue(now);
    },
    onTick: (now) => {
      if (freq === 'F1' && flushedAt !== null && Math.abs(now - flushedAt) >= BATCH_MS) {
        flushedAt = now;
        deliver(view.refresh(null), now);
      }
      vouchWhereDue(now);
    },
    dueAt: () => {
      let at = freq === 'F1' && flushedAt !== null ? flushedAt + BATCH_MS : Infinity;
      if (!hashed) return at;
      for (const [subscriber, { version, at: vouchedAt }] of vouched) {
        if (version !== view.version() && has(subscriber.flags(), OB_CHECKSUM))
          at = Math.min(at, vouchedAt + checksumMs);
      }
      return at;
    },
  };
};
