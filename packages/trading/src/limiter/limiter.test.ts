import fc from 'fast-check';
import { createLoop } from '@bitfinex-ws/machine';
import { createSessionDecoder, type EventMessage } from '@bitfinex-ws/protocol';
import { createFakeClock } from '@bitfinex-ws/testkit';
import type { LimiterEffect, LimiterError, LimiterInput } from './contract.js';
import { explainLimiterError, isRetryableLimiterError } from './explain.js';
import { limiter, rateOf, retryInMs } from './limiter.js';
import { LIMITER_DEFAULTS } from './limits.js';
import { saysRateLimited } from './says-rate-limited.js';

/** A limiter on a clock of its own, and what became of whoever asked. */
const start = (options: Partial<typeof LIMITER_DEFAULTS> = {}) => {
  const config = { ...LIMITER_DEFAULTS, ...options };
  const clock = createFakeClock(0);
  const timers = new Map<string, () => void>();
  const admitted: Array<{ readonly key: number; readonly at: number }> = [];
  const refused = new Map<number, LimiterError>();
  const loop = createLoop(
    limiter(config),
    (effect: LimiterEffect, dispatch: (input: LimiterInput) => void) => {
      switch (effect.type) {
        case 'Admit':
          admitted.push({ key: effect.key, at: clock.now() });
          return;
        case 'Refuse':
          if (refused.has(effect.key)) throw new Error('refused twice');
          refused.set(effect.key, effect.error);
          return;
        case 'StartTimer':
          if (timers.has(effect.timer)) throw new Error(`${effect.timer} runs already`);
          timers.set(
            effect.timer,
            clock.after(effect.ms, () => {
              timers.delete(effect.timer);
              dispatch({ type: 'TimerFired', timer: effect.timer, at: clock.now() });
            }),
          );
          return;
        case 'StopTimer':
          timers.get(effect.timer)?.();
          timers.delete(effect.timer);
      }
    },
    (defect) => {
      throw defect;
    },
  );
  let last = 0;
  return {
    clock,
    admitted,
    refused,
    running: () => timers.size,
    ask: (waitMs = 0, cost = 1): number => {
      loop.dispatch({ type: 'Asked', key: (last += 1), cost, waitMs, at: clock.now() });
      return last;
    },
    withdraw: (key: number) => loop.dispatch({ type: 'Withdrawn', key }),
    refuse: () => loop.dispatch({ type: 'RateLimited', at: clock.now() }),
    close: () => loop.dispatch({ type: 'CloseAsked', at: clock.now() }),
    rate: () => rateOf(config, loop.state(), clock.now()),
    retryIn: (cost = 1) => retryInMs(config, loop.state(), cost, clock.now()),
  };
};

