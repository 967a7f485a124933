import { SAMPLE_LENGTH } from './limits.js';

/** The beginning of a text, for an error. */
export const sampleOfText = (text: string): string =>
  text.length > SAMPLE_LENGTH ? `${text.slice(0, SAMPLE_LENGTH)}…` : text;

// JSON.parse reads nesting of any depth and JSON.stringify overflows the stack on it, so this looks three levels deep
// and at the first elements alone. Errors are rare: no care is taken for speed.
const render = (value: unknown, depth: number): string => {
  if (Array.isArray(value)) {
    if (depth === 0) return '[…]';
    const shown = value.slice(0, SAMPLE_LENGTH / 2).map((each) => render(each, depth - 1));
    return `[${shown.join(',')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    if (depth === 0) return '{…}';
    const shown = Object.entries(value).slice(0, SAMPLE_LENGTH / 4);
    return `{${shown.map(([key, each]) => `${JSON.stringify(key)}:${render(each, depth - 1)}`).join(',')}}`;
  }
  if (typeof value === 'string') return JSON.stringify(value.slice(0, SAMPLE_LENGTH));
  return String(value);
};

/** The beginning of a parsed value, for an error; never throws, whatever the value is. */
export const sampleOf = (value: unknown): string => sampleOfText(render(value, 3));
