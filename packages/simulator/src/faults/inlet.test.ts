import { createFakeClock } from '@bitfinex-ws/testkit';
import { createDice } from '../market/random.js';
import { createInlet } from './inlet.js';

describe('the way in', () => {
  const clock = createFakeClock();
  const slow = () => {
    const inlet = createInlet(clock, createDice(1, 'inlet'));
    inlet.slow(100, 0);
    return inlet;
  };

  it('lets in what came, in order and no sooner than it may', () => {
    const inlet = slow();
    const seen: string[] = [];
    for (const text of ['a', 'b']) inlet.take(1, () => seen.push(text));
    clock.advance(99);
    expect(seen).toEqual([]);
    clock.advance(1);
    expect(seen).toEqual(['a', 'b']);
  });

  it('takes nothing and leaves no timer once it has ended', () => {
    const inlet = slow();
    const seen: string[] = [];
    inlet.take(1, () => seen.push('before'));
    inlet.end();
    inlet.take(1, () => seen.push('after'));
    expect(clock.pending()).toBe(0);
    clock.advance(1_000);
    expect([seen, inlet.waiting()]).toEqual([[], 0]);
  });

  it('lets in nothing behind what ended it', () => {
    const inlet = slow();
    const seen: string[] = [];
    inlet.take(1, () => inlet.end());
    inlet.take(1, () => seen.push('behind'));
    clock.advance(1_000);
    expect([seen, inlet.waiting()]).toEqual([[], 0]);
  });
});