describe('the limiter of orders', () => {
  it('lets a burst go at once, and no more than the documented 1000 orders in five minutes', () => {
    const { ask, admitted, clock } = start();
    for (let ms = 0; ms < 300_000; ms += 100) {
      for (let count = 0; count < 5; count++) ask();
      clock.advance(100);
    }
    expect(admitted.filter(({ at }) => at === 0)).toHaveLength(5);
    expect(admitted.length).toBeLessThanOrEqual(1000);
    expect(admitted.length).toBeGreaterThan(990);
  });

  it('refuses what cannot go now with the time after which it can', () => {
    const orders = start({ burst: 2, perSecond: 4 });
    orders.ask();
    orders.ask();
    const third = orders.ask();
    expect(orders.refused.get(third)).toEqual({ _tag: 'RateLimited', retryInMs: 250, by: 'ourselves' });
    expect(orders.retryIn()).toBe(250);
    orders.clock.advance(249);
    expect(orders.refused.has(orders.ask())).toBe(true);
    orders.clock.advance(1);
    expect(orders.refused.has(orders.ask())).toBe(false);
  });

  it('lets those who wait go in their order, and those who came later after them', () => {
    const orders = start({ burst: 1, perSecond: 1 });
    const keys = [orders.ask(), orders.ask(5000), orders.ask(5000)];
    orders.clock.advance(1000);
    const last = orders.ask(5000);
    orders.clock.advance(10_000);
    expect(orders.admitted.map(({ key }) => key)).toEqual([...keys, last]);
    expect(orders.admitted.map(({ at }) => at)).toEqual([0, 1000, 2000, 3000]);
    expect(orders.running()).toBe(0);
  });

  it('lets nobody past who waits, though he asks for less', () => {
    const orders = start({ burst: 10, perSecond: 1 });
    orders.ask(0, 10);
    const large = orders.ask(20_000, 5);
    orders.clock.advance(2000);
    const small = orders.ask(20_000, 1);
    orders.clock.advance(20_000);
    expect(orders.admitted.slice(1).map(({ key }) => key)).toEqual([large, small]);
  });

  it('refuses at once whose turn cannot come in time, and lets nobody wait longer than he wants', () => {
    const orders = start({ burst: 1, perSecond: 1 });
    orders.ask();
    const inTime = orders.ask(1500);
    const tooLate = orders.ask(1500);
    expect(orders.refused.get(tooLate)).toMatchObject({ retryInMs: 2000 });
    // It is slower than it seemed.
    orders.refuse();
    orders.clock.advance(1500);
    expect(orders.refused.get(inTime)).toMatchObject({ _tag: 'RateLimited', by: 'exchange' });
    expect(orders.admitted).toHaveLength(1);
    orders.clock.advance(60_000);
    expect(orders.running()).toBe(0);
  });

  it('learns from refusals: half the rate and a pause, which doubles; and quiet time brings the rate back', () => {
    const orders = start();
    orders.ask();
    orders.refuse();
    // Answers to the same burst.
    orders.clock.advance(100);
    orders.refuse();
    expect(orders.rate()).toBe(1.5);
    const error = { _tag: 'RateLimited', by: 'exchange' };
    const refused = orders.refused.get(orders.ask());
    expect(refused).toMatchObject(error);
    expect(refused && [isRetryableLimiterError(refused), explainLimiterError(refused)]).toEqual([
      true,
      expect.stringContaining('the exchange refused'),
    ]);
    orders.clock.advance(LIMITER_DEFAULTS.pauseMs);
    orders.refuse();
    expect([Math.round(orders.rate() * 100) / 100, orders.retryIn() > 20_000]).toEqual([0.75, true]);
    orders.clock.advance(20 * 60_000);
    expect([orders.rate(), orders.retryIn(100)]).toEqual([3, 0]);
  });

  it('never goes below its least rate', () => {
    const orders = start();
    for (let count = 0; count < 20; count++) {
      orders.refuse();
      orders.clock.advance(5000);
    }
    expect(orders.rate()).toBeCloseTo(0.2, 1);
  });

  it('lets a batch go that costs more than may ever go at once, and makes up for it afterwards', () => {
    const orders = start({ burst: 10, perSecond: 10 });
    orders.ask(0, 75);
    expect(orders.admitted).toHaveLength(1);
    expect(orders.retryIn()).toBe(6600);
  });

  it('ends every wait when it is closed, or when whoever waits does not want to', () => {
    const orders = start({ burst: 1, perSecond: 1 });
    orders.ask();
    const [gone, left] = [orders.ask(9000), orders.ask(9000)];
    orders.withdraw(gone);
    orders.close();
    expect([...orders.refused]).toEqual([[left, { _tag: 'LimiterClosed' }]]);
    expect(orders.running()).toBe(0);
    expect(orders.refused.get(orders.ask(50))).toEqual({ _tag: 'LimiterClosed' });
  });

  it('ends every ask once and never admits more than its bucket holds, whatever happens', () => {
    const happening = fc.oneof(
      { weight: 8, arbitrary: fc.record({ ask: fc.nat({ max: 4000 }), cost: fc.integer({ min: 1, max: 5 }) }) },
      { weight: 4, arbitrary: fc.record({ pass: fc.nat({ max: 3000 }) }) },
      { weight: 1, arbitrary: fc.constant({ refuse: true as const }) },
    );
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 60 }), (plan) => {
        const orders = start({ burst: 10, perSecond: 2 });
        const costs = new Map<number, number>();
        for (const what of plan) {
          if ('ask' in what) costs.set(orders.ask(what.ask, what.cost), what.cost);
          else if ('pass' in what) orders.clock.advance(what.pass);
          else orders.refuse();
        }
        orders.clock.advance(600_000);
        const ends = [...orders.admitted.map(({ key }) => key), ...orders.refused.keys()].sort((a, b) => a - b);
        expect(ends).toEqual([...costs.keys()]);
        expect(orders.running()).toBe(0);
        for (const [index, first] of orders.admitted.entries()) {
          let cost = 0;
          for (const { key, at } of orders.admitted.slice(index)) {
            cost += costs.get(key) ?? 0;
            expect(cost).toBeLessThanOrEqual(10 + (2 * (at - first.at)) / 1000 + 1e-6);
          }
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('what the exchange says of too many orders', () => {
  const read = (frame: string) => {
    const decoded = createSessionDecoder().decode(frame);
    if (decoded._tag === 'Left') throw new Error(frame);
    return decoded.right as EventMessage;
  };
  it.each([
    ['{"event":"error","msg":"ratelimit: error","code":11010}', true],
    ['{"event":"error","msg":"symbol: invalid","code":10300}', false],
    ['[0,"n",[1,"on-req",null,null,null,11010,"ERROR","too fast"]]', true],
    ['[0,"n",[1,"on-req",null,null,null,null,"ERROR","ratelimit: error"]]', true],
    ['[0,"n",[1,"on-req",null,null,null,null,"ERROR","Reached maximum number of orders per 10 minutes"]]', true],
    ['[0,"n",[1,"on-req",null,null,null,null,"ERROR","Invalid price."]]', false],
    ['[0,"n",[1,"on-req",null,null,null,null,"SUCCESS","Submitting limit buy order for 1 BTC."]]', false],
  ])('%s: %s', (frame, expected) => {
    expect(saysRateLimited(read(frame))).toBe(expected);
  });
});
