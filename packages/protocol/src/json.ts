import { MAX_JSON_DEPTH } from './limits.js';

/** Where the texts of numbers lie: the text for a number, the texts of its elements for an array, null for the rest. */
export type Texts = string | null | ReadonlyArray<Texts>;

/** A parsed JSON text: its value as `JSON.parse` would give it, and the text of each number beside it. */
export type LosslessJson =
  | { readonly _tag: 'Json'; readonly value: unknown; readonly texts: Texts }
  | { readonly _tag: 'NotJson' }
  | { readonly _tag: 'TooDeep'; readonly limit: number };

/**
 * Reads strict JSON and keeps how each number was written (`6.6e-7` or `0.00000066`), which checksums are made of and
 * `JSON.parse` loses. Numbers inside objects keep no text. Never throws.
 */
export const parseLossless = (text: string, limit: number = MAX_JSON_DEPTH): LosslessJson => {
  const parser = new Parser(text, limit);
  const value = parser.value(0);
  parser.space();
  if (parser.tooDeep) return { _tag: 'TooDeep', limit };
  if (parser.failed || parser.at !== text.length) return { _tag: 'NotJson' };
  return { _tag: 'Json', value, texts: parser.texts };
};

/**
 * The channel id that a text begins with (`[123,…`), without reading on; -1 where it does not begin like that. A hint
 * that chooses how to parse: whether the text is JSON is for the parser to say.
 */
export const peekChannelId = (text: string): number => {
  if (text.charCodeAt(0) !== OPEN_ARRAY) return -1;
  let id = 0;
  let at = 1;
  for (; at <= 15; at++) {
    const digit = text.charCodeAt(at) - ZERO;
    if (!(digit >= 0 && digit <= 9)) break;
    id = id * 10 + digit;
  }
  return at > 1 && text.charCodeAt(at) === COMMA ? id : -1;
};

const QUOTE = 0x22;
const PLUS = 0x2b;
const COMMA = 0x2c;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const OPEN_ARRAY = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

// Recursive descent. A failure is a mark that every loop looks at, not an exception; after one, values mean nothing.
class Parser {
  at = 0;
  failed = false;
  tooDeep = false;
  /** The texts of the value read last. */
  texts: Texts = null;

  constructor(
    private readonly text: string,
    private readonly limit: number,
  ) {}

  space(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.at++;
    }
  }

  value(depth: number): unknown {
    this.space();
    const code = this.text.charCodeAt(this.at);
    if (code === MINUS || (code >= ZERO && code <= NINE)) return this.number();
    if (code === OPEN_ARRAY) return this.array(depth + 1);
    this.texts = null;
    if (code === QUOTE) return this.string();
    if (code === OPEN_OBJECT) return this.object(depth + 1);
    if (this.word('null')) return null;
    if (this.word('true')) return true;
    if (this.word('false')) return false;
    return this.fail();
  }

  private array(depth: number): unknown {
    if (depth > this.limit) return this.refuse();
    const values: unknown[] = [];
    const texts: Texts[] = [];
    this.at++;
    this.space();
    if (this.text.charCodeAt(this.at) === CLOSE_ARRAY) this.at++;
    else {
      for (;;) {
        values.push(this.value(depth));
        if (this.failed) return undefined;
        texts.push(this.texts);
        this.space();
        const code = this.text.charCodeAt(this.at++);
        if (code === CLOSE_ARRAY) break;
        if (code !== COMMA) return this.fail();
      }
    }
    this.texts = texts;
    return values;
  }

  private number(): unknown {
    const from = this.at;
    if (this.text.charCodeAt(this.at) === MINUS) this.at++;
    if (this.text.charCodeAt(this.at) === ZERO) this.at++;
    else if (!this.digits()) return this.fail();
    if (this.text.charCodeAt(this.at) === POINT) {
      this.at++;
      if (!this.digits()) return this.fail();
    }
    if ((this.text.charCodeAt(this.at) | 0x20) === 0x65) {
      const sign = this.text.charCodeAt(++this.at);
      if (sign === PLUS || sign === MINUS) this.at++;
      if (!this.digits()) return this.fail();
    }
    const token = this.text.slice(from, this.at);
    this.texts = token;
    return Number(token);
  }

  private digits(): boolean {
    const from = this.at;
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (!(code >= ZERO && code <= NINE)) return this.at > from;
      this.at++;
    }
  }

  private string(): unknown {
    const from = this.at;
    this.skipString();
    return this.failed ? undefined : this.parse(from);
  }

  // Finds where the object ends and leaves its reading to JSON.parse: no frame that needs texts has objects in it.
  private object(depth: number): unknown {
    const from = this.at;
    let open = depth - 1;
    do {
      const code = this.text.charCodeAt(this.at);
      if (Number.isNaN(code)) return this.fail();
      if (code === OPEN_OBJECT || code === OPEN_ARRAY) open++;
      if (code === CLOSE_OBJECT || code === CLOSE_ARRAY) open--;
      if (open > this.limit) return this.refuse();
      if (code === QUOTE) this.skipString();
      else this.at++;
      if (this.failed) return undefined;
    } while (open >= depth);
    return this.parse(from);
  }

  private skipString(): void {
    this.at++;
    for (;;) {
      const code = this.text.charCodeAt(this.at++);
      if (code === QUOTE) return;
      if (code === BACKSLASH) this.at++;
      if (!(code >= 0x20)) return void this.fail();
    }
  }

  private parse(from: number): unknown {
    try {
      return JSON.parse(this.text.slice(from, this.at));
    } catch {
      return this.fail();
    }
  }

  private word(word: string): boolean {
    if (!this.text.startsWith(word, this.at)) return false;
    this.at += word.length;
    return true;
  }

  private fail(): undefined {
    this.failed = true;
    return undefined;
  }

  private refuse(): undefined {
    this.tooDeep = true;
    return this.fail();
  }
}
