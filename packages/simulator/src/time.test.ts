import { createFakeClock } from '@bitfinex-ws/testkit';
import { either as E } from 'fp-ts';
import { resolveOptions, type SimulatorOptions } from './options.js';
import { startTime } from './time.js';

const begin = (options: SimulatorOptions) => {
  const clock = createFakeClock();
  const config = resolveOptions({ ...options, clock });
  if (E.isLeft(config)) throw new Error(config.left._tag);
  let events = 0;
  let ticks = 0;
  let told = 0;
  const beats: number[] = [];
  const stop = startTime(
    config.right,
    { now: clock.now, rests: () => false },
    {
      step: (count) => (events += count),
      busy: (_symbols, updates) => ((told += Math.floor(updates)), Math.floor(updates)),
      tick: () => ticks++,
    },
    { together: (write) => write(), beat: () => beats.push(clock.now()), inspect: () => undefined },
  );
  return { clock, stop, beats, events: () => events, told: () => told, ticks: () => ticks };
};

describe('the time of a simulator', () => {
  it.each([
    [10, 100],
    [1_000, 10_000],
    [0.5, 5],
    [0, 0],
  ])('takes at a rate of %d in ten seconds %d steps', (rate, steps) => {
    const { clock, events } = begin({ rate });
    clock.advance(10_000);
    expect(Math.abs(events() - steps)).toBeLessThanOrEqual(1);
  });

  it('lets busy markets tell as many updates as they are to', () => {
    const { clock, told } = begin({ load: { messagesPerSecond: 1_234 } });
    clock.advance(10_000);
    expect(Math.abs(told() - 12_340)).toBeLessThanOrEqual(1);
  });

  it('beats every fifteen seconds sharp', () => {
    const { clock, beats } = begin({});
    const start = clock.now();
    clock.advance(45_000);
    expect(beats).toEqual([start + 15_000, start + 30_000, start + 45_000]);
  });

  it('stands still when stopped', () => {
    const { clock, stop, ticks } = begin({});
    stop();
    clock.advance(60_000);
    expect([ticks(), clock.pending()]).toEqual([0, 0]);
  });
});
