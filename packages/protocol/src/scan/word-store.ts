import { textOfAscii } from '../platform.js';
import { BACKSLASH } from './bytes.js';

/**
 * Makes texts of bytes, and keeps the short ones: account frames say the same few words again and again, and to find one
 * costs less than half of making it. Each place keeps one word, and gives it up for another of the same hash.
 */
export class WordStore {
  private readonly words: Array<string | null> = [];
  // The bytes of each word, so that none need be asked for its characters. Most decoders never see an account.
  private kept: Uint8Array = new Uint8Array(0);

  /**
   * The text of some bytes that were counted into a hash; null where they are not ASCII that a JSON text may have between
   * its quotes as it is.
   */
  word(bytes: Uint8Array, from: number, to: number, hash: number): string | null {
    const length = to - from;
    if (length > LONGEST) return plainText(bytes, from, to);
    const place = (hash ^ (hash >>> 8)) & (PLACES - 1);
    const word = this.words[place] ?? null;
    const { kept } = this;
    const start = place * LONGEST;
    if (word !== null && word.length === length) {
      let at = 0;
      while (at < length && kept[start + at] === bytes[from + at]) at++;
      if (at === length) return word;
    }
    const text = plainText(bytes, from, to);
    if (text !== null) this.keep(place, text, bytes, from);
    return text;
  }

  private keep(place: number, word: string, bytes: Uint8Array, from: number): void {
    if (this.words.length === 0) {
      this.kept = new Uint8Array(PLACES * LONGEST);
      for (let each = 0; each < PLACES; each++) this.words.push(null);
    }
    this.words[place] = word;
    const { kept } = this;
    const start = place * LONGEST;
    for (let at = 0; at < word.length; at++) kept[start + at] = bytes[from + at] ?? 0;
  }
}

const PLACES = 256;
const LONGEST = 32;
const SPACE = 0x20;
const TILDE = 0x7e;

const plainText = (bytes: Uint8Array, from: number, to: number): string | null => {
  for (let at = from; at < to; at++) {
    const code = bytes[at] ?? 0;
    if (code < SPACE || code > TILDE || code === BACKSLASH) return null;
  }
  return textOfAscii(bytes, from, to);
};
