/** Puts together again what a server writes, as a client does. */
interface FrameReader {
  /** Takes in bytes, given as characters up to 0xff: whole frames, several of them, or a piece of one. */
  readonly read: (bytes: string) => void;
}

/** Who is told what was read. */
interface FrameListener {
  readonly onText: (text: string) => void;
  /** What came is no text: a client ends the connection with this code (RFC 6455, 7.4.1). */
  readonly onBroken: (code: number, reason: string) => void;
}

/** Opcodes of RFC 6455, 5.2. */
const TEXT = 0x1;
const CONTINUATION = 0x0;
const FIN = 0x80;
const ASCII = /^[\x00-\x7f]*$/;

/** A reader that has read nothing yet. Frames that are no text, such as pongs, are passed over. */
export const createFrameReader = ({ onText, onBroken }: FrameListener): FrameReader => {
  /** What is left of the bytes: the beginning of a frame. */
  let rest = '';
  /** The fragments of a message that is not complete. */
  let message = '';
  let broken = false;

  const complete = (payload: string): void => {
    const text = textOf(payload);
    if (text !== null) return onText(text);
    broken = true;
    onBroken(1007, 'invalid UTF-8');
  };
  const take = (first: number, payload: string): void => {
    const opcode = first & 0x0f;
    if (opcode !== TEXT && opcode !== CONTINUATION) return;
    message += payload;
    if ((first & FIN) === 0) return;
    const whole = message;
    message = '';
    complete(whole);
  };

  return {
    read: (bytes) => {
      const all = rest === '' ? bytes : rest + bytes;
      let at = 0;
      for (let extent = extentOf(all, at); extent && !broken; extent = extentOf(all, at)) {
        const { start, end } = extent;
        if (end > all.length) break;
        const first = all.charCodeAt(at);
        at = end;
        take(first, all.slice(start, end));
      }
      rest = at === all.length ? '' : all.slice(at);
    },
  };
};

/** Where the payload of the frame that begins there starts and ends; null where not even that can be told yet. */
const extentOf = (bytes: string, at: number): { readonly start: number; readonly end: number } | null => {
  if (bytes.length < at + 2) return null;
  const short = bytes.charCodeAt(at + 1) & 0x7f;
  const wide = short === 126 ? 2 : short === 127 ? 8 : 0;
  const start = at + 2 + wide;
  if (bytes.length < start) return null;
  let length = wide === 0 ? short : 0;
  for (let place = at + 2; place < start; place++) length = length * 256 + bytes.charCodeAt(place);
  return { start, end: start + length };
};

/** The text of bytes in UTF-8; null where they are none. */
const textOf = (bytes: string): string | null => {
  if (ASCII.test(bytes)) return bytes;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(bytes, 'latin1'));
  } catch {
    return null;
  }
};
