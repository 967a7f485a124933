import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { orThrow } from '@bitfinex-ws/client/trading';
import { openExchange } from '@bitfinex-ws/simulator';
import { systemClock, type Clock } from '@bitfinex-ws/transport';
import { openShared } from './16-shared-key.js';

test('several that share a key log in at once, and none is refused for its nonce', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'recipe-key-'));
  // The last to log in has waited for all the others, however long this machine takes.
  const clock: Clock = { ...systemClock, after: (ms, fire) => systemClock.after(ms > 1_000 ? 1e9 : ms, fire) };
  const opened = openExchange({ clock, rate: 0, market: 'none', markets: ['tBTCUSD'] });
  if (opened._tag === 'Left') throw new Error(opened.left._tag);
  const { transport, keys, close } = opened.right;
  const [key = { apiKey: '', apiSecret: '', userId: 0 }] = keys;
  const lines: string[] = [];
  const file = path.join(folder, 'nonce');
  const accounts = [1, 2, 3, 4].map(() =>
    openShared(key, file, (line) => lines.push(line), { transport, clock, governor: false }),
  );
  await Promise.all(accounts.map((account) => orThrow(account.ready())));
  expect(lines).toEqual(Array.from({ length: 4 }, () => `logged in as ${key.userId}`));
  await Promise.all([...accounts.map((account) => account.close()), close()]);
  expect(await readdir(folder)).toEqual(['nonce']); // no lock is left
  await rm(folder, { recursive: true });
});
