import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { either as E } from 'fp-ts';
import type { CliError } from '../errors.js';
import { faultText } from '../io/fault.js';

/** A file of the page, ready to be sent. */
interface PageFile {
  readonly type: string;
  readonly body: Buffer;
}

/** The page as it is served: its files by their path, and the one at `/`. */
export interface PageFiles {
  readonly files: ReadonlyMap<string, PageFile>;
  /** The text of index.html, with the place where the settings go. */
  readonly index: string;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
};

/** Reads the built page into memory, so that no request reaches the file system. `folder` null: this program has none. */
export const readPage = async (folder: string | null): Promise<E.Either<CliError, PageFiles>> => {
  if (folder === null) return E.left({ _tag: 'NoPage', path: null, reason: 'this program was made without it' });
  try {
    const files = new Map<string, PageFile>();
    for (const name of await readdir(folder)) {
      const type = TYPES[path.extname(name)];
      if (type !== undefined) files.set(`/${name}`, { type, body: await readFile(path.join(folder, name)) });
    }
    const index = files.get('/index.html')?.body.toString('utf8');
    if (index === undefined) return E.left({ _tag: 'NoPage', path: folder, reason: 'index.html is missing' });
    files.delete('/index.html');
    return E.right({ files, index });
  } catch (fault) {
    return E.left({ _tag: 'NoPage', path: folder, reason: faultText(fault) });
  }
};
