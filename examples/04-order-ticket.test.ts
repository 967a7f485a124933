import { nodeSigner } from '@bitfinex-ws/auth/node';
import { startSimulator } from '@bitfinex-ws/simulator';
import { either as E } from 'fp-ts';
import { sellSome } from './04-order-ticket.js';

test('an order is a ticket: its fills as they come, and an outcome in the end', async () => {
  const simulator = await startSimulator({ rate: 0, market: 'none', markets: ['tBTCUSD'] });
  if (E.isLeft(simulator)) throw new Error(simulator.left._tag);
  const { url, keys, control, close } = simulator.right;
  const bids = [
    [30_000, 0.02],
    [29_990, 1],
  ] as const;
  control.setBook('tBTCUSD', { bids, asks: [[30_100, 1]] });
  const lines: string[] = [];
  const { apiKey = '', apiSecret = '' } = keys[0] ?? {};
  await sellSome({ url, apiKey, signer: nodeSigner(apiSecret) }, '0.05', (line) => lines.push(line));
  await close();
  expect(lines).toEqual([
    expect.stringMatching(/^taken as \d+$/) as string,
    'sold 0.02 at 30000',
    'sold 0.03 at 29990',
    'done, fees known: true',
    expect.stringMatching(/^\d wallets$/) as string,
  ]);
});
