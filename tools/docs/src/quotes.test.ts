import { quotedFiles, withQuotes } from './quotes.js';

const page = ['Before.', '', '<!-- file: examples/a.ts -->', '', '```ts', 'old();', '```', '', 'After.', ''].join('\n');

describe('a page that quotes a file', () => {
  test('has the file as it is now, and the rest of it stays', () => {
    const text = withQuotes(page, (file) => `// ${file}\n`);
    expect(text).toBe(page.replace('old();', '// examples/a.ts'));
    expect(withQuotes(text, (file) => `// ${file}\n`)).toBe(text);
  });

  test('takes a file with dollar signs as it is', () => {
    expect(withQuotes(page, () => '`$&`;\n')).toContain('\n`$&`;\n```\n');
  });

  test('says which files it quotes; a block without the comment is its own', () => {
    expect(quotedFiles(page)).toEqual(['examples/a.ts']);
    expect(quotedFiles('```ts\nown();\n```\n')).toEqual([]);
  });
});
