import { spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { either as E } from 'fp-ts';
import { explainAuthError, type AuthError } from './errors.js';
import { fileNonceStore } from './node.js';
import { fileFailure } from './node-nonce-failure.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nonces-'));
});
afterEach(() => rm(folder, { recursive: true }));

const refused = async (path: string): Promise<AuthError> => {
  const taken = await fileNonceStore({ path, waitMs: 0 }).take(1);
  if (E.isRight(taken)) throw new Error('a nonce was given');
  return taken.left;
};

describe('a file of nonces that can not be used', () => {
  it('says that its folder does not exist, or is no folder', async () => {
    const none = join(folder, 'none');
    expect(await refused(join(none, 'key'))).toEqual({
      _tag: 'NonceFileFailed',
      reason: 'noFolder',
      path: none,
      code: 'ENOENT',
    });
    await writeFile(none, '');
    const error = await refused(join(none, 'key'));
    expect(error).toMatchObject({ reason: 'noFolder', path: none, code: 'ENOTDIR' });
    expect(explainAuthError(error)).toBe(
      `No login was sent: there is no folder ${none}; make it, or name another (ENOTDIR).`,
    );
  });

  it('names a file that is a folder, and leaves no lock', async () => {
    const path = join(folder, 'key');
    await mkdir(path);
    expect(await refused(path)).toMatchObject({ reason: 'other', code: 'EISDIR' });
    expect(await readdir(folder)).toEqual(['key']);
  });
});

/** Whom the permissions of files bind: for root, who may do everything, a user who may not. */
const asNobody = async <A>(work: () => Promise<A>): Promise<A> => {
  const { getuid, seteuid } = process;
  if (getuid?.() !== 0 || seteuid === undefined) return work();
  seteuid(65_534);
  try {
    return await work();
  } finally {
    seteuid(0);
  }
};

// Windows has no such permissions.
const hasPermissions = process.getuid !== undefined;
(hasPermissions ? describe : describe.skip)('a file of nonces that this user may not use', () => {
  it('says that the folder can not be written', async () => {
    await chmod(folder, 0o555);
    expect(await asNobody(() => refused(join(folder, 'key')))).toEqual({
      _tag: 'NonceFileFailed',
      reason: 'notWritable',
      path: folder,
      code: 'EACCES',
    });
  });

  it('says which file can not be read, and gives the lock back', async () => {
    const path = join(folder, 'key');
    await writeFile(path, '7', { mode: 0 });
    await chmod(folder, 0o777);
    expect(await asNobody(() => refused(path))).toMatchObject({ reason: 'notReadable', path });
    expect(await readdir(folder)).toEqual(['key']);
  });
});

// Only root can leave a lock that another user may read and not delete.
(process.getuid?.() === 0 ? describe : describe.skip)('a lock that this user may not delete', () => {
  it('is told with the process that left it', async () => {
    const lock = join(folder, 'key.lock');
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    await writeFile(lock, JSON.stringify({ pid, host: hostname(), id: 'other', at: Date.now() }));
    await chmod(folder, 0o1777);
    expect(await asNobody(() => refused(join(folder, 'key')))).toMatchObject({
      _tag: 'NonceFileLocked',
      lock,
      holder: { pid, state: 'ended' },
    });
    expect(await readdir(folder)).toEqual(['key.lock']);
  });
});

describe('what the platform says', () => {
  const thrown = (code: string, syscall: string, path: string) =>
    Object.assign(new Error(code), { code, syscall, path });

  it.each([
    [thrown('ENOSPC', 'write', '/keys/key.1'), 'noSpace', '/keys'],
    [thrown('EROFS', 'open', '/keys/key.1'), 'notWritable', '/keys'],
    [thrown('EPERM', 'link', '/keys/key.1'), 'noLinks', '/keys'],
    [thrown('ENOTSUP', 'link', '/keys/key.1'), 'noLinks', '/keys'],
    [thrown('EACCES', 'open', '/keys/key.lock'), 'notReadable', '/keys/key.lock'],
    [thrown('EACCES', 'unlink', '/keys/key.lock'), 'notWritable', '/keys'],
    [thrown('EIO', 'read', '/keys/key'), 'other', '/keys/key'],
    [new Error('no code'), 'other', '/keys/key'],
    ['no error', 'other', '/keys/key'],
  ])('is told as what is to be mended: %s', (error, reason, path) => {
    expect(fileFailure(error, '/keys/key')).toMatchObject({ _tag: 'NonceFileFailed', reason, path });
  });
});
