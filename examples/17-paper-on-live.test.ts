import { nodeSigner } from '@bitfinex-ws/auth/node';
import { createClient } from '@bitfinex-ws/client';
import { createAccount, orThrowNow } from '@bitfinex-ws/client/trading';
import { openExchange } from '@bitfinex-ws/simulator';
import { mirror } from './17-paper-on-live.js';

beforeEach(() => jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick'] }));
afterEach(() => jest.useRealTimers());

test('an order of play money meets the live book and the live trades, and leaves them alone', async () => {
  const opened = openExchange({ markets: ['tBTCUSD'], market: 'none', seed: 11 });
  if (opened._tag === 'Left') throw new Error(opened.left._tag);
  const live = opened.right; // stands for Bitfinex
  live.control.setBook('tBTCUSD', { bids: [[64_000, 1]], asks: [[64_010, 0.25]] });

  const complaints: string[] = [];
  const client = createClient({ transport: live.transport });
  const mirroring = mirror(client, 'tBTCUSD', (line) => complaints.push(line));
  await jest.advanceTimersByTimeAsync(1_000);
  const paper = await mirroring;
  const { apiKey = '', apiSecret = '' } = paper.keys[0] ?? {};
  const account = createAccount({ transport: paper.transport, apiKey, signer: nodeSigner(apiSecret) });
  void account.ready();
  await jest.advanceTimersByTimeAsync(100);

  const atMarket = orThrowNow(account.submit({ type: 'EXCHANGE MARKET', symbol: 'tBTCUSD', amount: '0.1' }));
  const resting = orThrowNow(
    account.submit({ type: 'EXCHANGE LIMIT', symbol: 'tBTCUSD', amount: '0.2', price: '64005' }),
  );
  await jest.advanceTimersByTimeAsync(1_000);
  expect(atMarket.fills()).toMatchObject([{ execAmount: 0.1, execPrice: 64_010 }]);
  expect(resting.fills()).toEqual([]);

  live.control.trade({ symbol: 'tBTCUSD', price: 64_005, amount: -0.3 });
  await jest.advanceTimersByTimeAsync(5_000);
  expect(resting.fills()).toMatchObject([{ execAmount: 0.2, execPrice: 64_005 }]);
  expect(live.ledger.book('tBTCUSD', 'P0', 25)?.asks).toEqual([[64_010, 1, -0.25]]);
  expect(complaints).toEqual([]);
  await Promise.all([account.close(), client.close(), paper.close(), live.close()]);
});
