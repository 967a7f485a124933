import { createTracker } from './tracker.js';

const trailers = { chanId: 1, accountSeq: null, serverTime: null };
const spec = { channel: 'trades', symbol: 'tBTCUSD' } as const;
const trade = (id: number) => ({ id, mts: 1000 + id, amount: 1, price: 5 });

test('a trade is shown once, newest first, however often it comes', () => {
  const tracker = createTracker(0);
  tracker.take({ type: 'trades', spec, ...trailers, seq: 1, trades: [trade(2), trade(1)], receivedAt: 10 });
  tracker.take({ type: 'te', spec, ...trailers, seq: 2, trade: trade(3), receivedAt: 20 });
  tracker.take({ type: 'tu', spec, ...trailers, seq: 3, trade: trade(3), receivedAt: 30 });
  expect(tracker.facts(40)).toMatchObject({
    trades: [{ id: 3 }, { id: 2 }, { id: 1 }],
    seq: 3,
    messages: 3,
    lastAt: 30,
  });
});

test('of trades, the newest fifty are kept', () => {
  const tracker = createTracker(0);
  for (let id = 1; id <= 80; id++)
    tracker.take({ type: 'te', spec, ...trailers, seq: null, trade: trade(id), receivedAt: id });
  const { trades, seq } = tracker.facts(100);
  expect(trades).toHaveLength(50);
  expect(trades[0]?.id).toBe(80);
  expect(seq).toBeNull();
});
