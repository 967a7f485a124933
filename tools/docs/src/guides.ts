import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { readPage } from './pages-text.js';

/** A page for readers. */
interface Guide {
  /** From the root. */
  readonly file: string;
  readonly group: string;
  readonly title: string;
  /** The word for it where there is room for one only; null: not among the first that a newcomer looks at. */
  readonly short: string | null;
  /** Its first sentence. */
  readonly about: string;
}

/** One of the examples, which the tests run. */
interface Example {
  readonly file: string;
  readonly title: string;
  /** The first sentence of its first comment. */
  readonly about: string;
  readonly text: string;
}

interface Group {
  readonly group: string;
  readonly pages: ReadonlyArray<{ readonly file: string; readonly title?: string; readonly short?: string }>;
}

/** Prose without its markup: links become their text. */
const plain = (markdown: string): string =>
  markdown
    .replaceAll(/!\[[^\]]*\]\([^)]*\)/g, '')
    .replaceAll(/\[([^\]]+)\]\([^)]*\)/g, '$1')
    .replaceAll(/(?<![\w`])_([^_`]+)_(?!\w)/g, '$1')
    .replaceAll(/[`*]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** The first paragraph of prose: no title, comment, list, table, picture or code. */
export const firstParagraph = (markdown: string): string =>
  plain(
    markdown
      .replaceAll(/^```[\s\S]*?^```/gm, '')
      .split(/\n{2,}/)
      .find((block) => /^[A-Za-z`*[]/.test(block.trim())) ?? '',
  );

/** Up to the first stop that ends a sentence. */
const firstSentence = (text: string): string => /^.*?[.!?](?= [A-Z]|$)/.exec(text)?.[0] ?? text;

/** What the page calls itself. */
export const titleOf = (markdown: string): string => plain(/^# (.+)$/m.exec(markdown)?.[1] ?? '');

const filesOf = (root: string, pattern: string, named: ReadonlySet<string>): ReadonlyArray<string> => {
  if (!pattern.endsWith('/*.md')) return existsSync(path.join(root, pattern)) ? [pattern] : [];
  const folder = path.posix.dirname(pattern);
  if (!existsSync(path.join(root, folder))) return [];
  const files = readdirSync(path.join(root, folder)).map((name) => `${folder}/${name}`);
  return files.filter((file) => file.endsWith('.md') && !named.has(file)).sort();
};

/** The guides in the order of tools/docs/guides.json; `docs/*.md` there takes what is not named. */
export const guidesIn = (root: string): ReadonlyArray<Guide> => {
  const groups = JSON.parse(readPage(root, 'tools/docs/guides.json')) as ReadonlyArray<Group>;
  const named = new Set(groups.flatMap(({ pages }) => pages.map(({ file }) => file)));
  return groups.flatMap(({ group, pages }) =>
    pages.flatMap(({ file: pattern, title, short = null }) =>
      filesOf(root, pattern, named).map((file) => {
        const markdown = readPage(root, file);
        const about = firstSentence(firstParagraph(markdown));
        return { file, group, title: title ?? titleOf(markdown), short, about };
      }),
    ),
  );
};

/** '01-live-book.ts' → 'Live book'. */
const exampleTitle = (name: string): string => {
  const words = name.replace(/^\d+-/, '').replace(/\.ts$/, '').replaceAll('-', ' ');
  return words.slice(0, 1).toUpperCase() + words.slice(1);
};

/** The examples, by number. */
export const examplesIn = (root: string): ReadonlyArray<Example> =>
  readdirSync(path.join(root, 'examples'))
    .filter((name) => /^\d.*\.ts$/.test(name) && !name.endsWith('.test.ts'))
    .sort()
    .map((name) => {
      const file = `examples/${name}`;
      const text = readPage(root, file);
      const comment = /\/\*\*([\s\S]*?)\*\//.exec(text)?.[1] ?? '';
      return {
        file,
        title: exampleTitle(name),
        about: firstSentence(plain(comment.replaceAll(/\n\s*\*/g, ' '))),
        text,
      };
    });
