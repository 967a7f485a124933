import { link, readFile, rename, stat, unlink, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { randomUUID } from 'node:crypto';
import { type Clock, left, right } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import type { AuthError, NonceHolder } from './errors.js';
import { MAX_NONCE } from './limits.js';
import { codeOf, fileFailure, isStuck } from './node-nonce-failure.js';
import type { NonceLease, NonceStore } from './nonce.js';

/** How a store of nonces in a file behaves. */
export interface FileNonceStoreOptions {
  /** The file that holds the last nonce; the lock lies beside it. One for each API key, the same for all who log in with the key. */
  readonly path: string;
  /** How long others may hold the store before `take` answers `NonceFileLocked`, ms. @default 10_000 */
  readonly waitMs?: number;
  /**
   * A lock of this age, ms, is taken over though its holder seems to live: longer than any login takes. That of a process of this machine that
   * has ended is taken over at once. @default 60_000
   */
  readonly staleMs?: number;
  /** Where time comes from. @default the system's clock */
  readonly clock?: Clock;
}

/** Who holds the lock: what is in its file. */
interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly id: string;
  readonly at: number;
}

/**
 * Nonces that the processes of a machine share, in a file. Its lock is held until the lease is released, so that logins of the key follow one
 * another; whoever dies with it is found dead. On a file system of a network it is as good as that one's `link` and `rename`.
 */
export const fileNonceStore = ({
  path,
  waitMs = 10_000,
  staleMs = 60_000,
  clock = systemClock,
}: FileNonceStoreOptions): NonceStore => {
  const lock = `${path}.lock`;

  /** Makes the file at once with all that is in it; false where there is one. */
  const claim = async (file: string, text: string): Promise<boolean> => {
    const whole = `${file}.${randomUUID()}`;
    await writeFile(whole, text);
    try {
      await link(whole, file);
      return true;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      throw error;
    } finally {
      await unlink(whole);
    }
  };
  const isStale = (text: string): boolean => {
    const holder = holderNow(text);
    // A time that lies ahead is of a clock that was set back since.
    return holder === null || Math.abs(holder.heldMs) > staleMs || holder.state === 'ended';
  };
  const holderNow = (text: string | null): NonceHolder | null => {
    const holder = text === null ? null : holderOf(text);
    if (holder === null) return null;
    const { pid, host, at } = holder;
    const state = host !== hostname() ? 'elsewhere' : isAlive(pid) ? 'running' : 'ended';
    return { pid, host, heldMs: clock.now() - at, state };
  };
  const lockedNow = async (): Promise<AuthError> => {
    const text = await contents(lock).catch(() => null);
    return { _tag: 'NonceFileLocked', lock, waitMs, holder: holderNow(text) };
  };
  /**
   * Takes the lock away from a holder that is gone; false: somebody else is at it. Whoever does that holds a lock of its own, so that no fresh
   * one is taken away.
   */
  const takeOver = async (stale: string): Promise<boolean> => {
    const guard = `${lock}.takeover`;
    if (!(await claim(guard, ''))) {
      const made = await modifiedAt(guard);
      if (made !== null && Math.abs(Date.now() - made) <= TAKEOVER_MS) return false;
      await remove(guard);
      return true;
    }
    try {
      if ((await contents(lock)) === stale) await remove(lock);
    } finally {
      await remove(guard);
    }
    return true;
  };
  const acquire = async (): Promise<string | null> => {
    const until = clock.now() + waitMs;
    for (;;) {
      const mine = JSON.stringify({ pid: process.pid, host: hostname(), id: randomUUID(), at: clock.now() });
      if (await claim(lock, mine)) return mine;
      const held = await contents(lock);
      // Who finds that nobody holds it tries once more, however late it is.
      if (held !== null && isStale(held) && (await takeOver(held))) continue;
      if (clock.now() >= until) return null;
      await pause(clock, LEAST_PAUSE_MS + Math.random() * PAUSE_RANGE_MS);
    }
  };
  const release = async (mine: string): Promise<void> => {
    try {
      if ((await contents(lock)) === mine) await remove(lock);
    } catch {
      // It will be found stale.
    }
  };
  const next = async (atLeast: number): Promise<number | null> => {
    const last = Number((await contents(path)) ?? 0);
    const nonce = Math.max(Number.isSafeInteger(last) ? last + 1 : 0, atLeast);
    if (nonce > MAX_NONCE) return null;
    const whole = `${path}.${randomUUID()}`;
    await writeFile(whole, String(nonce));
    await rename(whole, path);
    return nonce;
  };
  const take = async (atLeast: number): Promise<E.Either<AuthError, NonceLease>> => {
    let mine: string | null = null;
    try {
      mine = await acquire();
      if (mine === null) return left(await lockedNow());
      const held = mine;
      const nonce = await next(atLeast);
      if (nonce !== null) return right({ nonce, release: () => release(held) });
      await release(held);
      return left({ _tag: 'NonceUnavailable', reason: 'spent' });
    } catch (thrown) {
      if (mine !== null) await release(mine);
      return left(isStuck(thrown, lock) ? await lockedNow() : fileFailure(thrown, path));
    }
  };
  return { take };
};

/** To take over takes a few calls of the file system; who is at it for longer, ms, has died of it. */
const TAKEOVER_MS = 10_000;
/** How long to wait before the lock is looked at again, ms: somewhere in a range, so that those who wait do not look in step. */
const LEAST_PAUSE_MS = 2;
const PAUSE_RANGE_MS = 10;

const contents = async (file: string): Promise<string | null> => {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
};
const modifiedAt = async (file: string): Promise<number | null> => {
  try {
    return (await stat(file)).mtimeMs;
  } catch {
    return null;
  }
};
const remove = async (file: string): Promise<void> => {
  try {
    await unlink(file);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
};
const holderOf = (text: string): Holder | null => {
  try {
    const { pid, host, id, at } = JSON.parse(text) as Partial<Holder>;
    return typeof pid === 'number' && typeof host === 'string' && typeof id === 'string' && typeof at === 'number'
      ? { pid, host, id, at }
      : null;
  } catch {
    return null;
  }
};
const isAlive = (pid: number): boolean => {
  try {
    // Signal 0 only asks whether there is such a process.
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) !== 'ESRCH';
  }
};
const pause = (clock: Clock, ms: number): Promise<void> => new Promise((resolve) => void clock.after(ms, resolve));
const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, fire) => {
    const timer = setTimeout(fire, ms);
    return () => clearTimeout(timer);
  },
};
