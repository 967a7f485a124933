import { existsSync } from 'node:fs';
import path from 'node:path';
import { codeBlocks, complaints } from './code-blocks.js';
import { docsPages, readPage } from './pages-text.js';
import { packagesIn, repositoryRoot } from './repository.js';

const root = repositoryRoot();
const pages = [
  'README.md',
  'SECURITY.md',
  ...packagesIn(root).map(({ short }) => `packages/${short}/README.md`),
  ...docsPages(root),
];
const blocks = pages
  .filter((page) => existsSync(path.join(root, page)))
  .flatMap((page) => codeBlocks(page, readPage(root, page)));

describe('the TypeScript in the pages', () => {
  test('there is some in the README of most packages', () => {
    expect(new Set(blocks.map(({ page }) => page)).size).toBeGreaterThan(7);
  });

  test('compiles against the packages as they are', () => {
    expect(complaints(root, blocks)).toEqual([]);
  });

  test('a block that does not compile is told with page and line', () => {
    const text = "import { createClient } from '@bitfinex-ws/client';\ncreateClient({ url: 5 });\n";
    const found = complaints(root, [{ page: 'packages/client/README.md', line: 10, text, given: '' }]);
    expect(found).toEqual([expect.stringMatching(/^packages\/client\/README\.md:12: Type 'number' is not assignable/)]);
  });

  test('what a block takes from the reader is declared in a comment before it', () => {
    const page = 'Use:\n\n<!-- given: declare const port: number; -->\n\n```ts\nconsole.log(port);\n```\n';
    expect(codeBlocks('a.md', page)).toEqual([
      { page: 'a.md', line: 5, text: 'console.log(port);\n', given: 'declare const port: number;' },
    ]);
  });

  test('a block that begins with "// sketch" is left out', () => {
    expect(codeBlocks('a.md', '```ts\n// sketch\nfoo()\n```\n')).toEqual([]);
  });
});
