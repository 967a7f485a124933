import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { codeSpans, docsPages, readPage, tableRows } from './pages-text.js';
import { packagesIn, repositoryRoot } from './repository.js';

const root = repositoryRoot();
const pages = [
  'README.md',
  'SECURITY.md',
  ...docsPages(root),
  ...packagesIn(root).map(({ short }) => `packages/${short}/README.md`),
];

/** A path of this repository, without a placeholder in it. */
const isPath = (span: string): boolean =>
  /^(?:packages|tools|examples|docs|\.changeset)\/[\w./-]+$/.test(span) && !/NAME/.test(span);

const textsUnder = (folder: string, recursive = true): ReadonlyArray<string> =>
  readdirSync(folder, { withFileTypes: true, recursive })
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

  const words = new Set(
    [
      ...packagesIn(root).flatMap(({ short }) => textsUnder(path.join(root, 'packages', short, 'src'))),
      ...textsUnder(path.join(root, 'examples'), false),
      readPage(root, 'nx.json'),
      readPage(root, 'package.json'),
    ].flatMap((text) => text.match(/\w+/g) ?? []),
  );
  // Written as names are: createClient, ClientOptions, `book.view()`; a single word may be prose.
  const namesIn = (page: string): ReadonlyArray<string> =>
    codeSpans(readPage(root, page))
      .map((span) => /^(?:[A-Za-z]\w*\.)?([A-Za-z]\w*[a-z][A-Z]\w*)(?:\(.*\))?$/.exec(span)?.[1])
      .filter((name) => name !== undefined);

  // Pages that speak of other people’s packages are full of their names; tests of their own look at the others of FROM_*.
  test.each(pages.filter((page) => !/^docs\/(?:FROM_|performance)/.test(page)))(
    '%s names nothing that the sources do not know',
    (page) => {
      expect(namesIn(page).filter((name) => !words.has(name))).toEqual([]);
    },
  );

  test('there are names to look at', () => {
    expect(namesIn('docs/ADDING_A_MESSAGE.md').length).toBeGreaterThan(10);
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
