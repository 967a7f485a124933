import { nodeSigner } from '@bitfinex-ws/auth/node';
import { buyPatiently, openVenue } from './08-paper-trade.js';

beforeEach(() => jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick', 'setImmediate'] }));
afterEach(() => jest.useRealTimers());

/** Carries out what takes time by Jest's clock. */
const inNoTime = async (work: Promise<unknown>): Promise<void> => {
  let over = false;
  const end = work.finally(() => (over = true));
  while (!over) await jest.advanceTimersByTimeAsync(50);
  await end;
};

test('without a key a bot trades on paper, and hears what became of its order', async () => {
  const venue = openVenue();
  const lines: string[] = [];
  await inNoTime(buyPatiently(venue, '0.01', 120_000, (line) => lines.push(line)));
  expect(lines[0]).toMatch(/^bids \d{5}$/);
  expect(lines.at(-1)).toMatch(/^it ended as (Executed|Canceled)$/);
  const wallet = venue.account.wallets.read();
  expect(wallet._tag).toBe('Right');
  await inNoTime(venue.close());
});

test('a bot without patience takes its order back', async () => {
  const venue = openVenue();
  const lines: string[] = [];
  await inNoTime(buyPatiently(venue, '5000', 1, (line) => lines.push(line)));
  expect(lines.at(-1)).toMatch(/^it ended as (Canceled|Rejected)$/);
  await inNoTime(venue.close());
});

test('with a key the same bot would trade at Bitfinex: nothing dials before it is told to', async () => {
  const { client, account, close } = openVenue({ apiKey: 'key', signer: nodeSigner('secret') });
  expect(client.options?.url).toBe('wss://api-pub.bitfinex.com/ws/2');
  expect([client.status().connections, account.status().state]).toEqual([[], 'idle']);
  await inNoTime(close());
});
