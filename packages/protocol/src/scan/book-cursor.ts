import type { BookKind, RowText } from '../channels/book.js';
import { COMMA, type RowShape, type Scanner } from './scanner.js';
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
  /** How many bytes `:key:amount` has as sent. */
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

/** Where a kind has its columns; -1 where it has not. Key and amount are the first and the last of them all. */
interface Places {
  readonly shape: RowShape;
  readonly price: number;
  readonly amount: number;
  readonly count: number;
  readonly period: number;
  readonly id: number;
}

const PLACES: Readonly<Record<BookKind, Places>> = {
  price: {
    shape: { width: 3, whole: 0b010, nullable: 0, nameless: 0 },
    price: 0,
    count: 1,
    amount: 2,
    period: -1,
    id: -1,
  },
  order: {
    shape: { width: 3, whole: 0b001, nullable: 0, nameless: 0 },
    id: 0,
    price: 1,
    amount: 2,
    count: -1,
    period: -1,
  },
  funding: {
    shape: { width: 4, whole: 0b0110, nullable: 0, nameless: 0 },
    price: 0,
    period: 1,
    count: 2,
    amount: 3,
    id: -1,
  },
  offer: {
    shape: { width: 4, whole: 0b0011, nullable: 0, nameless: 0 },
    id: 0,
    period: 1,
    price: 2,
    amount: 3,
    count: -1,
  },
};

class ScannedBook implements MovableBookCursor {
  type: BookCursor['type'] = 'bookUpdate';
  checksum = 0;
  private readonly places: Places;
  private keyTo = 0;
  private amountFrom = 0;

  constructor(
    private readonly scanner: Scanner,
    readonly kind: BookKind,
  ) {
    this.places = PLACES[kind];
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
    return this.scanner.value(this.places.price);
  }
  get amount(): number {
    return this.scanner.value(this.places.amount);
  }
  get count(): number {
    return this.at(this.places.count);
  }
  get period(): number {
    return this.at(this.places.period);
  }
  get id(): number {
    return this.at(this.places.id);
  }

  get text(): RowText | null {
    const { scanner, places } = this;
    const last = places.amount;
    if ((scanner.noisy & (1 | (1 << last))) === 0) return null;
    this.findTexts();
    const key = scanner.slice(scanner.rowFrom + 1, this.keyTo);
    const amount = scanner.slice(this.amountFrom, scanner.rowTo - 1);
    // A number may look unusual and still be written so: 6.6e-7.
    return String(scanner.value(0)) === key && String(scanner.value(last)) === amount ? null : { key, amount };
  }

  get textBytes(): number {
    this.findTexts();
    return this.keyTo - this.scanner.rowFrom + (this.scanner.rowTo - this.amountFrom);
  }

  writeText(into: Uint8Array): void {
    const { rowFrom, rowTo, bytes } = this.scanner;
    into[0] = COLON;
    let to = 1;
    for (let from = rowFrom + 1; from < this.keyTo; from++) into[to++] = bytes[from] ?? 0;
    into[to++] = COLON;
    for (let from = this.amountFrom; from < rowTo - 1; from++) into[to++] = bytes[from] ?? 0;
  }

  read(flags: number): boolean {
    const { scanner } = this;
    const tag = scanner.tag();
    if (tag === 0) {
      this.type = 'bookUpdate';
      this.checksum = 0;
      this.keyTo = 0;
      return scanner.row(this.places.shape) && scanner.trailers(flags);
    }
    if (tag !== CS || !scanner.skip(COMMA) || !scanner.decimal(0)) return false;
    this.type = 'checksum';
    const value = scanner.value(0);
    this.checksum = value | 0;
    return value === (value | 0) && scanner.trailers(flags);
  }

  private at(column: number): number {
    return column === -1 ? 0 : this.scanner.value(column);
  }

  private findTexts(): void {
    if (this.keyTo !== 0) return;
    const { rowFrom, rowTo, bytes } = this.scanner;
    let at = rowFrom + 1;
    while (bytes[at] !== COMMA) at++;
    this.keyTo = at;
    at = rowTo - 1;
    while (bytes[at - 1] !== COMMA) at--;
    this.amountFrom = at;
  }
}

const COLON = 0x3a;
