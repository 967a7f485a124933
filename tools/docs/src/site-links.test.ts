import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { repositoryRoot } from './repository.js';

const root = repositoryRoot();

/** What `tools/site/links.mjs` says of a folder with these files. */
const check = (files: Readonly<Record<string, string>>) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'bitfinex-ws-links-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  const { status, stdout, stderr } = spawnSync(process.execPath, ['tools/site/links.mjs', folder], {
    cwd: root,
    encoding: 'utf8',
  });
  rmSync(folder, { recursive: true });
  return { status, stdout: stdout.trim(), wrong: stderr.trim().split('\n').filter(Boolean).sort() };
};

describe('the check of the site’s links', () => {
  test('a folder whose links all lead somewhere passes, and is counted', () => {
    const result = check({
      'index.html':
        '<a href="docs/a.html#two">a</a> <a href="https://docs.bitfinex.com/">elsewhere</a> <a href="#here" id="here">',
      'docs/a.html': '<h2 id="two">two</h2><img src="../picture.svg">',
      'picture.svg': '',
      'llms.txt': '- [a](docs/a.html): it',
    });
    expect(result).toEqual({ status: 0, stdout: '3 pages, 4 links, 0 wrong', wrong: [] });
  });

  test('a page that is not there, a place that is not in it, and a way out of the folder are told and fail', () => {
    const { status, wrong } = check({
      'index.html': '<a href="b.html"> <a href="a.html#three"> <a href="../x.html"> <source srcset="no.svg 2x">',
      'a.html': '<h2 id="two">',
      'llms.txt': '[gone](gone.md)',
    });
    expect(status).toBe(1);
    expect(wrong).toEqual([
      'index.html: ../x.html leads out of the folder',
      'index.html: a.html#three has no such place in it',
      'index.html: b.html leads nowhere',
      'index.html: no.svg leads nowhere',
      'llms.txt: gone.md leads nowhere',
    ]);
  });

  test('what is fetched from elsewhere, and the name of the folder it was made in, fail', () => {
    const { status, wrong } = check({
      'index.html': `<script src="https://elsewhere.example/a.js"></script> made in ${root}`,
    });
    expect(status).toBe(1);
    expect(wrong).toEqual([
      'index.html: fetches https://elsewhere.example/a.js',
      'index.html: names the folder it was made in',
    ]);
  });
});
