import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from './repository.js';

const root = repositoryRoot();
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const workflows = readdirSync(path.join(root, '.github/workflows')).map((name) => `.github/workflows/${name}`);
const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> };
const found = (text: string, pattern: RegExp): ReadonlyArray<string> =>
  [...text.matchAll(pattern)].map((match) => match[1] ?? '');

describe.each(workflows)('%s', (file) => {
  const text = read(file).replaceAll(/^ *#.*\n/gm, '');

  test('runs scripts that package.json has', () => {
    const named = found(
      text,
      /npm (?:run )?(?:--silent )?((?:release:|check:)?(?!ci\b|install\b|run\b)[a-z]+)\b(?= |$)/gm,
    );
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  });

  test('runs files that are there', () => {
    const named = found(text, /(?:node|bash|--prefix) ((?:tools|\.ci)\/[\w/.-]+)/g);
    expect(named.filter((name) => !existsSync(path.join(root, name)))).toEqual([]);
  });

  test('takes actions by the commit that was looked at, with its version beside it', () => {
    const uses = found(text, /\buses: (.+)$/gm);
    expect(uses.length).toBeGreaterThan(0);
    expect(uses.filter((use) => !/^[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(use))).toEqual([]);
  });

  test('gives every job a time limit and no more rights than it names', () => {
    const jobs = text
      .slice(text.indexOf('\njobs:'))
      .split(/^ {2}(?=[a-z-]+:$)/m)
      .slice(1);
    expect(jobs.length).toBeGreaterThan(0);
    expect(jobs.filter((job) => !/^ {4}timeout-minutes: \d+$/m.test(job))).toEqual([]);
    expect(text).toMatch(/^permissions:\n {2}contents: read$/m);
  });
});

describe('the scripts', () => {
  test('start files that are there', () => {
    const named = Object.values(scripts).flatMap((script) =>
      found(script, /\bnode ((?:tools|node_modules)\/[\w/.-]+)/g),
    );
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((name) => !existsSync(path.join(root, name)))).toEqual([]);
  });
});

describe('a release', () => {
  const text = read('.github/workflows/release.yml');

  test('is published after the audit and the rehearsal, when somebody has agreed', () => {
    const publish = text.slice(text.indexOf('\n  publish:\n'));
    expect(publish).toMatch(/^ {4}needs: \[version, audit, rehearse\]$/m);
    expect(publish).toMatch(/^ {4}environment: npm$/m);
  });

  test('has the right to say where it comes from in the one job that publishes', () => {
    expect(text.match(/id-token: write/g)).toHaveLength(1);
    expect(text.indexOf('id-token: write')).toBeGreaterThan(text.indexOf('\n  publish:\n'));
  });
});

describe('the nightly soak', () => {
  test('runs each that there is', () => {
    const there = readdirSync(path.join(root, 'tools/soak')).map((name) => path.basename(name, '.mjs'));
    const listed = /what:\s*\[([^\]]*)\]/.exec(read('.github/workflows/nightly.yml'))?.[1]?.match(/[\w-]+/g) ?? [];
    expect([...listed].sort()).toEqual(there.filter((name) => !name.startsWith('_')).sort());
  });
});
