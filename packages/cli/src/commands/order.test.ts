import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { either as E } from 'fp-ts';
import { startSimulator, type Simulator } from '@bitfinex-ws/simulator';
import { createPatientClock, quietPort } from '@bitfinex-ws/testkit';
import { systemClock } from '@bitfinex-ws/transport';
import { createMemoryIo, type MemoryOptions } from '../io/memory.js';
import { run } from '../run.js';

const ends: Array<() => Promise<unknown>> = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const command = async (line: string, options: Partial<MemoryOptions> = {}) => {
  const io = createMemoryIo({ clock: createPatientClock(systemClock), ...options });
  const code = await run(line.split(' '), io);
  return { code, out: io.stdout.lines(), err: io.stderr.text() };
};

/** An exchange that stands still, at a port that nobody else gets when it is closed, and a file with keys of its first account. */
const exchange = async (mode = 0o600): Promise<{ readonly simulator: Simulator; readonly keys: string }> => {
  const started = await startSimulator({ rate: 0, port: await quietPort() });
  if (E.isLeft(started)) throw new Error(started.left._tag);
  const directory = await mkdtemp(join(tmpdir(), 'bitfinex-ws-'));
  ends.push(
    () => started.right.close(),
    () => rm(directory, { recursive: true }),
  );
  const keys = join(directory, 'keys.json');
  const [key] = started.right.keys;
  await writeFile(keys, JSON.stringify({ apiKey: key?.apiKey, apiSecret: key?.apiSecret }), { mode });
  return { simulator: started.right, keys };
};

describe('an account on the command line', () => {
  test('is of paper by default, and shows its wallets with what is available', async () => {
    const { code, out, err } = await command('account');
    expect([code, err]).toEqual([0, 'account of paper\n']);
    expect(out[0]).toMatch(/^wallet +balance +available +currency$/);
    expect(out.find((line) => line.endsWith(' USD'))).toMatch(/^\w+ +\d+ +\d+ +USD$/);
    expect(out).toContain('no orders');
  });

  test('is one JSON object where that is wanted, with keys from a file', async () => {
    const { simulator, keys } = await exchange();
    const { code, out } = await command(`account --url ${simulator.url} --keys ${keys} --json`);
    expect([code, out.length]).toEqual([0, 1]);
    expect(JSON.parse(out[0] ?? '')).toMatchObject({ orders: [], unread: [] });
  });

  test('is not logged in to with keys that others may read, that are missing, or that are wrong', async () => {
    const { simulator, keys } = await exchange(0o644);
    const url = `account --url ${simulator.url}`;
    expect(await command(`${url} --keys ${keys}`)).toMatchObject({
      code: 1,
      err: `bitfinex-ws: ${keys} may be read by others (mode 644): run chmod 600 on it\n`,
    });
    expect((await command(url)).err).toContain('BITFINEX_API_KEY');
    const env = { BITFINEX_API_KEY: 'nobody', BITFINEX_API_SECRET: 'a-secret-of-nobody' };
    const refused = await command(url, { env });
    expect(refused).toMatchObject({ code: 1, out: [] });
    expect(refused.err).toContain('apikey: invalid');
    expect(refused.err).not.toContain('a-secret-of-nobody');
  });
});

describe('an address where nobody listens', () => {
  test.each(['account', 'order list'])('fails %s at the first dial', async (words) => {
    // No program is given the first port by chance.
    const env = { BITFINEX_API_KEY: 'k', BITFINEX_API_SECRET: 's' };
    const { code, err } = await command(`${words} --url ws://127.0.0.1:1/`, { env });
    expect(code).toBe(1);
    expect(err).toMatch(/^bitfinex-ws: cannot log in to ws:.*connection refused \(ECONNREFUSED\)\.?\n$/);
  });
});

describe('orders on the command line', () => {
  test('are placed, listed and cancelled', async () => {
    const { simulator, keys } = await exchange();
    const at = `--url ${simulator.url} --keys ${keys}`;
    const placed = await command(`order submit buy 0.01 tBTCUSD 100 --post-only ${at}`);
    expect(placed).toMatchObject({ code: 0 });
    expect(placed.out).toEqual([expect.stringMatching(/^order \d+: the exchange has it$/)]);
    const id = /\d+/.exec(placed.out[0] ?? '')?.[0] ?? '';
    const listed = await command(`order list ${at}`);
    expect(listed.out[1]).toMatch(new RegExp(`^${id} +tBTCUSD +0\\.01 +0\\.01 +100 +EXCHANGE LIMIT +ACTIVE$`));
    const json = await command(`order list --json ${at}`);
    expect(JSON.parse(json.out[0] ?? '')).toMatchObject({ id: Number(id), flags: 4096 });
    expect(await command(`order cancel ${id} ${at}`)).toMatchObject({ code: 0 });
    expect((await command(`order list ${at}`)).out).toEqual(['no orders']);
    expect(await command(`order cancel ${id} ${at}`)).toMatchObject({
      code: 1,
      err: expect.stringContaining('Order not found') as string,
    });
  });

  test('at the market are followed to their end, on paper', async () => {
    const { code, out } = await command('order submit sell 0.01 tBTCUSD --json');
    const steps = out.map((line) => JSON.parse(line) as { type: string; outcome?: { _tag: string } });
    expect(code).toBe(0);
    expect(steps.at(-1)).toMatchObject({ type: 'final', outcome: { _tag: 'Executed' } });
    expect(steps.some(({ type }) => type === 'fill')).toBe(true);
  });

  test('with a price that is too fine are refused before they leave, and told what would do', async () => {
    const { code, err } = await command('order submit buy 0.01 tBTCUSD 30000.123');
    expect(code).toBe(1);
    expect(err).toContain('30000 would be accepted');
  });

  test('that the exchange refuses end with what it says', async () => {
    const { code, err } = await command('order submit buy 100000 tBTCUSD 30000');
    expect(code).toBe(1);
    expect(err).toMatch(/not enough|balance/);
  });

  test.each([['no\n'], ['y\n'], [''], ['yes please\n']])(
    'do not leave for an exchange unless somebody says yes: %j',
    async (stdin) => {
      // A host that nobody has: a dial would fail with another error.
      const line = 'order submit buy 0.01 tBTCUSD 30000 --url wss://exchange.invalid/';
      const env = { BITFINEX_API_KEY: 'k', BITFINEX_API_SECRET: 's' };
      const { code, err } = await command(line, { stdin, env });
      expect(code).toBe(1);
      expect(err).toBe(
        'buy 0.01 tBTCUSD at 30000 at wss://exchange.invalid/. Type yes to send it: ' +
          "bitfinex-ws: nothing was sent: nobody said yes to 'buy 0.01 tBTCUSD at 30000'\n",
      );
    },
  );

  test('leave after a yes, or with --yes, and without either where they cannot cost anything', async () => {
    const line = 'order cancel all --url wss://127.0.0.1.invalid/';
    const asked = await command(line, { stdin: 'yes\n' });
    expect(asked.err).toContain('Type yes to send it: ');
    // It got as far as its keys.
    expect(asked.err).toContain('no keys');
    expect((await command(`${line} --yes`)).err).toMatch(/^bitfinex-ws: no keys/);
  });
});
