// npm run soak -- nonce [--logins N] [--processes N]: logins of one key from several processes against one simulator, which refuses a nonce
// that is not greater than the last one it saw (10114). With the shared store of nonces none is refused; without it, for comparison, some are.
import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fileNonceStore, nodeSigner } from '../../packages/auth/src/node.ts';
import { createReadOnlyAccount } from '../../packages/client/src/trading/index.ts';
import { startSimulator } from '../../packages/simulator/src/index.ts';

/** Logs in so often, one login after the other, and tells what came of it. */
const work = async ({ url, apiKey, apiSecret, path, logins }) => {
  const result = { logins: 0, small: 0, failed: 0, nonces: [] };
  const signer = nodeSigner(apiSecret);
  for (let login = 0; login < logins; login++) {
    const account = createReadOnlyAccount({
      url,
      apiKey,
      signer: (text) => {
        result.nonces.push(Number(text.slice('AUTH'.length)));
        return signer(text);
      },
      filter: ['balance'],
      ...(path !== null && { nonces: fileNonceStore({ path, waitMs: 60_000 }) }),
      loginTimeoutMs: 60_000,
      callTimeoutMs: 120_000,
    });
    account.on('loginRetrying', () => result.small++);
    const authenticated = new Promise((resolve) => account.on('authenticated', () => resolve(true)));
    const ready = account.ready();
    const ended = ready.then((answer) => answer._tag === 'Right');
    if (await Promise.race([authenticated, ended])) result.logins++;
    else result.failed++;
    await account.close();
  }
  return result;
};

const run = async (processes, logins, path, simulator) => {
  const [key] = simulator.keys;
  const results = await Promise.all(
    Array.from(
      { length: processes },
      (_, place) =>
        new Promise((resolve, reject) => {
          const child = fork(process.argv[1], ['--worker']);
          child.on('message', resolve);
          child.on('error', reject);
          child.on('exit', (code) =>
            code === 0 ? undefined : reject(new Error(`process ${place} ended with ${code}`)),
          );
          const share = Math.floor(logins / processes) + (place < logins % processes ? 1 : 0);
          child.send({ url: simulator.url, apiKey: key.apiKey, apiSecret: key.apiSecret, path, logins: share });
        }),
    ),
  );
  const sum = (of) => results.reduce((all, result) => all + result[of], 0);
  const nonces = results.flatMap(({ nonces }) => nonces);
  return {
    logins: sum('logins'),
    'nonce: small': sum('small'),
    failed: sum('failed'),
    'nonces used': nonces.length,
    'used twice': nonces.length - new Set(nonces).size,
  };
};

if (process.argv.includes('--worker')) {
  process.once('message', (task) => {
    void work(task).then((result) => process.send(result, () => process.exit(0)));
  });
} else {
  const { values } = parseArgs({
    options: { logins: { type: 'string', default: '1000' }, processes: { type: 'string', default: '8' } },
  });
  const [logins, processes] = [values.logins, values.processes].map(Number);
  const folder = await mkdtemp(join(tmpdir(), 'nonces-'));
  const began = Date.now();
  const started = await startSimulator({ rate: 0, market: 'none', markets: ['tBTCUSD'] });
  if (started._tag === 'Left') throw new Error(started.left._tag);
  const shared = await run(processes, logins, join(folder, 'key'), started.right);
  await started.right.close();
  const other = await startSimulator({ rate: 0, market: 'none', markets: ['tBTCUSD'] });
  if (other._tag === 'Left') throw new Error(other.left._tag);
  const own = await run(processes, Math.min(logins, 200), null, other.right);
  await other.right.close();
  await rm(folder, { recursive: true });
  console.table({ 'one store': shared, 'each by its own clock': own });
  console.log(`${processes} processes, one key, ${Math.round((Date.now() - began) / 1000)} s`);
  if (shared.logins !== logins || shared['nonce: small'] > 0 || shared['used twice'] > 0) process.exitCode = 1;
}
