import { createFakeClock } from '@bitfinex-ws/testkit';
import { connect, startOrThrow } from '../../test/client.js';
import { trader } from '../../test/trader.js';
import type { Simulator, TokenOptions } from '../index.js';

let simulator: Simulator;
const clock = createFakeClock();
beforeAll(async () => (simulator = await startOrThrow({ rate: 0, clock, seed: 3, markets: ['tBTCUSD'] })));
afterAll(() => simulator.close());

/** What is answered to a login with this token. */
const loginWith = async (token: unknown) => {
  const client = await connect(simulator);
  client.send({ event: 'auth', token, dms: 0, calc: 0 });
  const [welcome] = await client.sync();
  client.socket.close();
  return JSON.parse(welcome ?? '') as { readonly status: string; readonly caps: Record<string, unknown> };
};
const capsOf = async (options: TokenOptions) => (await loginWith(simulator.token(options))).caps;

describe('a short-lived token', () => {
  it('opens the account of its key, without a nonce, on as many connections as one likes', async () => {
    const token = simulator.token({ apiKey: simulator.keys[1]?.apiKey ?? '' });
    expect(token).toMatch(/^pub:api:[0-9a-f-]{36}$/);
    for (let times = 0; times < 2; times++) {
      expect(await loginWith(token)).toMatchObject({ status: 'OK', userId: simulator.keys[1]?.userId });
    }
  });

  it('is refused when its time is up, and when nobody made it', async () => {
    const token = simulator.token({ ttlSeconds: 5 });
    clock.advance(4_999);
    expect((await loginWith(token)).status).toBe('OK');
    clock.advance(1);
    const refused = { event: 'auth', status: 'FAILED', chanId: 0, code: 10100, msg: 'token: invalid' };
    expect(await loginWith(token)).toEqual(refused);
    expect(await loginWith('pub:api:665b6328')).toEqual(refused);
    expect(await loginWith(7)).toEqual(refused);
    expect(simulator.token({ apiKey: 'nobody' })).toBeNull();
  });

  it('lets do no more than it names, and than its key does', async () => {
    expect(await capsOf({ caps: ['o', 'wd'] })).toMatchObject({
      orders: { read: 1, write: 1 },
      positions: { read: 1, write: 1 },
      funding: { read: 0, write: 0 },
      wallets: { read: 0, write: 0 },
      withdraw: { read: 0, write: 0 },
    });
    expect(await capsOf({ writePermission: false })).toMatchObject({
      orders: { read: 1, write: 0 },
      funding: { read: 1, write: 0 },
    });
  });

  it('that only reads has its orders and its offers refused', async () => {
    const client = await connect(simulator);
    client.send({ event: 'auth', token: simulator.token({ caps: ['a', 'w'] }) });
    await client.sync();
    for (const code of ['on', 'oc', 'fon', 'foc']) client.socket.send(JSON.stringify([0, code, null, { id: 1 }]));
    const said = (await client.sync()).map((text) => JSON.parse(text) as [number, string, unknown[]]);
    expect(said.map(([, , row]) => [row[1], row[6], row[7]])).toEqual(
      ['on', 'oc', 'fon', 'foc'].map((code) => [`${code}-req`, 'ERROR', 'apikey: permission invalid']),
    );
    client.socket.close();
  });

  it('uses up no nonce of its key', async () => {
    const one = await trader(simulator);
    expect((await one.account())[0]?.code).toBe('ps');
    one.socket.close();
  });
});
