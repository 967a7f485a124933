import { createFakeClock } from '@bitfinex-ws/testkit';
import type { Cancel } from './ports.js';
import { createTimers } from './timers.js';

const setUp = () => {
  const clock = createFakeClock(0);
  const fired: string[] = [];
  const timers = createTimers(clock);
  const start = (name: string, ms: number, note = name): void => timers.start(name, ms, () => fired.push(note));
  return { clock, timers, start, fired };
};

describe('timers by name', () => {
  it('fire once, and are over then', () => {
    const { clock, timers, start, fired } = setUp();
    start('ping', 10);
    clock.advance(9);
    expect([fired, timers.running()]).toEqual([[], ['ping']]);
    clock.advance(100);
    expect([fired, timers.running(), clock.pending()]).toEqual([['ping'], [], 0]);
  });

  it('do not fire when they were stopped, and may be stopped at any time', () => {
    const { clock, timers, start, fired } = setUp();
    start('ping', 10);
    timers.stop('ping');
    timers.stop('ping');
    timers.stop('never started');
    clock.advance(100);
    expect([fired, timers.running(), clock.pending()]).toEqual([[], [], 0]);
  });

  it('replace the one that runs under the same name', () => {
    const { clock, start, fired } = setUp();
    start('ping', 10, 'old');
    start('ping', 20, 'new');
    expect(clock.pending()).toBe(1);
    clock.advance(100);
    expect(fired).toEqual(['new']);
  });

  it('may be started again by what they fire', () => {
    const { clock, timers } = setUp();
    let beats = 0;
    const beat = (): void => {
      beats += 1;
      timers.start('beat', 15, beat);
    };
    timers.start('beat', 15, beat);
    clock.advance(45);
    expect([beats, timers.running()]).toEqual([3, ['beat']]);
  });

  it('leave nothing running when all are stopped', () => {
    const { clock, timers, start, fired } = setUp();
    start('one', 10);
    start('two', 20);
    timers.stopAll();
    clock.advance(100);
    expect([fired, timers.running(), clock.pending()]).toEqual([[], [], 0]);
  });

  it('stay stopped on a clock that cannot take back what is due', () => {
    const due: Array<() => void> = [];
    const cancelTooLate: Cancel = () => undefined;
    const timers = createTimers({
      now: () => 0,
      after: (_, fire) => {
        due.push(fire);
        return () => cancelTooLate();
      },
    });
    const fired: string[] = [];
    timers.start('ping', 10, () => fired.push('old'));
    timers.start('ping', 10, () => fired.push('new'));
    due[0]?.();
    expect([fired, timers.running()]).toEqual([[], ['ping']]);
    due[1]?.();
    due[1]?.();
    expect([fired, timers.running()]).toEqual([['new'], []]);
  });
});
