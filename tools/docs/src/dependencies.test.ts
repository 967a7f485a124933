import { readFileSync } from 'node:fs';
import path from 'node:path';
import { tableRows } from './pages-text.js';
import { packagesIn, repositoryRoot } from './repository.js';

interface Manifest {
  readonly license: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const root = repositoryRoot();
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const manifestOf = (folder: string): Manifest => JSON.parse(read(`${folder}/package.json`)) as Manifest;
const packages = packagesIn(root).map(({ short }) => ({ short, manifest: manifestOf(`packages/${short}`) }));

const page = read('docs/DEPENDENCIES.md');
/** The rows under a heading, the marks of code left out: name, range, packages, of its own, licence. */
const rowsUnder = (heading: string): ReadonlyArray<string> => {
  const section = page.split(/^## /m).find((one) => one.startsWith(`${heading}\n`)) ?? '';
  return tableRows(section).map((cells) => cells.slice(0, 5).join(' | ').replaceAll('`', ''));
};
const rowOf = (name: string, range: string, users: ReadonlyArray<string>): string => {
  const { license, dependencies = {} } = manifestOf(`node_modules/${name}`);
  const own = Object.keys(dependencies);
  return [name, range, users.join(', '), own.length === 0 ? '0' : `${own.length}: ${own.join(', ')}`, license].join(
    ' | ',
  );
};

describe('docs/DEPENDENCIES.md', () => {
  test('lists every runtime dependency of every published package, and no other', () => {
    const users = new Map<string, ReadonlyArray<string>>();
    for (const { short, manifest } of packages) {
      for (const [name, range] of Object.entries(manifest.dependencies ?? {})) {
        const key = `${name} ${range}`;
        if (!name.startsWith('@bitfinex-ws/')) users.set(key, [...(users.get(key) ?? []), short]);
      }
    }
    const expected = [...users].map(([key, who]) => rowOf(key.split(' ')[0] ?? '', key.split(' ')[1] ?? '', who));
    expect(new Set(rowsUnder('Installed'))).toEqual(new Set(expected));
  });

  test('lists what is bundled into the page of the command line', () => {
    const { devDependencies = {} } = manifestOf('packages/cli');
    const bundled = Object.entries(devDependencies).filter(([name]) => !/^@(?:bitfinex-ws|types)\//.test(name));
    const direct = bundled.map(([name, range]) => rowOf(name, range, ['cli']));
    const further = bundled.flatMap(([name]) =>
      Object.entries(manifestOf(`node_modules/${name}`).dependencies ?? {}).map(([one, range]) =>
        rowOf(one, range, [name]),
      ),
    );
    expect(new Set(rowsUnder('Bundled'))).toEqual(new Set([...direct, ...further]));
  });
});

describe('each published package', () => {
  test.each(packages)('$short carries the licence', ({ short, manifest }) => {
    expect(manifest.license).toBe('MIT');
    expect(read(`packages/${short}/LICENSE`)).toBe(read('LICENSE'));
  });
});
