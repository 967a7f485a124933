import { createMeter } from './meter.js';

test('the rate is what came a second, over the last five', () => {
  const meter = createMeter(0);
  for (let at = 0; at < 20_000; at += 10) meter.count(at);
  expect(meter.total()).toBe(2000);
  expect(meter.rate(20_000)).toBeGreaterThan(93);
  expect(meter.rate(20_000)).toBeLessThanOrEqual(100);
  expect(meter.rate(30_000)).toBe(0);
});

test('a burst in the first instant is no rate of thousands', () => {
  const meter = createMeter(1000);
  for (let count = 0; count < 50; count++) meter.count(1001);
  expect(meter.rate(1002)).toBe(50);
});
