import { FLAGS, hasFlag } from '../flags.js';
import type { Frame } from '../frame.js';
import { MAX_COPIED_LENGTH } from '../limits.js';
import { writeBytes } from '../platform.js';
import { exactQuotient, POWERS_OF_TEN } from './exact-quotient.js';

/** What a row must look like to be read by a scanner. Masks have bit 0 for column 0. */
export interface RowShape {
  /** How many columns it has, all of them numbers. */
  readonly width: number;
  /** The columns that hold whole numbers from 0. */
  readonly whole: number;
  /** The columns that may be null. */
  readonly nullable: number;
  /** How many columns without a name may follow, all of them null. */
  readonly nameless: number;
}

/**
 * Reads channel frames straight from their bytes, without JSON and without a text for any number. One scanner serves a
 * decoder: it holds what the last frame said until the next is opened, and reading allocates nothing.
 *
 * It is a short cut and defines nothing. What it accepts, it accepts as the codec does: strict JSON in the form that the
 * server gives it, without white space and exponents, whole numbers of up to 15 digits, decimals of up to 18 and 22 places.
 * At anything else a method answers false, and the frame belongs to the codec, which alone says what is wrong.
 */
export class Scanner {
  /** The channel of the frame. */
  chanId = 0;
  /** Public sequence number (SEQ_ALL); null where the flag is off. */
  seq: number | null = null;
  /** Server time, ms (TIMESTAMP); null where the flag is off. */
  serverTime: number | null = null;
  /** The columns of the row, as a mask, whose number `String` does not write as it was sent. */
  noisy = 0;
  /** Where the last row begins and where it ends, brackets included. */
  rowFrom = 0;
  rowTo = 0;
  /** The frame, or what holds it from its first byte. */
  bytes: Uint8Array = new Uint8Array(0);
  private at = 0;
  private end = 0;
  // Strings are copied here: one reader serves both, and copying costs less than asking a string for its characters.
  private copy: Uint8Array = new Uint8Array(0);
  private readonly values = new Float64Array(WIDEST);

  /** Takes a frame of up to `limit` bytes and reads `[CHAN_ID,`. */
  open(frame: Frame, limit: number): boolean {
    if (typeof frame === 'string') {
      if (frame.length > limit || !this.copyText(frame)) return false;
    } else if (frame instanceof Uint8Array && frame.length <= limit) {
      this.bytes = frame;
      this.end = frame.length;
    } else return false;
    this.at = 0;
    if (!this.skip(OPEN) || !this.whole(0)) return false;
    this.chanId = this.value(0);
    return this.skip(COMMA);
  }

  /** What a column of the row holds; NaN for null. */
  value(column: number): number {
    return this.values[column] ?? 0;
  }

  /** What a column of the row holds, or null. */
  valueOrNull(column: number): number | null {
    const value = this.value(column);
    return Number.isNaN(value) ? null : value;
  }

  /** Reads one given byte. */
  skip(code: number): boolean {
    if (this.bytes[this.at] !== code) return false;
    this.at++;
    return true;
  }

  /** Whether a list of rows comes next. */
  atList(): boolean {
    if (this.bytes[this.at] !== OPEN) return false;
    const next = this.bytes[this.at + 1];
    return next === OPEN || next === CLOSE;
  }

  /** Reads a tag of up to three small letters, if one comes next: its bytes in one number (tags.ts), 0 where there is none. */
  tag(): number {
    if (this.bytes[this.at] !== QUOTE) return 0;
    let tag = 0;
    for (let at = this.at + 1; at <= this.at + 4; at++) {
      const code = this.bytes[at] ?? 0;
      if (code === QUOTE) {
        // An empty one stays where it is, so that nothing reads on behind it.
        if (tag !== 0) this.at = at + 1;
        return tag;
      }
      if (code < LOWER_A || code > LOWER_Z) return 0;
      tag = (tag << 8) | code;
    }
    return 0;
  }

  /** Reads a row. Its columns are `value`s until the next one is read. */
  row(shape: RowShape): boolean {
    const { width, whole, nullable } = shape;
    this.noisy = 0;
    this.rowFrom = this.at;
    if (!this.skip(OPEN)) return false;
    for (let column = 0; column < width; column++) {
      if (column > 0 && !this.skip(COMMA)) return false;
      const bit = 1 << column;
      if ((nullable & bit) !== 0 && this.bytes[this.at] === LOWER_N) {
        if (!this.skipNull()) return false;
        this.values[column] = Number.NaN;
      } else if (!((whole & bit) === 0 ? this.decimal(column) : this.whole(column))) return false;
    }
    for (let rest = shape.nameless; rest > 0 && this.bytes[this.at] === COMMA; rest--) {
      this.at++;
      if (!this.skipNull()) return false;
    }
    if (!this.skip(CLOSE)) return false;
    this.rowTo = this.at;
    return true;
  }

  /** Bytes of the frame as a text; numbers have no others than ASCII. */
  slice(from: number, to: number): string {
    let text = '';
    for (let at = from; at < to; at++) text += String.fromCharCode(this.bytes[at] ?? 0);
    return text;
  }

