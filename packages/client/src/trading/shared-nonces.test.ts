import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileNonceStore, nodeSigner } from '@bitfinex-ws/auth/node';
import { openExchange } from '@bitfinex-ws/simulator';
import { createPatientClock } from '@bitfinex-ws/testkit';
import { systemClock } from '@bitfinex-ws/transport';
import { either as E } from 'fp-ts';
import { createReadOnlyAccount } from './index.js';

/** How many log in at once with one key, and how often each. `npm run soak -- nonce` does it from eight processes. */
const CLIENTS = 6;
const LOGINS = 4;

describe('clients that share a key', () => {
  it('log in one after the other with one store of nonces, and none is ever too small', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'nonces-'));
    // How long the others take is not what is tested: the last to log in has waited for all the others.
    const clock = createPatientClock(systemClock);
    const opened = openExchange({ clock, rate: 0, market: 'none', markets: ['tBTCUSD'] });
    if (E.isLeft(opened)) throw new Error(opened.left._tag);
    const exchange = opened.right;
    const [key] = exchange.keys;
    // In the order in which they reach the exchange.
    const seen: number[] = [];
    let small = 0;
    const logIn = async (): Promise<void> => {
      const account = createReadOnlyAccount({
        apiKey: key?.apiKey ?? '',
        signer: nodeSigner(key?.apiSecret ?? ''),
        nonces: fileNonceStore({ path: join(folder, 'key'), waitMs: 600_000, staleMs: 600_000 }),
        transport: (request) => {
          const made = exchange.transport(request);
          return {
            ...made,
            send: (frame) => {
              const nonce = /"authNonce":(\d+)/.exec(frame)?.[1];
              if (nonce !== undefined) seen.push(Number(nonce));
              return made.send(frame);
            },
          };
        },
        clock,
        governor: false,
      });
      account.on('loginRetrying', () => small++);
      expect(E.isRight(await account.ready())).toBe(true);
      await account.close();
    };
    const client = async (): Promise<void> => {
      for (let times = 0; times < LOGINS; times++) await logIn();
    };
    await Promise.all(Array.from({ length: CLIENTS }, client));
    await exchange.close();
    await rm(folder, { recursive: true });
    expect([seen.length, small]).toEqual([CLIENTS * LOGINS, 0]);
    expect(seen.every((nonce, at) => at === 0 || nonce > (seen[at - 1] ?? 0))).toBe(true);
  });
});
