import { left, right } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import type { DecodeError } from './errors.js';
import type { Frame } from './frame.js';
import { SAMPLE_LENGTH } from './limits.js';
import { sampleOfBytes, textOfBytes } from './platform.js';

/**
 * The text of a frame. FrameTooLarge above the limit, unread; NotJson where the frame is not UTF-8. A string counts as the
 * bytes that it would be.
 */
export const textOfFrame = (frame: Frame, maxBytes: number): E.Either<DecodeError, string> => {
  // The type rules this out; what comes off a socket in plain JavaScript does not ask the type.
  if (typeof frame !== 'string' && !ArrayBuffer.isView(frame)) return left({ _tag: 'NotJson', sample: typeof frame });
  const bytes = typeof frame === 'string' ? bytesOf(frame, maxBytes) : frame.byteLength;
  if (bytes > maxBytes) return left({ _tag: 'FrameTooLarge', bytes, limit: maxBytes });
  if (typeof frame === 'string') return right(frame);
  const text = textOfBytes(frame);
  return text === null ? left({ _tag: 'NotJson', sample: sampleOfBytes(frame, SAMPLE_LENGTH) }) : right(text);
};

// A unit of a string is at most three bytes, so that nearly every frame is known to be small without a look at it.
const bytesOf = (text: string, maxBytes: number): number =>
  text.length * 3 <= maxBytes || text.length > maxBytes ? text.length : utf8Length(text);

const utf8Length = (text: string): number => {
  let bytes = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    // Half of a pair: two such make four bytes, as two times two; alone it becomes U+FFFD, which is three.
    if (code >= 0xd800 && code <= 0xdfff) bytes += isPaired(text, at) ? 2 : 3;
    else bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : 3;
  }
  return bytes;
};

const isPaired = (text: string, at: number): boolean => {
  const low = text.charCodeAt(at) >= 0xdc00;
  const other = text.charCodeAt(low ? at - 1 : at + 1);
  return low ? other >= 0xd800 && other < 0xdc00 : other >= 0xdc00 && other <= 0xdfff;
};
