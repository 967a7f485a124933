/** Opcodes of RFC 6455, 5.2. */
const TEXT = 0x1;
const CONTINUATION = 0x0;
const PONG = 0xa;
const FIN = 0x80;

/**
 * A text as one WebSocket frame. Bytes are kept as a string of characters up to 0xff throughout this package: strings
 * are joined, cut and written faster than buffers.
 */
export const textFrame = (payload: string): string => header(TEXT | FIN, payload.length) + payload;

/** A text as a fragmented message of that many frames (RFC 6455, 5.4), fewer where it has fewer bytes. */
export const fragmentsOf = (payload: string, pieces: number): ReadonlyArray<string> =>
  piecesOf(payload, pieces).map((piece, place, all) => {
    const last = place === all.length - 1;
    return header((place === 0 ? TEXT : CONTINUATION) | (last ? FIN : 0), piece.length) + piece;
  });

/** The answer to a ping, with its payload. */
export const pongFrame = (payload: string): string => header(PONG | FIN, payload.length) + payload;

/** The bytes of a text in UTF-8. */
export const bytesOf = (text: string): string =>
  ASCII.test(text) ? text : Buffer.from(text, 'utf8').toString('latin1');

/** Cuts bytes into so many pieces of about the same size, none of them empty. */
export const piecesOf = (bytes: string, pieces: number): ReadonlyArray<string> => {
  const count = Math.max(1, Math.min(pieces, bytes.length));
  const places = Array.from({ length: count + 1 }, (_, place) => Math.floor((place * bytes.length) / count));
  return places.slice(1).map((end, place) => bytes.slice(places[place], end));
};

const ASCII = /^[\x20-\x7e]*$/;

/** A server's frames are not masked. */
const header = (first: number, length: number): string => {
  if (length < 126) return String.fromCharCode(first, length);
  if (length < 65_536) return String.fromCharCode(first, 126, length >>> 8, length & 0xff);
  const four = [length >>> 24, (length >>> 16) & 0xff, (length >>> 8) & 0xff, length & 0xff];
  return String.fromCharCode(first, 127, 0, 0, 0, 0, ...four);
};
