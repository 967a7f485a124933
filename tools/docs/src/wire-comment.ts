/** What the comment at the top of a definition file tells: where it is documented, and how it looks on the wire. */
export interface WireComment {
  readonly links: ReadonlyArray<string>;
  /** The layout and the frames, as written. */
  readonly layout: ReadonlyArray<string>;
  /** What is to be known besides. */
  readonly remarks: ReadonlyArray<string>;
  /** The frames that are there as JSON, in order, without line breaks. */
  readonly frames: ReadonlyArray<string>;
}

/** The first comment of a file that begins with a link to the documentation; null where there is none. */
export const wireComment = (source: string): WireComment | null => {
  const comment = /^\/\*\r?\n \* (?=https:)([\s\S]*?)^ \*\/$/m.exec(source)?.[1];
  if (comment === undefined) return null;
  const [head = [], ...others] = paragraphs(comment.split('\n').map((line) => line.replace(/^ \* ?/, '').trimEnd()));
  const isLayout = (lines: ReadonlyArray<string>): boolean => lines.some((line) => /[[{]/.test(line));
  // Words have no brackets: of a comment without any, the first paragraph shows them.
  const shown = others.some(isLayout) ? others.filter(isLayout) : others.slice(0, 1);
  return {
    links: head.join(' ').match(/https:\/\/[^\s,]+/g) ?? [],
    layout: shown.flatMap((lines, at) => (at === 0 ? lines : ['', ...lines])),
    remarks: others.filter((lines) => !shown.includes(lines)).map((lines) => lines.join(' ')),
    frames: shown.flatMap((lines) => framesIn(lines.join('\n'))),
  };
};

const paragraphs = (lines: ReadonlyArray<string>): ReadonlyArray<ReadonlyArray<string>> => {
  const found: string[][] = [[]];
  for (const line of lines) {
    if (line !== '') found.at(-1)?.push(line);
    else if (found.at(-1)?.length !== 0) found.push([]);
  }
  return found.filter((each) => each.length > 0);
};

// A frame may be wrapped: lines are joined without the indent of the next one.
const framesIn = (text: string): ReadonlyArray<string> => {
  const frames: string[] = [];
  for (let at = 0; at < text.length; at++) {
    if (!'[{'.includes(text.charAt(at))) continue;
    const end = endOf(text, at);
    const frame = text.slice(at, end).replaceAll(/\n\s*/g, '');
    if (end === at || !isFrame(frame)) continue;
    frames.push(frame);
    at = end;
  }
  return frames;
};

/** Behind the bracket that closes the one at `start`; `start` where none does. */
const endOf = (text: string, start: number): number => {
  let depth = 0;
  let quoted = false;
  for (let at = start; at < text.length; at++) {
    const sign = text.charAt(at);
    if (quoted) {
      if (sign === '\\') at++;
      else if (sign === '"') quoted = false;
    } else if (sign === '"') quoted = true;
    else if ('[{'.includes(sign)) depth++;
    else if (']}'.includes(sign) && --depth === 0) return at + 1;
  }
  return start;
};

/** A channel frame or an event: a bare list, as in "may be []", is none. */
const isFrame = (text: string): boolean => {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value)
      ? value.length > 1 && typeof value[0] === 'number' && /^\[\d+,\s*["[]/.test(text)
      : true;
  } catch {
    return false;
  }
};

/** Every array within a frame, itself included, outermost first. */
export const rowsIn = (frame: string): ReadonlyArray<ReadonlyArray<unknown>> => {
  const within = (value: unknown): ReadonlyArray<ReadonlyArray<unknown>> =>
    Array.isArray(value) ? [value, ...value.flatMap(within)] : [];
  return within(JSON.parse(frame));
};
