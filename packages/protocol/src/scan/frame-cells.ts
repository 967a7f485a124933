import type { Frame } from '../frame.js';
import { MAX_NUMBER_LENGTH } from '../limits.js';
import { isNumeric } from '../numbers/numeric.js';
import { textOfAscii } from '../platform.js';
import {
  CLOSE,
  CLOSE_OBJECT,
  COLON,
  COMMA,
  LOWER_F,
  LOWER_L,
  LOWER_N,
  LOWER_T,
  LOWER_U,
  MINUS,
  OPEN,
  OPEN_OBJECT,
  POINT,
  QUOTE,
  ZERO,
} from './bytes.js';
import { exactQuotient, powerOfTen } from './exact-quotient.js';
import { TextCopy } from './text-copy.js';
import { WordStore } from './word-store.js';

/**
 * Reads the values of account frames straight from their bytes: what `JSON.parse` makes of the frame, without a text of it.
 *
 * It is a short cut and defines nothing. It takes strict JSON in the form that the server gives it, without white space;
 * at anything else it answers null, and the frame belongs to `JSON.parse`, which alone says what is wrong.
 */
export class FrameCells {
  private readonly words = new WordStore();
  private readonly copy = new TextCopy();
  private bytes: Uint8Array = new Uint8Array(0);
  private at = 0;

  /** The values of a frame of up to `limit` bytes that begins with `[0,"`; null where it is not for this reader. */
  read(frame: Frame, limit: number): ReadonlyArray<unknown> | null {
    if (typeof frame === 'string') {
      if (frame.charCodeAt(1) !== ZERO || frame.length > limit || !this.copy.take(frame)) return null;
      this.bytes = this.copy.bytes;
    } else if (frame instanceof Uint8Array && frame[1] === ZERO && frame.length <= limit) this.bytes = frame;
    else return null;
    const { bytes } = this;
    if (bytes[0] !== OPEN || bytes[2] !== COMMA || bytes[3] !== QUOTE) return null;
    this.at = 0;
    const cells = this.array(0);
    return cells !== undefined && this.at === frame.length ? cells : null;
  }

  // Each of these reads what begins at `at` and goes on behind it; undefined: not for this reader.

  private value(depth: number): unknown {
    switch (this.bytes[this.at]) {
      case LOWER_N:
        return this.isNull() ? null : undefined;
      case QUOTE:
        return this.text();
      case OPEN:
        return this.array(depth);
      case OPEN_OBJECT:
        return this.object(depth);
      case LOWER_T:
        return this.isNext(TRUE) ? true : undefined;
      case LOWER_F:
        return this.isNext(FALSE) ? false : undefined;
      default:
        return this.number();
    }
  }

  private array(depth: number): ReadonlyArray<unknown> | undefined {
    const { bytes } = this;
    const values: unknown[] = [];
    if (depth === DEEPEST) return undefined;
    if (bytes[++this.at] === CLOSE) {
      this.at++;
      return values;
    }
    for (;;) {
      if (this.isNull()) values.push(null);
      else {
        const value = this.value(depth + 1);
        if (value === undefined) return undefined;
        values.push(value);
      }
      const code = bytes[this.at++];
      if (code === CLOSE) return values;
      if (code !== COMMA) return undefined;
    }
  }

  private object(depth: number): Readonly<Record<string, unknown>> | undefined {
    const { bytes } = this;
    const values: Record<string, unknown> = {};
    if (depth === DEEPEST) return undefined;
    if (bytes[++this.at] === CLOSE_OBJECT) {
      this.at++;
      return values;
    }
    for (;;) {
      const key = bytes[this.at] === QUOTE ? this.text() : undefined;
      // To JSON.parse a key like any other, to an assignment another prototype.
      if (key === undefined || key === '__proto__' || bytes[this.at++] !== COLON) return undefined;
      const value = this.value(depth + 1);
      if (value === undefined) return undefined;
      values[key] = value;
      const code = bytes[this.at++];
      if (code === CLOSE_OBJECT) return values;
      if (code !== COMMA) return undefined;
    }
  }

