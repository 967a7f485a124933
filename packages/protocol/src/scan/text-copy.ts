import { MAX_COPIED_LENGTH } from '../limits.js';
import { writeBytes } from '../platform.js';

/** The bytes of the last text: one reader serves texts and bytes, and copying costs less than asking a text for its characters. */
export class TextCopy {
  /** The text that was taken last, and a zero; what follows is of no meaning. */
  bytes: Uint8Array = new Uint8Array(0);

  /** Copies a text; false, where it is too long for that or has characters beyond ASCII. */
  take(text: string): boolean {
    const { length } = text;
    if (length > MAX_COPIED_LENGTH) return false;
    if (this.bytes.length <= length) this.bytes = new Uint8Array(2 * length + 256);
    // More bytes than characters are characters that stand in no frame that is read so.
    if (writeBytes(text, this.bytes) !== length) return false;
    // What an earlier frame left behind must not go on where this one ends.
    this.bytes[length] = 0;
    return true;
  }
}
