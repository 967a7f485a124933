import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { codeSpans, docsPages, readPage, tableRows } from './pages-text.js';
import { packagesIn, repositoryRoot } from './repository.js';

const root = repositoryRoot();
const pages = [...docsPages(root), ...packagesIn(root).map(({ short }) => `packages/${short}/README.md`)];

/** A path of this repository, without a placeholder in it. */
const isPath = (span: string): boolean =>
  /^(?:packages|tools|examples|docs|\.changeset)\/[\w./-]+$/.test(span) && !/NAME/.test(span);

const textsUnder = (folder: string): ReadonlyArray<string> =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'));

describe('the pages', () => {
  test.each(pages)('%s names no file that is not there', (page) => {
    const paths = codeSpans(readPage(root, page)).filter(isPath);
    expect(paths.filter((each) => !existsSync(path.join(root, each)))).toEqual([]);
  });

  test.each(pages)('%s links to no page that is not there', (page) => {
    const links = [...readPage(root, page).matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)].map(
      (match) => match[1] ?? '',
    );
    const folder = path.dirname(path.join(root, page));
    expect(links.filter((link) => !existsSync(path.join(folder, link)))).toEqual([]);
  });

  test('docs/ADDING_A_MESSAGE.md names nothing that the sources do not know', () => {
    const sources = packagesIn(root)
      .flatMap(({ short }) => textsUnder(path.join(root, 'packages', short, 'src')))
      .join('\n');
    const words = new Set(sources.match(/\w+/g));
    const names = codeSpans(readPage(root, 'docs/ADDING_A_MESSAGE.md'))
      .map((span) => /^(?:[a-z]\w*\.)?([A-Za-z]\w*[a-z][A-Z]\w*)(?:\(.*\))?$/.exec(span)?.[1])
      .filter((name) => name !== undefined);
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter((name) => !words.has(name))).toEqual([]);
  });
});

describe('reading a page', () => {
  const page = ['| a | b |', '| --- | --- |', '| `x` | `y \\| z` |', '', '```ts', '`no`', '```', 'and `this`'].join(
    '\n',
  );

  test('the rows of its tables come without heads and rulers', () => {
    expect(tableRows(page)).toEqual([['`x`', '`y \\| z`']]);
  });

  test('code within lines is found, blocks of code are left out', () => {
    expect(codeSpans(page)).toEqual(['x', 'y \\| z', 'this']);
  });
});