  private text(): string | undefined {
    const { bytes } = this;
    const from = ++this.at;
    let at = from;
    let hash = 0;
    // 0: behind the end. Whether the others may stand in a text is asked once for each word that is kept.
    for (let code = bytes[at] ?? 0; code !== QUOTE; code = bytes[++at] ?? 0) {
      if (code === 0) return undefined;
      hash = ((hash << 5) - hash + code) | 0;
    }
    this.at = at + 1;
    return this.words.word(bytes, from, at, hash) ?? undefined;
  }

  private number(): number | undefined {
    const { bytes } = this;
    const start = this.at;
    let at = start;
    let code = bytes[at] ?? 0;
    if (code === MINUS) code = bytes[++at] ?? 0;
    const first = at;
    // The first nine digits and the next nine make two small integers: see Scanner.row.
    let head = 0;
    let tail = 0;
    let stop = at + 9;
    let point = 0;
    for (; (code ^ ZERO) <= 9 && at < stop; code = bytes[++at] ?? 0) head = head * 10 + (code ^ ZERO);
    for (; (code ^ ZERO) <= 9 && at < stop + 9; code = bytes[++at] ?? 0) tail = tail * 10 + (code ^ ZERO);
    const wholes = at - first;
    if (code === POINT) {
      point = at;
      stop++;
      code = bytes[++at] ?? 0;
      for (; (code ^ ZERO) <= 9 && at < stop; code = bytes[++at] ?? 0) head = head * 10 + (code ^ ZERO);
      for (; (code ^ ZERO) <= 9 && at < stop + 9; code = bytes[++at] ?? 0) tail = tail * 10 + (code ^ ZERO);
    }
    const places = point === 0 ? 0 : at - point - 1;
    const digits = at - stop + 9;
    if (wholes === 0 || (wholes > 1 && bytes[first] === ZERO) || (point !== 0 && places === 0)) return undefined;
    if (code !== COMMA && code !== CLOSE && code !== CLOSE_OBJECT) return this.unusual(start);
    let value = Number.NaN;
    if (digits > 15) value = exactQuotient(head, tail, digits - 9, places);
    else {
      // Both numbers are exact, so the one rounding is that of the division.
      value = digits > 9 ? head * powerOfTen(digits - 9) + tail : head;
      if (places > 0) value /= powerOfTen(places);
    }
    if (Number.isNaN(value)) return this.unusual(start);
    this.at = at;
    return start === first ? value : -value;
  }

  // A number of more digits, with an exponent, or just between two doubles.
  private unusual(start: number): number | undefined {
    const { bytes } = this;
    let at = start;
    while (at - start <= MAX_NUMBER_LENGTH && !ENDS.has(bytes[at] ?? 0)) at++;
    // What is not ASCII is no number either.
    const text = textOfAscii(bytes, start, at);
    if (text === null || !isNumeric(text)) return undefined;
    this.at = at;
    return Number(text);
  }

  private isNull(): boolean {
    const { bytes, at } = this;
    if (bytes[at] !== LOWER_N || bytes[at + 1] !== LOWER_U || bytes[at + 2] !== LOWER_L || bytes[at + 3] !== LOWER_L) {
      return false;
    }
    this.at = at + 4;
    return true;
  }

  private isNext(word: ReadonlyArray<number>): boolean {
    for (let at = 0; at < word.length; at++) if (this.bytes[this.at + at] !== word[at]) return false;
    this.at += word.length;
    return true;
  }
}

const ENDS: ReadonlySet<number> = /* @__PURE__ */ new Set([COMMA, CLOSE, CLOSE_OBJECT, 0]);
const bytesOf = (word: string): ReadonlyArray<number> => Array.from(word, (letter) => letter.charCodeAt(0));
const TRUE = /* @__PURE__ */ bytesOf('true');
const FALSE = /* @__PURE__ */ bytesOf('false');
/** Frames whose values lie deeper are left to JSON.parse, which does not recurse. */
const DEEPEST = 8;