  /** Reads a whole number from 0. */
  whole(column: number): boolean {
    const { bytes, at: from } = this;
    let at = from;
    let code = bytes[at] ?? 0;
    // Nine digits and six more make two small integers: their loops stay free of floating point.
    let value = 0;
    while (code >= ZERO && code <= NINE && at - from < 9) {
      value = value * 10 + (code - ZERO);
      code = bytes[++at] ?? 0;
    }
    if (code >= ZERO && code <= NINE) {
      let tail = 0;
      const middle = at;
      while (code >= ZERO && code <= NINE && at - from < 15) {
        tail = tail * 10 + (code - ZERO);
        code = bytes[++at] ?? 0;
      }
      value = value * powerOfTen(at - middle) + tail;
    }
    if (at === from || (bytes[from] === ZERO && at - from > 1)) return false;
    this.values[column] = value;
    this.at = at;
    return true;
  }

  /** Reads a number. Its value is the double that `Number(text)` is. */
  decimal(column: number): boolean {
    const { bytes } = this;
    let at = this.at;
    let code = bytes[at] ?? 0;
    const negative = code === MINUS;
    if (negative) code = bytes[++at] ?? 0;
    const first = at;
    // Where the significant digits would begin if no point stood among them: `at - from` is how many there have been.
    let from = at;
    let point = 0;
    let head = 0;
    let tail = 0;
    for (;;) {
      while (code >= ZERO && code <= NINE && at - from < 9) {
        head = head * 10 + (code - ZERO);
        code = bytes[++at] ?? 0;
      }
      while (code >= ZERO && code <= NINE && at - from < 18) {
        tail = tail * 10 + (code - ZERO);
        code = bytes[++at] ?? 0;
      }
      if (code !== POINT || point !== 0) break;
      point = at;
      code = bytes[++at] ?? 0;
      from++;
      if (head === 0) {
        while (code === ZERO) code = bytes[++at] ?? 0;
        from = at;
      }
    }
    const wholes = (point === 0 ? at : point) - first;
    const places = point === 0 ? 0 : at - point - 1;
    if (wholes === 0 || (wholes > 1 && bytes[first] === ZERO)) return false;
    if (point !== 0 && (places === 0 || places > 22)) return false;
    const digits = at - from;
    let value = head;
    if (digits > 15) value = exactQuotient(head, tail, digits - 9, places);
    else {
      // Both numbers are exact, so the one rounding is that of the division.
      if (digits > 9) value = head * powerOfTen(digits - 9) + tail;
      if (places > 0) value /= powerOfTen(places);
    }
    if (Number.isNaN(value)) return false;
    // Up to 15 digits, no two decimals are the same double; below 1e-6, `String` writes exponents.
    if (digits > 15 || (places > 0 && bytes[at - 1] === ZERO) || (value < 1e-6 && (value > 0 || negative))) {
      this.noisy |= 1 << column;
    }
    this.values[column] = negative ? -value : value;
    this.at = at;
    return true;
  }

  /** Reads what the flags append to a frame of a public channel, and the end of the frame. */
  trailers(flags: number): boolean {
    this.seq = null;
    this.serverTime = null;
    if (hasFlag(flags, FLAGS.SEQ_ALL)) {
      if (!this.skip(COMMA) || !this.whole(TRAILER)) return false;
      this.seq = this.value(TRAILER);
    }
    if (hasFlag(flags, FLAGS.TIMESTAMP)) {
      if (!this.skip(COMMA) || !this.whole(TRAILER)) return false;
      this.serverTime = this.value(TRAILER);
    }
    return this.skip(CLOSE) && this.at === this.end;
  }

  private skipNull(): boolean {
    return this.skip(LOWER_N) && this.skip(LOWER_U) && this.skip(LOWER_L) && this.skip(LOWER_L);
  }

  private copyText(text: string): boolean {
    const { length } = text;
    if (length > MAX_COPIED_LENGTH) return false;
    if (this.copy.length <= length) this.copy = new Uint8Array(2 * length + 256);
    // More bytes than characters are characters that stand in no frame that a scanner reads.
    if (writeBytes(text, this.copy) !== length) return false;
    // What an earlier frame left behind must not go on where this one ends.
    this.copy[length] = 0;
    this.bytes = this.copy;
    this.end = length;
    return true;
  }
}

const powerOfTen = (exponent: number): number => POWERS_OF_TEN[exponent] ?? 1;

/** The widest row (funding ticker), and a place for trailers to pass through. */
const WIDEST = 17;
const TRAILER = 16;

const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const LOWER_A = 0x61;
const LOWER_L = 0x6c;
const LOWER_N = 0x6e;
const LOWER_U = 0x75;
const LOWER_Z = 0x7a;

/** The bytes that a frame is made of besides numbers. */
export const COMMA = 0x2c;
const QUOTE = 0x22;
export const OPEN = 0x5b;
export const CLOSE = 0x5d;
