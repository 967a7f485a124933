import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { either as E } from 'fp-ts';
import { MAX_NONCE } from './limits.js';
import { fileNonceStore } from './node.js';
import type { NonceLease, NonceStore } from './nonce.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nonces-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Its patience outlasts any machine, where a test says nothing else of it. */
const storeOf = (options: { readonly waitMs?: number; readonly staleMs?: number } = {}): NonceStore =>
  fileNonceStore({ path: join(folder, 'key'), waitMs: 600_000, staleMs: 600_000, ...options });
const leased = async (store: NonceStore, atLeast: number): Promise<NonceLease> => {
  const taken = await store.take(atLeast);
  if (E.isLeft(taken)) throw new Error(JSON.stringify(taken.left));
  return taken.right;
};
const refused = async (options: Parameters<typeof storeOf>[0] = {}): Promise<unknown> => {
  const taken = await storeOf(options).take(1);
  return E.isLeft(taken) ? taken.left : taken.right;
};
const lockOf = (holder: { readonly pid: number; readonly at: number; readonly host?: string }) =>
  writeFile(join(folder, 'key.lock'), JSON.stringify({ host: hostname(), id: 'other', ...holder }));
const deadPid = (): number => spawnSync(process.execPath, ['-e', '']).pid;

describe('nonces in a file', () => {
  it('grow, whoever takes them, and are at least what was asked for', async () => {
    const first = await leased(storeOf(), 100);
    await first.release();
    const second = await leased(storeOf(), 50);
    await second.release();
    const third = await leased(storeOf(), 500);
    await third.release();
    expect([first.nonce, second.nonce, third.nonce]).toEqual([100, 101, 500]);
  });

  it('are given one at a time: the next one once the one before is released', async () => {
    const order: string[] = [];
    const first = await leased(storeOf(), 1);
    const second = leased(storeOf(), 1).then((lease) => {
      order.push('taken');
      return lease;
    });
    order.push('released');
    await first.release();
    await (await second).release();
    expect(order).toEqual(['released', 'taken']);
  });

  it('are refused to who has waited for long enough, with the name of who holds the lock', async () => {
    const first = await leased(storeOf(), 1);
    expect(await refused({ waitMs: 20 })).toMatchObject({
      _tag: 'NonceFileLocked',
      lock: join(folder, 'key.lock'),
      waitMs: 20,
      holder: { pid: process.pid, host: hostname(), state: 'running', heldMs: expect.any(Number) as number },
    });
    await first.release();
    await lockOf({ pid: 7, at: Date.now(), host: 'elsewhere' });
    expect(await refused({ waitMs: 0 })).toMatchObject({ holder: { pid: 7, host: 'elsewhere', state: 'elsewhere' } });
  });

  it('are waited for no longer while another takes the lock over, and a time of tomorrow does not make that last', async () => {
    await lockOf({ pid: deadPid(), at: Date.now() });
    const takeover = join(folder, 'key.lock.takeover');
    await writeFile(takeover, '');
    expect(await refused({ waitMs: 0 })).toMatchObject({ _tag: 'NonceFileLocked', holder: { state: 'ended' } });
    const tomorrow = Date.now() / 1_000 + 86_400;
    await utimes(takeover, tomorrow, tomorrow);
    await (await leased(storeOf({ waitMs: 0 }), 1)).release();
  });

  it('are taken over at once from a process that has died, and from any other only when its lock is old', async () => {
    await lockOf({ pid: deadPid(), at: Date.now() });
    await (await leased(storeOf({ waitMs: 0 }), 1)).release();
    await lockOf({ pid: process.pid, at: Date.now() - 10 });
    expect(E.isLeft(await storeOf({ waitMs: 0 }).take(1))).toBe(true);
    await lockOf({ pid: 1, at: Date.now() - 100, host: 'elsewhere' });
    await (await leased(storeOf({ waitMs: 0, staleMs: 50 }), 1)).release();
    await writeFile(join(folder, 'key.lock'), 'no holder');
    await (await leased(storeOf({ waitMs: 0 }), 1)).release();
  });

  it('do not give away a lock that was taken over meanwhile', async () => {
    const slow = await leased(storeOf(), 1);
    await rm(join(folder, 'key.lock'));
    const quick = await leased(storeOf(), 1);
    await slow.release();
    expect(await readdir(folder)).toContain('key.lock');
    await quick.release();
  });

  it('leave nothing behind but the last nonce', async () => {
    const leases = await Promise.all([1, 2, 3, 4, 5].map(async () => (await leased(storeOf(), 7)).release()));
    expect([leases.length, await readdir(folder), await readFile(join(folder, 'key'), 'utf8')]).toEqual([
      5,
      ['key'],
      '11',
    ]);
  });

  it('are not to be had once the numbers are used up', async () => {
    await (await leased(storeOf(), MAX_NONCE)).release();
    expect(await storeOf().take(1)).toEqual(E.left({ _tag: 'NonceUnavailable', reason: 'spent' }));
    expect(await readdir(folder)).toEqual(['key']);
  });
});
