import type { ModelSides } from './difference.js';
import type { Market } from './market.js';
import type { WireRow } from './model-book.js';

/** One frame of a book channel, as text, and what the server knows of it. */
export interface FeedFrame {
  readonly text: string;
  readonly chanId: number;
  readonly seq: number;
  readonly type: 'snapshot' | 'update' | 'cs' | 'hb';
  /** What it tells of; none in a checksum or a heartbeat. */
  readonly rows: ReadonlyArray<WireRow>;
  /** With a checksum: what it was taken of, and what a reader must hold after every frame before it. */
  readonly shown: ModelSides | null;
}

/** The numbered frames (SEQ_ALL) of the book channels of one connection. */
export interface BookFeed {
  /** Opens a channel on a market: its snapshot. */
  readonly open: (chanId: number, market: Market) => FeedFrame;
  readonly close: (chanId: number) => void;
  /** The next frame of any open channel. What belongs to one change comes without a frame of another in between. */
  readonly next: () => FeedFrame;
}

/** A feed without channels. `bulk`: what belongs together comes as one list (BULK_UPDATES). */
export const createBookFeed = (random: () => number, bulk: boolean): BookFeed => {
  const open = new Map<number, Market>();
  let waiting: ReadonlyArray<{ readonly chanId: number; readonly rows: ReadonlyArray<WireRow> }> = [];
  let seq = 0;

  const frame = (chanId: number, payload: string, rest: Pick<FeedFrame, 'type' | 'rows' | 'shown'>): FeedFrame => {
    seq++;
    return { text: `[${chanId},${payload},${seq}]`, chanId, seq, ...rest };
  };
  const told = (
    chanId: number,
    type: 'snapshot' | 'update',
    rows: ReadonlyArray<WireRow>,
    list: boolean,
  ): FeedFrame => {
    const texts = rows.map((row) => `[${row.join()}]`).join();
    return frame(chanId, list ? `[${texts}]` : texts, { type, rows, shown: null });
  };

  const happen = (): FeedFrame => {
    const [chanId, market] = [...open][Math.floor(random() * open.size)] ?? [];
    if (chanId === undefined || market === undefined) throw new Error('no channel is open');
    const choice = random();
    if (choice < 0.08) return frame(chanId, '"hb"', { type: 'hb', rows: [], shown: null });
    if (choice < 0.25) {
      const shown = { bids: market.bids(), asks: market.asks() };
      return frame(chanId, `"cs",${market.checksum()}`, { type: 'cs', rows: [], shown });
    }
    const rows = market.step();
    waiting = bulk ? [{ chanId, rows }] : rows.map((row) => ({ chanId, rows: [row] }));
    return next();
  };
  const next = (): FeedFrame => {
    const [first, ...rest] = waiting;
    if (first === undefined) return happen();
    waiting = rest;
    return told(first.chanId, 'update', first.rows, bulk);
  };

  return {
    open: (chanId, market) => {
      open.set(chanId, market);
      return told(chanId, 'snapshot', market.snapshot(), true);
    },
    close: (chanId) => {
      open.delete(chanId);
      waiting = waiting.filter((each) => each.chanId !== chanId);
    },
    next,
  };
};
