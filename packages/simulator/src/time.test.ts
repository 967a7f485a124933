import { createFakeClock } from '@bitfinex-ws/testkit';
import { either as E } from 'fp-ts';
import { createPace } from './market/pace.js';
import { createDice } from './market/random.js';
import { resolveOptions, type SimulatorOptions } from './options.js';
import { startTime } from './time.js';

const begin = (options: SimulatorOptions, dueAt = () => Infinity) => {
  const clock = createFakeClock();
  const config = resolveOptions({ ...options, clock });
  if (E.isLeft(config)) throw new Error(config.left._tag);
  let events = 0;
  let ticks = 0;
  let told = 0;
  const beats: number[] = [];
  const { stop, stir } = startTime({
    config: config.right,
    pace: createPace(config.right.activity, createDice(config.right.seed, 'pace'), clock.now()),
    drivers: [],
    platform: { now: clock.now, rests: () => false },
    exchange: {
      step: (count) => (events += count),
      busy: (_symbols, updates) => ((told += Math.floor(updates)), Math.floor(updates)),
      tick: () => ticks++,
      dueAt,
    },
    connections: { together: (write) => write(), beat: () => beats.push(clock.now()), inspect: () => undefined },
  });
  return { clock, stop, stir, beats, events: () => events, told: () => told, ticks: () => ticks };
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

  it('looks seldom where nothing is due, in time where something is, and soon after something happened', () => {
    const { clock, ticks } = begin({ rate: 0 });
    clock.advance(60_000);
    expect(ticks()).toBeLessThanOrEqual(121);
    let due = clock.now() + 1_234;
    const looked: number[] = [];
    const waited = begin({ rate: 0 }, () => due);
    due = waited.clock.now() + 1_234;
    for (let count = 0; waited.clock.now() < due + 20; waited.clock.advance(1)) {
      if (waited.ticks() > count) looked.push(due - waited.clock.now());
      count = waited.ticks();
    }
    expect(looked).toContain(0);
    due = Infinity;
    waited.clock.advance(1_000);
    waited.stir();
    const before = waited.ticks();
    waited.clock.advance(20);
    expect(waited.ticks()).toBe(before + 1);
  });

  it('has bursts and quiet times of the lengths and paces that were asked for, drawn from the seed', () => {
    const activity = {
      bursts: { everyMs: 8_000, lastMs: 2_000, factor: 5 },
      quiet: { everyMs: 30_000, lastMs: 10_000, factor: 0 },
    };
    const perSecond = (seed: number): ReadonlyArray<number> => {
      const { clock, events } = begin({ rate: 20, activity, seed });
      return Array.from({ length: 1_800 }, () => {
        const before = events();
        clock.advance(1_000);
        return events() - before;
      });
    };
    const steps = perSecond(1);
    const share = (fits: (count: number) => boolean): number => steps.filter(fits).length / steps.length;
    // A fifth of the time in bursts, a quarter in silence, whatever else is going on.
    expect(share((count) => count === 0)).toBeGreaterThan(0.15);
    expect(share((count) => count === 0)).toBeLessThan(0.35);
    expect(share((count) => count >= 95)).toBeGreaterThan(0.06);
    expect(share((count) => count >= 95)).toBeLessThan(0.25);
    expect(share((count) => Math.abs(count - 20) <= 1)).toBeGreaterThan(0.3);
    expect(perSecond(1)).toEqual(steps);
    expect(perSecond(2)).not.toEqual(steps);
  });

  it('stands still when stopped', () => {
    const { clock, stop, ticks } = begin({});
    stop();
    clock.advance(60_000);
    expect([ticks(), clock.pending()]).toEqual([0, 0]);
  });
});
