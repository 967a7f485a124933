import { createFakeClock } from '@bitfinex-ws/testkit';
import { createDice } from '../market/random.js';
import { createQueue } from './queue.js';

const begin = () => {
  const clock = createFakeClock(0);
  const left: (readonly [number, string])[] = [];
  const line = {
    write: (bytes: string) => left.push([clock.now(), bytes]),
    flush: () => left.push([clock.now(), '|']),
  };
  const queue = createQueue(line, clock, createDice(1, 'queue'));
  return { clock, left, queue, put: (text: string) => queue.put([text], 0) };
};

describe('the way to a client', () => {
  it('is no way at all until something is asked for', () => {
    const { left, queue, put } = begin();
    put('a');
    expect([left, queue.isIdle()]).toEqual([[[0, 'a']], true]);
  });

  it('takes its time, drawn for each frame, and keeps the order', () => {
    const { clock, left, queue, put } = begin();
    queue.slow(100, 50);
    for (const text of 'abcdefgh') put(text);
    clock.advance(99);
    expect([left, queue.waiting()]).toEqual([[], 8]);
    clock.advance(51);
    expect(left.map(([, text]) => text).join('')).toBe('abcdefgh');
    const times = left.map(([at]) => at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(new Set(times).size).toBeGreaterThan(1);
    expect(clock.pending()).toBe(0);
  });

  it('lets nothing pass during a stall, and then all of it, before what is new', () => {
    const { clock, left, queue, put } = begin();
    queue.stall(50);
    put('a');
    put('b');
    clock.advance(49);
    expect([left, queue.isStalled()]).toEqual([[], true]);
    clock.advance(1);
    put('c');
    expect(left).toEqual([
      [50, 'a'],
      [50, 'b'],
      [50, 'c'],
    ]);
    expect([queue.isStalled(), queue.isIdle()]).toEqual([false, true]);
  });

  it('lets pieces leave one after the other, and what follows behind them', () => {
    const { clock, left, queue, put } = begin();
    queue.put(['a', 'b', 'c'], 10);
    put('d');
    clock.advance(100);
    expect(left).toEqual([
      [0, 'a'],
      [0, '|'],
      [10, 'b'],
      [20, 'c'],
      [20, 'd'],
    ]);
  });

  it('gathers frames until they are enough, or until it has waited long enough', () => {
    const { clock, left, queue, put } = begin();
    queue.gather(3, 100);
    for (const text of 'abcd') put(text);
    queue.gather(3, 100);
    put('e');
    clock.advance(100);
    expect(left).toEqual([
      [0, 'abc'],
      [0, 'd'],
      [100, 'e'],
    ]);
    expect(clock.pending()).toBe(0);
  });

  it('is clear at once when all is calm, and empty when it ends', () => {
    const { clock, left, queue, put } = begin();
    queue.slow(1_000, 0);
    queue.stall(5_000);
    put('a');
    queue.calm();
    put('b');
    expect(left.map(([, text]) => text)).toEqual(['a', 'b']);
    queue.stall(10);
    put('c');
    queue.end();
    clock.advance(100);
    expect([left.length, clock.pending(), queue.waiting()]).toEqual([2, 0, 0]);
  });
});
