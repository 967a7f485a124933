import { createFakeClock, settle } from './clock.js';

describe('the fake clock', () => {
  it('stands still until it is turned', async () => {
    const clock = createFakeClock(1_000);
    const fired: string[] = [];
    clock.after(0, () => fired.push('at once'));
    await settle();
    expect([clock.now(), fired]).toEqual([1_000, []]);
    clock.advance(0);
    expect([clock.now(), fired]).toEqual([1_000, ['at once']]);
  });

  it('fires what falls due by time, then by order of starting, each at its own time', () => {
    const clock = createFakeClock(0);
    const fired: Array<readonly [string, number]> = [];
    const note = (name: string) => () => fired.push([name, clock.now()]);
    clock.after(20, note('late'));
    clock.after(10, note('first of two'));
    clock.after(10, note('second of two'));
    clock.after(31, note('not yet'));
    clock.advance(30);
    expect(fired).toEqual([
      ['first of two', 10],
      ['second of two', 10],
      ['late', 20],
    ]);
    expect([clock.now(), clock.pending()]).toEqual([30, 1]);
  });

  it('fires what is started while it is turned', () => {
    const clock = createFakeClock(0);
    const beats: number[] = [];
    const beat = (): void => {
      beats.push(clock.now());
      clock.after(15, beat);
    };
    clock.after(15, beat);
    clock.advance(50);
    expect(beats).toEqual([15, 30, 45]);
    expect(clock.now()).toBe(50);
  });

  it('does not fire what was cancelled, however often', () => {
    const clock = createFakeClock(0);
    const fired: string[] = [];
    const cancel = clock.after(10, () => fired.push('cancelled'));
    cancel();
    cancel();
    clock.advance(100);
    expect([fired, clock.pending()]).toEqual([[], 0]);
  });

  it('never goes back, even where what fires turns it further', () => {
    const clock = createFakeClock(0);
    clock.after(10, () => clock.advance(1_000));
    clock.advance(20);
    expect(clock.now()).toBe(1_010);
  });

  it('lets promises settle between two firings where it is asked to', async () => {
    const clock = createFakeClock(0);
    const seen: string[] = [];
    clock.after(10, () => void Promise.resolve().then(() => seen.push('promise of the first')));
    clock.after(20, () => seen.push('second'));
    await clock.advanceAsync(20);
    expect(seen).toEqual(['promise of the first', 'second']);
  });
});
