import { createFakeClock } from '@bitfinex-ws/testkit';
import { createMemoryIo } from './io/memory.js';
import { createStop, exitCodeOfStop } from './stop.js';

const setUp = (seconds: number | null) => {
  const clock = createFakeClock();
  const io = createMemoryIo({ clock });
  return { clock, io, stop: createStop(io, seconds) };
};

test('Ctrl-C asks for the end, once', async () => {
  const { io, stop } = setUp(null);
  io.raise('SIGINT');
  io.raise('SIGTERM');
  expect(await stop.asked).toBe('SIGINT');
  expect(stop.signal.aborted).toBe(true);
});

test('time asks for the end, and no timer is left after that or after dispose', async () => {
  const { clock, stop } = setUp(2);
  clock.advance(1999);
  expect(stop.cause()).toBeNull();
  clock.advance(1);
  expect(await stop.asked).toBe('time');

  const other = setUp(2);
  other.stop.dispose();
  expect(other.clock.pending()).toBe(0);
});

test('a bound may begin later than the command', async () => {
  const { clock, stop } = setUp(null);
  clock.advance(60_000);
  stop.within(2);
  clock.advance(1999);
  expect(stop.cause()).toBeNull();
  clock.advance(1);
  expect(await stop.asked).toBe('time');
});

test('a reader that goes away asks for the end', async () => {
  const { io, stop } = setUp(null);
  io.stdout.hangUp();
  expect(await stop.asked).toBe('hungUp');
});

test('only signals make an exit code', () => {
  expect((['SIGINT', 'SIGTERM', 'time', 'limit', 'hungUp', 'finished', null] as const).map(exitCodeOfStop)).toEqual([
    130, 143, 0, 0, 0, 0, 0,
  ]);
});
