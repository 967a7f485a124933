import { left, right } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import type { DecodeError } from './errors.js';
import type { Frame } from './frame.js';
import { SAMPLE_LENGTH } from './limits.js';
import { lengthOfText, sampleOfBytes, textOfBytes } from './platform.js';

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
  text.length * 3 <= maxBytes || text.length > maxBytes ? text.length : lengthOfText(text);
