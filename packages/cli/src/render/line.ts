/** A piece of a line: what is written, and how it is painted once it has been cut to size. */
export interface Piece {
  readonly text: string;
  readonly paint?: (text: string) => string;
}

/**
 * One line of exactly `columns` columns at most: `left` from the left, `right` against the right edge. Too narrow:
 * `right` goes first, then `left` is cut. Colour is put on last, so that it is never cut in two.
 */
export const fitLine = (columns: number, left: ReadonlyArray<Piece>, right: ReadonlyArray<Piece> = []): string => {
  const space = columns - widthOf(left) - widthOf(right);
  if (right.length === 0 || space < 1) return painted(cut(left, columns));
  return painted([...left, { text: ' '.repeat(space) }, ...right]);
};

/** As many of these parts, from the first on, as have room beside each other with three spaces between; the first always. */
export const fitParts = (columns: number, parts: ReadonlyArray<string>): ReadonlyArray<string> => {
  let width = -GAP;
  const beyond = parts.findIndex((part) => (width += part.length + GAP) > columns);
  return beyond === -1 ? parts : parts.slice(0, Math.max(1, beyond));
};

const GAP = 3;

/** A text as lines of at most `columns` columns, broken between words; within a word only where it is longer than a line. */
export const wrapWords = (text: string, columns: number): ReadonlyArray<string> => {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (longer.length <= columns) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word;
    for (; line.length > columns; line = line.slice(columns)) lines.push(line.slice(0, columns));
  }
  return [...lines, line];
};

/** A line that has been fitted, made as wide as `columns`. */
export const padLine = (line: string, columns: number): string =>
  line + ' '.repeat(Math.max(0, columns - line.replace(/\u001b\[[0-9;]*m/g, '').length));

const widthOf = (pieces: ReadonlyArray<Piece>): number => pieces.reduce((width, { text }) => width + text.length, 0);

const cut = (pieces: ReadonlyArray<Piece>, columns: number): ReadonlyArray<Piece> => {
  let room = columns;
  return pieces.map((piece) => {
    const text = piece.text.slice(0, Math.max(0, room));
    room -= text.length;
    return { ...piece, text };
  });
};

const painted = (pieces: ReadonlyArray<Piece>): string =>
  pieces
    .map(({ text, paint }) => (paint ? paint(text) : text))
    .join('')
    .trimEnd();
