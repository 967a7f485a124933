import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A text of the repository, from the root. */
export const readPage = (root: string, file: string): string => readFileSync(path.join(root, file), 'utf8');

/** Every page in docs/ and docs/recipes/, from the root. */
export const docsPages = (root: string): ReadonlyArray<string> =>
  ['docs', 'docs/recipes'].flatMap((folder) =>
    readdirSync(path.join(root, folder))
      .filter((name) => name.endsWith('.md'))
      .sort()
      .map((name) => `${folder}/${name}`),
  );

/** What stands in backticks within lines, blocks of code left out. */
export const codeSpans = (markdown: string): ReadonlyArray<string> =>
  [...markdown.replaceAll(/^```[\s\S]*?^```/gm, '').matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? '');

/** The cells of every row of every table, heads and rulers left out. */
export const tableRows = (markdown: string): ReadonlyArray<ReadonlyArray<string>> => {
  const lines = markdown.split('\n');
  const isRuler = (line: string | undefined): boolean => /^\|(?:\s*:?-+:?\s*\|)+$/.test(line ?? '');
  return lines
    .filter((line, at) => line.startsWith('|') && !isRuler(line) && !isRuler(lines[at + 1]))
    .map((line) =>
      line
        .slice(1, -1)
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim()),
    );
};
