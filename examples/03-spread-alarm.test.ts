import { openExchange } from '@bitfinex-ws/simulator';
import { spreadAlarm } from './03-spread-alarm.js';

// The exchange is in this process, and its time is Jest's: its ten minutes below take none.
beforeEach(() => jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick'] }));
afterEach(() => jest.useRealTimers());

test('it calls out when the spread is too wide, and is back after bad minutes', async () => {
  const opened = openExchange({ market: 'none', markets: ['tBTCUSD'], seed: 1 });
  if (opened._tag === 'Left') throw new Error(opened.left._tag);
  const { control, transport, close } = opened.right;
  control.setBook('tBTCUSD', { bids: [[64_000, 1]], asks: [[64_005, 1]] });

  const heard: string[] = [];
  const starting = spreadAlarm({ transport }, 10, (line) => heard.push(line));
  await jest.advanceTimersByTimeAsync(1_000);
  const client = await starting;
  expect(heard).toEqual([]);

  control.setBook('tBTCUSD', { bids: [[64_000, 1]], asks: [[64_025, 1]] });
  await jest.advanceTimersByTimeAsync(1_000);
  expect(heard).toEqual(['the spread is 25']);

  control.inject({ type: 'refuse-handshake', status: 503, times: 5 });
  control.inject({ type: 'reset' });
  await jest.advanceTimersByTimeAsync(600_000);
  expect(heard.slice(1)).toEqual(['blind: disconnected', 'the spread is 25']);

  control.place({ symbol: 'tBTCUSD', side: 'ask', price: 64_008, amount: 1 });
  await jest.advanceTimersByTimeAsync(1_000);
  expect(heard).toHaveLength(3);
  await Promise.all([client.close(), close()]);
});
