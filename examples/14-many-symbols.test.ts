import type { TradingSymbol } from '@bitfinex-ws/protocol';
import { openExchange } from '@bitfinex-ws/simulator';
import { quoteTable } from './14-many-symbols.js';

beforeEach(() => jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick'] }));
afterEach(() => jest.useRealTimers());

test('sixty symbols need three connections; one that is not there is named, and an outage is not shown as a price', async () => {
  const opened = openExchange({ pairs: 70, seed: 8, rate: 1 });
  if (opened._tag === 'Left') throw new Error(opened.left._tag);
  const { transport, symbols, control, close } = opened.right;
  const asked = symbols.filter((symbol): symbol is TradingSymbol => /^t[A-Z]{6}$/.test(symbol)).slice(0, 60);
  const { client, quotes, refused } = quoteTable([...asked, 'tNOPEXX'], { transport });
  await jest.advanceTimersByTimeAsync(60_000);
  const names = await refused;
  expect([...names.keys()]).toEqual(['tNOPEXX']);
  expect(names.get('tNOPEXX')).toMatch(/symbol: invalid/);
  expect(client.status().totals).toMatchObject({ used: 60, open: 3 });
  expect([...quotes.values()].filter(({ bid, ask }) => (bid ?? 0) > 0 && (ask ?? 0) > (bid ?? 0))).toHaveLength(60);

  control.inject({ type: 'refuse-handshake', status: 503, times: 'always' });
  control.inject({ type: 'reset' });
  await jest.advanceTimersByTimeAsync(1_000);
  expect([...quotes.values()].filter(({ at }) => at !== null)).toEqual([]);
  control.calm();
  await jest.advanceTimersByTimeAsync(120_000);
  expect([...quotes.values()].filter(({ at }) => at !== null)).toHaveLength(60);
  await Promise.all([client.close(), close()]);
});
