/*
 * All that this package asks of the platform it runs on: TextDecoder and TextEncoder, which Node, Deno, Bun and browsers all
 * have, and a method of Node's Buffer where the bytes are one. Pure packages see the types of none of them, so the few lines
 * of shape that we use stand here.
 */
declare const TextDecoder: new (
  label: 'utf-8',
  options: { readonly fatal: boolean; readonly ignoreBOM: boolean },
) => { readonly decode: (bytes: Uint8Array) => string };
declare const TextEncoder: new () => {
  readonly encode: (text: string) => Uint8Array;
  readonly encodeInto: (text: string, bytes: Uint8Array) => { readonly written: number };
};

// ignoreBOM keeps a byte order mark in the text, where the JSON reader refuses it; false would swallow it.
const strict = /* @__PURE__ */ new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenient = /* @__PURE__ */ new TextDecoder('utf-8', { fatal: false, ignoreBOM: true });

/** The text of UTF-8 bytes, or null where the bytes are not UTF-8. */
export const textOfBytes = (bytes: Uint8Array): string | null => {
  try {
    return strict.decode(bytes);
  } catch {
    return null;
  }
};

/** What Node's Buffer has over other bytes: a text of a piece in a third of the time that a piece and its decoding take. */
interface Sliceable {
  readonly latin1Slice: (from: number, to: number) => string;
}
const isSliceable = (bytes: Uint8Array): bytes is Uint8Array & Sliceable =>
  typeof (bytes as Partial<Sliceable>).latin1Slice === 'function';

/** The text of a piece of bytes that are known to be ASCII; null where the platform can not read them. */
export const textOfAscii = (bytes: Uint8Array, from: number, to: number): string | null =>
  isSliceable(bytes) ? bytes.latin1Slice(from, to) : textOfBytes(bytes.subarray(from, to));

/** The text of the first `length` bytes for a human to look at; what is not UTF-8 shows as U+FFFD. */
export const sampleOfBytes = (bytes: Uint8Array, length: number): string => {
  try {
    return lenient.decode(bytes.subarray(0, length));
  } catch {
    return '';
  }
};

const encoder = /* @__PURE__ */ new TextEncoder();

/** Writes a text as UTF-8 from the start of `into`, as far as there is room: how many bytes it took. */
export const writeBytes = (text: string, into: Uint8Array): number => encoder.encodeInto(text, into).written;

/** How many bytes a text takes as UTF-8; half of a pair becomes U+FFFD. */
export const lengthOfText = (text: string): number => encoder.encode(text).length;
