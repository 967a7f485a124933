import type { BookKind } from '../channels/book.js';
import type { Frame } from '../frame.js';
import { MAX_FRAME_BYTES } from '../limits.js';
import { FUNDING, OFFER, ORDER, PRICE, type BookShape } from './book-shapes.js';
import { Scanner } from './scanner.js';

/**
 * The row of one book update, read straight from its frame: no message, no row, no text is made. Each frame overwrites what
 * the one before said, so that a book that many updates go through allocates nothing for them.
 *
 * ```ts
 * const cursor = createBookCursor();
 * if (cursor.scan(frame, 'price', decoder.flags())) use(cursor.price, cursor.count, cursor.amount);
 * else decoder.decode(frame); // something else than one row: a snapshot, a checksum, an error
 * ```
 */
export interface BookCursor {
  /** Reads a frame `[CHAN_ID,ROW,…]` of a book of this kind. False where it is anything else; then the rest means nothing. */
  readonly scan: (frame: Frame, kind: BookKind, flags: number) => boolean;
  /** The channel of the frame. */
  readonly chanId: number;
  /** Order or offer id (R0); NaN in P books. */
  readonly id: number;
  /** Price; for funding the rate, a fraction a day. */
  readonly price: number;
  /** Days; NaN in trading books. */
  readonly period: number;
  /** Orders at this price, 0 deletes; NaN in R0 books. */
  readonly count: number;
  /** Trading: > 0 is a bid; funding: < 0 is a bid. */
  readonly amount: number;
  /** Whether `String` writes key and amount just as they were sent. The key is the price, rate or id. */
  readonly plain: boolean;
  /** Where the key's text begins in the frame, bytes. */
  readonly keyStart: number;
  /** Where it ends. */
  readonly keyEnd: number;
  /** Where the amount's text begins in the frame, bytes. */
  readonly amountStart: number;
  /** Where it ends. */
  readonly amountEnd: number;
  /** Public sequence number; null where the flag is off. */
  readonly seq: number | null;
  /** Server time, ms; null where the flag is off. */
  readonly serverTime: number | null;
}

/** Makes a cursor. One serves any number of books, one frame at a time. */
export const createBookCursor = (): BookCursor => new Cursor();

const SHAPES: Readonly<Record<BookKind, BookShape>> = { price: PRICE, order: ORDER, funding: FUNDING, offer: OFFER };

class Cursor implements BookCursor {
  private readonly scanner = new Scanner();
  private shape: BookShape = PRICE;

  scan(frame: Frame, kind: BookKind, flags: number): boolean {
    const { scanner } = this;
    this.shape = SHAPES[kind];
    return (
      scanner.open(frame, MAX_FRAME_BYTES) && !scanner.atList() && scanner.row(this.shape) && scanner.trailers(flags)
    );
  }

  get chanId(): number {
    return this.scanner.chanId;
  }
  get id(): number {
    return this.valueAt(this.shape.id);
  }
  get price(): number {
    return this.scanner.value(this.shape.price);
  }
  get period(): number {
    return this.valueAt(this.shape.period);
  }
  get count(): number {
    return this.valueAt(this.shape.count);
  }
  get amount(): number {
    return this.scanner.value(this.shape.amount);
  }
  get plain(): boolean {
    return (this.scanner.noisy & (1 | (1 << this.shape.amount))) === 0;
  }
  get keyStart(): number {
    return this.scanner.startOf(0);
  }
  get keyEnd(): number {
    return this.scanner.endOf(this.scanner.startOf(0));
  }
  get amountStart(): number {
    return this.scanner.startOf(this.shape.amount);
  }
  get amountEnd(): number {
    return this.scanner.endOf(this.amountStart);
  }
  get seq(): number | null {
    return this.scanner.seq;
  }
  get serverTime(): number | null {
    return this.scanner.serverTime;
  }

  private valueAt(column: number): number {
    return column === -1 ? Number.NaN : this.scanner.value(column);
  }
}
