import type { BookKind, BookUpdateMessage, RowText } from '../channels/book.js';
import type { ChecksumMessage } from '../channels/checksum.js';
import type { BookSpec } from '../channels/spec.js';
import { MAKE_ROW } from './book-scan.js';
import { FUNDING, OFFER, ORDER, PRICE, type BookShape } from './book-shapes.js';
import { COMMA } from './bytes.js';
import type { Scanner } from './scanner.js';
import { CS } from './tags.js';

/**
 * One row of a book, or one checksum, as it lies in the bytes of its frame: what a message would say, without the message.
 * It belongs to its decoder and says what the last frame said until the next one is read.
 */
export interface BookCursor {
  readonly type: 'bookUpdate' | 'checksum';
  readonly kind: BookKind;
  readonly chanId: number;
  /** Public sequence number (SEQ_ALL); null where the flag is off. */
  readonly seq: number | null;
  /** Server time, ms (TIMESTAMP); null where the flag is off. */
  readonly serverTime: number | null;
  /** The signed CRC-32 of a checksum; of a row, 0. */
  readonly checksum: number;
  /** The columns of the row. `places` says which is which: read as an array, numbers are not made objects on the way. */
  readonly values: Readonly<Float64Array>;
  /** The same for every row of a kind. */
  readonly places: BookPlaces;
  /** The texts of key and amount as sent; null where `String(…)` of the numbers writes them. */
  readonly text: RowText | null;
  /** The frame, or what holds it from its first byte on. */
  readonly bytes: Uint8Array;
  /** Where the texts of key and amount, which a checksum is made of, begin and end in it. */
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly amountStart: number;
  readonly amountEnd: number;
  /** The message that `decode` would have made of the frame. */
  readonly message: () => BookUpdateMessage | ChecksumMessage;
}

/** Where a row of a book has what, as an index of its columns; -1 where its kind has no such column. */
export interface BookPlaces {
  /** Price; for funding the rate. */
  readonly price: number;
  /** Has its sign, as sent. */
  readonly amount: number;
  /** Orders at the level; 0 deletes. P books have it. */
  readonly count: number;
  /** Days. Funding books have it. */
  readonly period: number;
  /** Order or offer id. R0 books have it. */
  readonly id: number;
}

/** A cursor that a decoder moves. */
export interface MovableBookCursor extends BookCursor {
  /** Reads the rest of a frame after its channel id. False: it is not of the common form, and is for `decode`. */
  readonly read: (flags: number) => boolean;
}

/** Makes the cursor of one open channel. */
export const bookCursor = (scanner: Scanner, spec: BookSpec, kind: BookKind): MovableBookCursor =>
  new ScannedBook(scanner, spec, kind);

const SHAPES: Readonly<Record<BookKind, BookShape>> = { price: PRICE, order: ORDER, funding: FUNDING, offer: OFFER };

class ScannedBook implements MovableBookCursor {
  type: BookCursor['type'] = 'bookUpdate';
  checksum = 0;
  readonly places: BookShape;
  readonly values: Float64Array;
  /** The columns that are hashed, key and amount: the first and the last. */
  private readonly hashed: number;

  constructor(
    private readonly scanner: Scanner,
    private readonly spec: BookSpec,
    readonly kind: BookKind,
  ) {
    this.places = SHAPES[kind];
    this.values = scanner.values;
    this.hashed = 1 | (1 << this.places.amount);
  }

  get chanId(): number {
    return this.scanner.chanId;
  }
  get seq(): number | null {
    return this.scanner.seq;
  }
  get serverTime(): number | null {
    return this.scanner.serverTime;
  }
  get text(): RowText | null {
    return (this.scanner.noisy & this.hashed) === 0 ? null : this.keptText();
  }
  get bytes(): Uint8Array {
    return this.scanner.bytes;
  }
  get keyStart(): number {
    return this.scanner.rowAt + 1;
  }
  get keyEnd(): number {
    return this.scanner.ends[0] ?? 0;
  }
  get amountStart(): number {
    return (this.scanner.ends[this.places.amount - 1] ?? 0) + 1;
  }
  get amountEnd(): number {
    return this.scanner.ends[this.places.amount] ?? 0;
  }

  read(flags: number): boolean {
    const { scanner } = this;
    const tag = scanner.tag();
    if (tag === 0) {
      this.type = 'bookUpdate';
      this.checksum = 0;
      return !scanner.atList() && scanner.row(this.places) && scanner.trailers(flags);
    }
    if (tag !== CS || !scanner.skip(COMMA)) return false;
    this.type = 'checksum';
    const value = scanner.signed();
    this.checksum = value | 0;
    return !Number.isNaN(value) && scanner.trailers(flags);
  }

  message(): BookUpdateMessage | ChecksumMessage {
    const { scanner, spec, kind } = this;
    const { chanId, seq, serverTime } = scanner;
    if (this.type === 'checksum') {
      return { type: 'checksum', chanId, spec, seq, accountSeq: null, serverTime, checksum: this.checksum };
    }
    const row = MAKE_ROW[kind](scanner);
    return { type: 'bookUpdate', chanId, spec, seq, accountSeq: null, serverTime, kind, row } as BookUpdateMessage;
  }

  // A number may look unusual and still be written so: 6.6e-7.
  private keptText(): RowText | null {
    const { scanner } = this;
    const last = this.places.amount;
    const text = { key: scanner.textOf(0), amount: scanner.textOf(last) };
    return String(scanner.value(0)) === text.key && String(scanner.value(last)) === text.amount ? null : text;
  }
}
