import { nodeSigner } from '@bitfinex-ws/auth/node';
import { createAccount, type Account, type Resolver } from '@bitfinex-ws/client/trading';
import { openExchange, type ExchangeInProcess } from '@bitfinex-ws/simulator';
import { placeOnce } from './15-known-outcome.js';

let exchange: ExchangeInProcess;
let account: Account;
let lines: string[] = [];
const order = { type: 'EXCHANGE LIMIT', symbol: 'tBTCUSD', amount: '0.5', price: '30000' } as const;

beforeEach(async () => {
  jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick'] });
  const opened = openExchange({ markets: ['tBTCUSD'], market: 'none', seed: 9 });
  if (opened._tag === 'Left') throw new Error(opened.left._tag);
  exchange = opened.right;
  const { apiKey = '', apiSecret = '', userId = 0 } = exchange.keys[0] ?? {};
  // What REST would tell. Here it is asked about orders alone that never came.
  const resolver: Resolver = ({ cid }) => {
    const placed = exchange.ledger.account(userId).some(({ row }) => row.includes(cid));
    return placed ? Promise.reject(new Error('it is there')) : Promise.resolve(null);
  };
  account = createAccount({ transport: exchange.transport, apiKey, signer: nodeSigner(apiSecret), resolver });
  lines = [];
  const ready = account.ready();
  await jest.advanceTimersByTimeAsync(1_000);
  await ready;
});
afterEach(async () => {
  await Promise.all([account.close(), exchange.close()]);
  jest.useRealTimers();
});

const placed = (): number =>
  exchange.ledger.account(exchange.keys[0]?.userId ?? 0).filter(({ code }) => code === 'on').length;

test('the connection breaks behind the order: it is found again, and is there once', async () => {
  exchange.control.inject({ type: 'cut-after', request: 'on' });
  const placing = placeOnce(account, order, (line) => lines.push(line));
  await jest.advanceTimersByTimeAsync(60_000);
  exchange.control.place({ symbol: 'tBTCUSD', side: 'ask', price: 30_000, amount: 0.5 });
  await jest.advanceTimersByTimeAsync(60_000);
  expect((await placing)._tag).toBe('Executed');
  expect(lines).toEqual([
    'nobody knows: connectionLost',
    expect.stringMatching(/^it is there as \d+$/) as string,
    'found again',
    '0.5 at 30000',
  ]);
  expect(placed()).toBe(1);
});

test('the connection breaks before the order: that it is not there is found out, and it is sent again', async () => {
  exchange.control.inject({ type: 'cut-before', request: 'on' });
  const placing = placeOnce(account, order, (line) => lines.push(line));
  await jest.advanceTimersByTimeAsync(120_000);
  exchange.control.place({ symbol: 'tBTCUSD', side: 'ask', price: 30_000, amount: 0.5 });
  await jest.advanceTimersByTimeAsync(60_000);
  expect((await placing)._tag).toBe('Executed');
  expect(lines.slice(0, 3)).toEqual([
    'nobody knows: connectionLost',
    'it is not there (NotPlaced)',
    expect.stringMatching(/^it is there as \d+$/) as string,
  ]);
  expect(placed()).toBe(1);
});
