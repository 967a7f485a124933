import { FLAGS, hasFlag } from '../flags.js';
import type { Frame } from '../frame.js';
import { MAX_NUMBER_LENGTH } from '../limits.js';
import { isNumeric } from '../numbers/numeric.js';
import { CLOSE, COMMA, LOWER_A, LOWER_L, LOWER_N, LOWER_U, LOWER_Z, MINUS, OPEN, QUOTE, ZERO } from './bytes.js';
import { exactQuotient, powerOfTen } from './exact-quotient.js';
import type { RowShape } from './row-shape.js';
import { TextCopy } from './text-copy.js';

/**
 * Reads channel frames straight from their bytes, without JSON and without a text for any number. One scanner serves a
 * decoder: it holds what the last frame said until the next is opened, and reading allocates nothing.
 *
 * It is a short cut and defines nothing. What it accepts, it accepts as the codec does: strict JSON in the form that the
 * server gives it, without white space. At anything else a method answers false, and the frame belongs to the codec, which
 * alone says what is wrong.
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
  /** Where the columns of the row end in the frame; the first begins one byte behind `rowAt`, the others one behind the one before. */
  readonly ends = new Int32Array(WIDEST);
  /** Where the row begins. */
  rowAt = 0;
  /** The frame, or what holds it from its first byte on. */
  bytes: Uint8Array = new Uint8Array(0);
  private at = 0;
  private number = Number.NaN;
  private end = 0;
  private readonly copy = new TextCopy();
  /** What the columns of the row hold; NaN for null. */
  readonly values = new Float64Array(WIDEST);

  /** Takes a frame of up to `limit` bytes and reads `[CHAN_ID,`. */
  open(frame: Frame, limit: number): boolean {
    // Events, and the account, whose id is 0: not for this reader, nor worth a copy.
    if (typeof frame === 'string') {
      if (frame.charCodeAt(1) === ZERO || frame.charCodeAt(0) !== OPEN) return false;
      if (frame.length > limit || !this.copy.take(frame)) return false;
      this.bytes = this.copy.bytes;
      this.end = frame.length;
    } else if (frame instanceof Uint8Array && frame[1] !== ZERO && frame.length <= limit) {
      this.bytes = frame;
      this.end = frame.length;
    } else return false;
    this.at = 0;
    if (!this.skip(OPEN)) return false;
    this.chanId = this.whole();
    return this.chanId !== -1 && this.skip(COMMA);
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

  /**
   * Reads a row. Its columns are `value`s until the next one is read.
   *
   * Most of the time is spent here, so numbers are read in the loop, a method of their own takes a third longer; and the
   * bytes looked for are constants of its own, because those of a module are read from memory each time.
   */
  row(shape: RowShape): boolean {
    const zero = 0x30;
    const point = 0x2e;
    const comma = 0x2c;
    const close = 0x5d;
    const { bytes, values, ends } = this;
    const { width, whole, nullable } = shape;
    let at = this.at;
    let noisy = 0;
    this.rowAt = at;
    let code = bytes[at] ?? 0;
    for (let column = 0; column < width; column++) {
      if (code !== (column === 0 ? OPEN : comma)) return false;
      const start = at + 1;
      code = bytes[++at] ?? 0;
      const negative = code === MINUS;
      if (negative) code = bytes[++at] ?? 0;
      const first = at;
      // A digit's byte differs from that of 0 by its value, and no other by as little as 9: one comparison, where a range takes two.
      // The first nine digits and the next nine make two small integers: their loops stay free of floating point. Where
      // the nine end moves on with the point and with zeros that lead.
      let stop = at + 9;
      let head = 0;
      let tail = 0;
      let places = 0;
      for (; at < stop && (code ^ zero) <= 9; code = bytes[++at] ?? 0) head = (head * 10 + (code ^ zero)) | 0;
      if (at === stop) {
        for (; at < stop + 9 && (code ^ zero) <= 9; code = bytes[++at] ?? 0) tail = (tail * 10 + (code ^ zero)) | 0;
      }
      let common = at - first === 1 || (at > first && bytes[first] !== zero);
      if (code === point) {
        const after = at + 1;
        code = bytes[++at] ?? 0;
        stop++;
        if (head === 0) {
          while (code === zero) code = bytes[++at] ?? 0;
          stop = at + 9;
        }
        for (; at < stop && (code ^ zero) <= 9; code = bytes[++at] ?? 0) head = (head * 10 + (code ^ zero)) | 0;
        if (at >= stop) {
          for (; at < stop + 9 && (code ^ zero) <= 9; code = bytes[++at] ?? 0) tail = (tail * 10 + (code ^ zero)) | 0;
        }
        places = at - after;
        common &&= places > 0 && places <= 22;
      }
      const digits = at - stop + 9;
      let value = Number.NaN;
      if (common && (code === comma || code === close)) {
        if (digits > 15) value = exactQuotient(head, tail, digits - 9, places);
        else {
          // Both numbers are exact, so the one rounding is that of the division.
          value = digits > 9 ? head * powerOfTen(digits - 9) + tail : head;
          if (places > 0) value /= powerOfTen(places);
        }
        // Up to 15 digits, no two decimals are the same double; below 1e-6, `String` writes exponents.
        const odd = digits > 15 || (places > 0 && bytes[at - 1] === zero);
        if (odd || (value < 1e-6 && (value > 0 || negative))) noisy |= 1 << column;
        if (negative) value = -value;
      }
      if (Number.isNaN(value)) {
        noisy |= 1 << column;
        at = this.unusual(start, (nullable >> column) & 1);
        if (at === -1) return false;
        value = this.number;
        code = bytes[at] ?? 0;
      }
      if (((whole >> column) & 1) !== 0 && !Number.isSafeInteger(value) && !Number.isNaN(value)) return false;
      values[column] = value;
      ends[column] = at;
    }
    for (let rest = shape.nameless; rest > 0 && bytes[at] === COMMA; rest--) {
      if (!this.isNull(at + 1)) return false;
      at += 5;
    }
    if (bytes[at] !== CLOSE) return false;
    this.noisy = noisy;
    this.at = at + 1;
    return true;
  }

  /** The number in a column of the row as it was sent. */
  textOf(column: number): string {
    const start = (column === 0 ? this.rowAt : (this.ends[column - 1] ?? 0)) + 1;
    return this.text(start, this.ends[column] ?? 0);
  }

  /** Reads a number from -2^31 to 2^31 - 1, such as a checksum; NaN where another one stands there. */
  signed(): number {
    const sign = this.skip(MINUS) ? -1 : 1;
    const whole = this.whole();
    const value = sign * whole;
    return whole !== -1 && value === (value | 0) ? value : Number.NaN;
  }

  // Reads null, or what two small integers do not settle: numbers of more digits, with exponents, or just between two
  // doubles. Answers where it ends, -1 where it is neither, and leaves its value in `number`.
  private unusual(start: number, nullable: number): number {
    this.number = Number.NaN;
    if (this.isNull(start)) return nullable === 1 ? start + 4 : -1;
    let at = start;
    for (let code = this.bytes[at] ?? 0; code !== COMMA && code !== CLOSE; code = this.bytes[++at] ?? 0) {
      if (code === 0 || at - start > MAX_NUMBER_LENGTH) return -1;
    }
    const text = this.text(start, at);
    if (isNumeric(text)) this.number = Number(text);
    return Number.isFinite(this.number) ? at : -1;
  }

  private trailer(): number {
    return this.skip(COMMA) ? this.whole() : -1;
  }

  private text(from: number, to: number): string {
    let text = '';
    for (let at = from; at < to; at++) text += String.fromCharCode(this.bytes[at] ?? 0);
    return text;
  }

  private isNull(at: number): boolean {
    const { bytes } = this;
    return bytes[at] === LOWER_N && bytes[at + 1] === LOWER_U && bytes[at + 2] === LOWER_L && bytes[at + 3] === LOWER_L;
  }

  // Reads a whole number from 0 of up to 15 digits, as channel ids, sequence numbers and times are; -1 where there is none.
  private whole(): number {
    const zero = 0x30;
    const { bytes, at: from } = this;
    let at = from;
    let code = bytes[at] ?? 0;
    let value = 0;
    for (; at < from + 9 && (code ^ zero) <= 9; code = bytes[++at] ?? 0) value = (value * 10 + (code ^ zero)) | 0;
    if (at === from || (bytes[from] === zero && at - from > 1)) return -1;
    this.at = at;
    return at === from + 9 && (code ^ zero) <= 9 ? this.longer(value) : value;
  }

  // Reads on where nine digits were not all.
  private longer(head: number): number {
    const { bytes, at: from } = this;
    let at = from;
    let tail = 0;
    for (let code = bytes[at] ?? 0; at < from + 6 && (code ^ ZERO) <= 9; code = bytes[++at] ?? 0)
      tail = tail * 10 + (code ^ ZERO);
    this.at = at;
    return head * powerOfTen(at - from) + tail;
  }

  /** Reads what the flags append to a frame of a public channel, and the end of the frame. */
  trailers(flags: number): boolean {
    const seq = hasFlag(flags, FLAGS.SEQ_ALL) ? this.trailer() : null;
    const serverTime = hasFlag(flags, FLAGS.TIMESTAMP) ? this.trailer() : null;
    this.seq = seq;
    this.serverTime = serverTime;
    return seq !== -1 && serverTime !== -1 && this.skip(CLOSE) && this.at === this.end;
  }
}

/** The widest row: the funding ticker's. */
const WIDEST = 16;

/** Makes the scanner of one decoder. */
export const createScanner = (): Scanner => new Scanner();
