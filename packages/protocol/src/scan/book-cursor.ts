import type { BookKind, RowText } from '../channels/book.js';
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
  /** Price; for funding the rate. */
  readonly price: number;
  /** As sent, with its sign. */
  readonly amount: number;
  /** Orders at the level; 0 in R0 books. */
  readonly count: number;
  /** Days; 0 in trading books. */
  readonly period: number;
  /** Order or offer id; 0 in P books. */
  readonly id: number;
  /** The texts of key and amount as sent; null where `String(…)` of the numbers writes them. */
  readonly text: RowText | null;
  /** How many bytes `:key:amount` has as sent; read it before `writeText`. */
  readonly textBytes: number;
  /** Writes `:key:amount` as sent to an array of `textBytes` bytes. */
  readonly writeText: (into: Uint8Array) => void;
}

/** A cursor that a decoder moves. */
export interface MovableBookCursor extends BookCursor {
  /** Reads the rest of a frame after its channel id. False: it is not of the common form, and is for `decode`. */
  readonly read: (flags: number) => boolean;
}

/** Makes the cursor of one open channel. */
export const bookCursor = (scanner: Scanner, kind: BookKind): MovableBookCursor => new ScannedBook(scanner, kind);

const SHAPES: Readonly<Record<BookKind, BookShape>> = { price: PRICE, order: ORDER, funding: FUNDING, offer: OFFER };

class ScannedBook implements MovableBookCursor {
  type: BookCursor['type'] = 'bookUpdate';
  checksum = 0;
  private readonly shape: BookShape;
  private keyEnd = 0;
  private amountStart = 0;

  constructor(
    private readonly scanner: Scanner,
    readonly kind: BookKind,
  ) {
    this.shape = SHAPES[kind];
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
  get price(): number {
    return this.scanner.value(this.shape.price);
  }
  get amount(): number {
    return this.scanner.value(this.shape.amount);
  }
  get count(): number {
    return this.at(this.shape.count);
  }
  get period(): number {
    return this.at(this.shape.period);
  }
  get id(): number {
    return this.at(this.shape.id);
  }

  get text(): RowText | null {
    const { scanner } = this;
    const last = this.shape.amount;
    if ((scanner.noisy & (1 | (1 << last))) === 0) return null;
    const text = { key: scanner.textOf(0), amount: scanner.textOf(last) };
    // A number may look unusual and still be written so: 6.6e-7.
    return String(scanner.value(0)) === text.key && String(scanner.value(last)) === text.amount ? null : text;
  }

  // The key is the first column and the amount the last.
  get textBytes(): number {
    const { rowAt, rowEnd, bytes } = this.scanner;
    let at = rowAt + 1;
    while (bytes[at] !== COMMA) at++;
    this.keyEnd = at;
    at = rowEnd - 1;
    while (bytes[at - 1] !== COMMA) at--;
    this.amountStart = at;
    return this.keyEnd - rowAt + (rowEnd - at);
  }

  writeText(into: Uint8Array): void {
    const { rowAt, bytes } = this.scanner;
    const { keyEnd } = this;
    const { length } = into;
    // From the bracket to the comma, both of which become colons.
    for (let to = 0, from = rowAt; from < keyEnd; from++) into[to++] = bytes[from] ?? 0;
    into[0] = COLON;
    into[keyEnd - rowAt] = COLON;
    for (let to = keyEnd - rowAt + 1, from = this.amountStart; to < length; from++) into[to++] = bytes[from] ?? 0;
  }

  read(flags: number): boolean {
    const { scanner } = this;
    const tag = scanner.tag();
    if (tag === 0) {
      this.type = 'bookUpdate';
      this.checksum = 0;
      return !scanner.atList() && scanner.row(this.shape) && scanner.trailers(flags);
    }
    if (tag !== CS || !scanner.skip(COMMA)) return false;
    this.type = 'checksum';
    const value = scanner.signed();
    this.checksum = value | 0;
    return !Number.isNaN(value) && scanner.trailers(flags);
  }

  private at(column: number): number {
    return column === -1 ? 0 : this.scanner.value(column);
  }
}

const COLON = 0x3a;
