import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A way into a package: '@bitfinex-ws/auth/node' and the source file behind it. */
interface Entry {
  readonly specifier: string;
  /** Absolute. */
  readonly source: string;
}

/** One of the packages of this repository. */
export interface Package {
  /** As in the folder: `auth`. */
  readonly short: string;
  readonly name: string;
  readonly entries: ReadonlyArray<Entry>;
}

interface Manifest {
  readonly name: string;
  readonly exports?: Readonly<Record<string, unknown>>;
}

/** The folder that holds nx.json, seen from where the process was started: root and workspace runs give the same. */
export const repositoryRoot = (from = process.cwd()): string => {
  if (existsSync(path.join(from, 'nx.json'))) return from;
  const parent = path.dirname(from);
  if (parent === from) throw new Error('not inside the repository');
  return repositoryRoot(parent);
};

const sourceOf = (target: unknown): string | null => {
  if (typeof target !== 'object' || target === null) return null;
  const source = (target as Readonly<Record<string, unknown>>)['@bitfinex-ws/source'];
  return typeof source === 'string' ? source : null;
};

/** The published packages, by the alphabet. */
export const packagesIn = (root: string): ReadonlyArray<Package> =>
  readdirSync(path.join(root, 'packages'))
    .filter((short) => existsSync(path.join(root, 'packages', short, 'package.json')))
    .sort()
    .map((short) => {
      const folder = path.join(root, 'packages', short);
      const { name, exports = {} } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Manifest;
      const entries = Object.entries(exports).flatMap(([subpath, target]) => {
        const source = sourceOf(target);
        return source === null ? [] : [{ specifier: name + subpath.slice(1), source: path.join(folder, source) }];
      });
      return { short, name, entries };
    });
