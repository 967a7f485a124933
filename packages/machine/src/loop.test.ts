import fc from 'fast-check';
import { createLoop, type DefectSource } from './loop.js';
import type { Machine } from './machine.js';

/** Counts what it is given and orders each number below it: 3 orders 2, 2 orders 1, 1 orders nothing. */
const countdown: Machine<ReadonlyArray<number>, number, number> = {
  initial: [],
  step: (state, input) => [[...state, input], input > 1 ? [input - 1] : []],
};
const fail = (defect: unknown): never => {
  throw defect;
};

describe('the loop', () => {
  it('commits the state before it carries out the effects', () => {
    const seen: Array<ReadonlyArray<number>> = [];
    const loop = createLoop(countdown, () => seen.push(loop.state()), fail);
    loop.dispatch(2);
    expect(seen).toEqual([[2]]);
  });

  it('carries out the effects of a step in order, all of them before the next fact is stepped', () => {
    const log: string[] = [];
    const loop = createLoop<number, string, string>(
      {
        initial: 0,
        step: (state, input) => {
          log.push(`step ${input}`);
          return [state + 1, input === 'a' ? ['first', 'second'] : []];
        },
      },
      (effect, dispatch) => {
        log.push(effect);
        dispatch(`of ${effect}`);
      },
      fail,
    );
    loop.dispatch('a');
    expect(log).toEqual(['step a', 'first', 'second', 'step of first', 'step of second']);
    expect(loop.state()).toBe(3);
  });

  it('steps facts in order of arrival, however effects and callers interleave', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 8 }), (inputs) => {
        // What a queue would do: each fact is followed, at the end of the queue, by what it orders.
        const expected: number[] = [];
        for (const input of inputs) for (let n = input; n >= 1; n--) expected.push(n);
        const loop = createLoop(countdown, (effect, dispatch) => dispatch(effect), fail);
        for (const input of inputs) loop.dispatch(input);
        expect(loop.state()).toEqual(expected);
      }),
    );
  });

  it('does not grow the stack with the number of facts that effects queue', () => {
    const loop = createLoop<number, number, number>(
      { initial: 0, step: (state, left) => [state + 1, left > 1 ? [left - 1] : []] },
      (effect, dispatch) => dispatch(effect),
      fail,
    );
    loop.dispatch(200_000);
    expect(loop.state()).toBe(200_000);
  });

  it('goes on with the other effects and the next facts when an effect throws, and says which', () => {
    const done: number[] = [];
    const defects: unknown[] = [];
    const loop = createLoop<number, number, number>(
      { initial: 0, step: (state, input) => [state + input, [input, input * 10, input * 100]] },
      (effect) => {
        if (effect === 10) throw new Error('ten');
        done.push(effect);
      },
      (defect, source) => defects.push([String(defect), source]),
    );
    loop.dispatch(1);
    loop.dispatch(2);
    expect(done).toEqual([1, 100, 2, 20, 200]);
    expect(defects).toEqual([['Error: ten', { type: 'effect', effect: 10 }]]);
  });

  it('keeps the state and steps what is queued behind when a step throws', () => {
    const defects: Array<DefectSource<number, number>> = [];
    const loop = createLoop<number, number, number>(
      {
        initial: 0,
        step: (state, input) => {
          if (input === 2) throw new Error('two');
          return [state + input, input === 1 ? [2, 4] : []];
        },
      },
      (effect, dispatch) => dispatch(effect),
      (_, source) => defects.push(source),
    );
    loop.dispatch(1);
    expect(loop.state()).toBe(5);
    expect(defects).toEqual([{ type: 'step', input: 2 }]);
  });

  it('loses no fact even when the listener for defects throws, and throws that on at the end', () => {
    const done: number[] = [];
    const loop = createLoop<number, number, number>(
      { initial: 0, step: (state, input) => [state + 1, input === 1 ? [-1, 2] : []] },
      (effect, dispatch) => {
        if (effect < 0) throw new Error('negative');
        done.push(effect);
        dispatch(effect);
      },
      fail,
    );
    expect(() => loop.dispatch(1)).toThrow('negative');
    expect([loop.state(), done]).toEqual([2, [2]]);
    loop.dispatch(3);
    expect(loop.state()).toBe(3);
  });

  it('takes facts from effects that finish later', async () => {
    const loop = createLoop(countdown, (effect, dispatch) => void Promise.resolve(effect).then(dispatch), fail);
    loop.dispatch(2);
    expect(loop.state()).toEqual([2]);
    await Promise.resolve();
    expect(loop.state()).toEqual([2, 1]);
  });
});
