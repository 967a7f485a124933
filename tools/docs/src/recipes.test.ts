import { existsSync } from 'node:fs';
import path from 'node:path';
import { docsPages, readPage } from './pages-text.js';
import { quotedFiles } from './quotes.js';
import { repositoryRoot } from './repository.js';

const root = repositoryRoot();
const index = readPage(root, 'docs/recipes/README.md');
const recipes = docsPages(root).filter((page) => /^docs\/recipes\/(?!README)/.test(page));

describe('a recipe', () => {
  test.each(recipes)('%s is in the index, and short', (page) => {
    expect(index).toContain(`](${path.basename(page)})`);
    expect(readPage(root, page).trimEnd().split('\n').length).toBeLessThanOrEqual(80);
  });

  test.each(recipes)('%s quotes a program that has a test', (page) => {
    const [program = '', ...others] = quotedFiles(readPage(root, page));
    expect(others).toEqual([]);
    expect(existsSync(path.join(root, program.replace(/\.ts$/, '.test.ts')))).toBe(true);
  });
});
