/** One line of a file, without its line feed; null where it is longer than what is read. */
type Line = string | null;

/**
 * Cuts bytes into lines at line feeds, whatever pieces they come in; a character that lies across two pieces stays
 * whole. Of a line that is longer than `limit` bytes nothing is kept. Lines that came together are yielded together: an
 * iterator's step for each would cost more than the cutting.
 */
export async function* splitLines(
  chunks: AsyncIterable<Uint8Array>,
  limit: number,
): AsyncGenerator<ReadonlyArray<Line>, void, undefined> {
  let pieces: Buffer[] = [];
  let length = 0;
  const add = (piece: Buffer): void => {
    length += piece.length;
    if (length > limit) pieces = [];
    else if (piece.length > 0) pieces.push(piece);
  };
  const take = (): Line => {
    const line = length > limit ? null : pieces.length === 1 ? String(pieces[0]) : Buffer.concat(pieces).toString();
    pieces = [];
    length = 0;
    return line;
  };

  for await (const chunk of chunks) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const lines: Line[] = [];
    let start = 0;
    for (let end = bytes.indexOf(LINE_FEED); end !== -1; end = bytes.indexOf(LINE_FEED, start)) {
      add(bytes.subarray(start, end));
      start = end + 1;
      lines.push(take());
    }
    add(bytes.subarray(start));
    if (lines.length > 0) yield lines;
  }
  if (length > 0) yield [take()];
}

const LINE_FEED = 0x0a;
