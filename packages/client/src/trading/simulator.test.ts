import { either as E } from 'fp-ts';
import { nodeSigner } from '@bitfinex-ws/auth/node';
import { startSimulator, type Simulator } from '@bitfinex-ws/simulator';
import { createPatientClock } from '@bitfinex-ws/testkit';
import { systemClock } from '@bitfinex-ws/transport';
import { createReadOnlyAccount, type ReadOnlyAccount, type ReadOnlyAccountOptions } from './index.js';

const ended: Array<() => Promise<unknown>> = [];
afterEach(async () => {
  for (const end of ended.splice(0).reverse()) await end();
});

const simulate = async (): Promise<Simulator> => {
  const started = await startSimulator({ rate: 0, market: 'none', markets: ['tBTCUSD'] });
  if (E.isLeft(started)) throw new Error(started.left._tag);
  ended.push(() => started.right.close());
  return started.right;
};
const accountOf = (simulator: Simulator, options: ReadOnlyAccountOptions = {}): ReadOnlyAccount => {
  const [key] = simulator.keys;
  const account = createReadOnlyAccount({
    url: simulator.url,
    clock: createPatientClock(systemClock),
    apiKey: key?.apiKey ?? '',
    signer: nodeSigner(key?.apiSecret ?? ''),
    backoff: { baseMs: 5, capMs: 20 },
    ...options,
  });
  ended.push(() => account.close());
  return account;
};

describe('an account of the simulator', () => {
  it('is logged in to, and its wallets are those of the exchange', async () => {
    const simulator = await simulate();
    const account = accountOf(simulator);
    expect(await account.ready()).toEqual(E.right(undefined));
    const wallets = account.wallets.read();
    expect(E.isRight(wallets) && wallets.right.size).toBeGreaterThan(0);
    expect(account.status()).toMatchObject({ state: 'ready', logins: 1, login: { userId: simulator.keys[0]?.userId } });
  });

  it('is logged in to again after each loss of the connection, and says what became another', async () => {
    const simulator = await simulate();
    const account = accountOf(simulator);
    await account.ready();
    const reconciled = new Promise((resolve) => account.on('reconciled', resolve));
    simulator.killConnections();
    expect(await reconciled).toMatchObject({ cause: 'disconnected', diff: { orders: { gone: new Map() } } });
    expect(account.status()).toMatchObject({ state: 'ready', logins: 2 });
  });

  it('is not tried again with a key that is not taken', async () => {
    const account = accountOf(await simulate(), { apiKey: 'nobody' });
    expect(await account.ready()).toMatchObject({ left: { _tag: 'LoginFailed', error: { msg: 'apikey: invalid' } } });
    expect(account.status()).toMatchObject({ state: 'refused', connection: { state: 'Ended', attempts: 1 } });
  });
});
