import { either as E } from 'fp-ts';
import type { DecodeError } from './errors.js';
import type { Frame } from './frame.js';
import { SAMPLE_LENGTH } from './limits.js';
import { sampleOfBytes, textOfBytes } from './platform.js';

/** The text of a frame. FrameTooLarge above the limit (UTF-16 units count for a string), NotJson where it is not UTF-8. */
export const textOfFrame = (frame: Frame, maxBytes: number): E.Either<DecodeError, string> => {
  // The type rules this out; what comes off a socket in plain JavaScript does not ask the type.
  if (typeof frame !== 'string' && !ArrayBuffer.isView(frame)) return E.left({ _tag: 'NotJson', sample: typeof frame });
  if (frame.length > maxBytes) return E.left({ _tag: 'FrameTooLarge', bytes: frame.length, limit: maxBytes });
  if (typeof frame === 'string') return E.right(frame);
  const text = textOfBytes(frame);
  return text === null ? E.left({ _tag: 'NotJson', sample: sampleOfBytes(frame, SAMPLE_LENGTH) }) : E.right(text);
};
