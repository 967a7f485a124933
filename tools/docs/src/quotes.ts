import { docsPages, readPage } from './pages-text.js';
import type { Page } from './pages.js';

const QUOTE = /^(<!-- file: (\S+) -->\n\n```ts\n)[\s\S]*?^```$/gm;

/** The files that a page quotes, from the root: `<!-- file: examples/05-record.ts -->` before a block of code. */
export const quotedFiles = (markdown: string): ReadonlyArray<string> =>
  [...markdown.matchAll(QUOTE)].map((match) => match[2] ?? '');

/** The page with each file that it quotes as the file is now. */
export const withQuotes = (markdown: string, read: (file: string) => string): string =>
  markdown.replaceAll(QUOTE, (_, head: string, file: string) => `${head}${read(file)}\`\`\``);

/** The pages that quote files, as they should stand. */
export const quotingPages = (root: string): ReadonlyArray<Page> =>
  docsPages(root)
    .map((file) => ({ file, text: readPage(root, file) }))
    .filter(({ text }) => quotedFiles(text).length > 0)
    .map(({ file, text }) => ({ file, text: withQuotes(text, (quoted) => readPage(root, quoted)) }));
