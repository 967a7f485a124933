import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// Beside the repository; a git worktree lies a level deeper.
const root = join(__dirname, '../../..');

/**
 * The lines of a file in the folder `shared` beside the repository, without empty ones; null where it is not there, so that
 * a test that needs it can skip visibly: `(lines === null ? describe.skip : describe)(…)`.
 */
export const sharedLines = (path: string): ReadonlyArray<string> | null => {
  const found = ['../shared', '../../shared'].map((place) => join(root, place, path)).find((each) => existsSync(each));
  return found === undefined
    ? null
    : readFileSync(found, 'utf8')
        .split('\n')
        .filter((line) => line !== '');
};
