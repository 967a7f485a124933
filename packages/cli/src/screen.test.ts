import { createFakeClock } from '@bitfinex-ws/testkit';
import { createMemoryIo } from './io/memory.js';
import { enterScreen } from './screen.js';

const terminal = { columns: 80, rows: 24 };

test('the terminal is taken and given back, the cursor too', () => {
  const io = createMemoryIo({ clock: createFakeClock(), terminal });
  const screen = enterScreen(io, () => undefined);
  expect(io.stdout.text()).toBe('\u001b[?1049h\u001b[?25l\u001b[2J');
  screen.draw(['a', 'b']);
  screen.leave();
  screen.leave();
  expect(io.stdout.text().endsWith('\u001b[Ha\u001b[K\r\nb\u001b[K\u001b[J\u001b[?25h\u001b[?1049l')).toBe(true);
  expect(io.stdout.text().split('\u001b[?1049l')).toHaveLength(2);
});

test('after leaving, nothing is drawn', () => {
  const io = createMemoryIo({ clock: createFakeClock(), terminal });
  const screen = enterScreen(io, () => undefined);
  screen.leave();
  const before = io.stdout.text();
  screen.draw(['late']);
  io.stdout.resize(10, 10);
  expect(io.stdout.text()).toBe(before);
});

test('a new size clears the screen and asks for a drawing', () => {
  const io = createMemoryIo({ clock: createFakeClock(), terminal });
  let asked = 0;
  enterScreen(io, () => (asked += 1));
  io.stdout.resize(100, 30);
  expect(asked).toBe(1);
  expect(io.stdout.text().endsWith('\u001b[2J')).toBe(true);
});

test('while the terminal has not taken the last drawing, none is added', async () => {
  const io = createMemoryIo({ clock: createFakeClock(), terminal });
  const drawings: string[] = [];
  let drain = (): void => undefined;
  const slow = {
    ...io.stdout,
    write: (text: string) => {
      drawings.push(text);
      return false;
    },
    drained: () => new Promise<void>((resolve) => (drain = resolve)),
  };
  const screen = enterScreen({ ...io, stdout: slow }, () => undefined);
  screen.draw(['1']);
  screen.draw(['2']);
  drain();
  await Promise.resolve();
  screen.draw(['3']);
  expect(drawings.slice(1).map((text) => text.includes('1') || text.includes('3'))).toEqual([true, true]);
});
