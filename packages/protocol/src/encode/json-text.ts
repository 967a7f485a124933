import { numberText } from '../numbers/numeric.js';
import type { Texts } from '../json.js';

// What is still to be written: a piece of text, or a value with the texts of its numbers.
type Task = string | { readonly value: unknown; readonly texts: Texts };

/**
 * Writes a value as JSON text. Where `texts` has a text for a place, that text is written as it is: a number keeps its
 * spelling. Goes as deep as memory does, as what `JSON.parse` reads may be deeper than `JSON.stringify` can write. What JSON
 * cannot say becomes null, an undefined property is left out; a negative zero stays one.
 */
export const jsonText = (value: unknown, texts: Texts = null): string => {
  const parts: string[] = [];
  const open: Task[] = [{ value, texts }];
  for (let task = open.pop(); task !== undefined; task = open.pop()) {
    if (typeof task === 'string') parts.push(task);
    else parts.push(begin(task.value, task.texts, open));
  }
  return parts.join('');
};

// Answers with how the value begins, and leaves the rest on the stack, last piece first.
const begin = (value: unknown, texts: Texts, open: Task[]): string => {
  if (typeof texts === 'string') return texts;
  if (typeof value === 'number') return Number.isFinite(value) ? numberText(value) : 'null';
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'boolean') return String(value);
  if (typeof value !== 'object' || value === null) return 'null';
  if (Array.isArray(value)) {
    open.push(']');
    for (let at = value.length - 1; at >= 0; at--) {
      open.push({ value: value[at] as unknown, texts: texts?.[at] ?? null });
      if (at > 0) open.push(',');
    }
    return '[';
  }
  open.push('}');
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  for (let at = entries.length - 1; at >= 0; at--) {
    const [key, each] = entries[at] as [string, unknown];
    open.push({ value: each, texts: null }, `${at > 0 ? ',' : ''}${JSON.stringify(key)}:`);
  }
  return '{';
};
