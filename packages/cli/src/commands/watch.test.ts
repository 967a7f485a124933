import { either as E } from 'fp-ts';
import { explainSimulatorError, startSimulator, type Simulator } from '@bitfinex-ws/simulator';
import { createPatientClock } from '@bitfinex-ws/testkit';
import { systemClock, type Clock } from '@bitfinex-ws/transport';
import { createMemoryIo, type MemoryOptions } from '../io/memory.js';
import { run } from '../run.js';

/** Nobody is given up on because this machine stands still. */
const patient = createPatientClock(systemClock);

const watch = async (line: string, options: Partial<MemoryOptions> = {}) => {
  const io = createMemoryIo({ clock: patient, ...options });
  const code = await run(line.split(' ').filter(Boolean), io);
  return { code, io, out: io.stdout.lines(), err: io.stderr.lines() };
};

/** The second between two lines, and the waits before dialling again, pass twenty times as fast. */
const fast: Clock = {
  now: patient.now,
  after: (ms, fire) => patient.after(ms <= 1000 ? ms / 20 : ms, fire),
};

const running: Simulator[] = [];
afterEach(() => Promise.all(running.splice(0).map(({ close }) => close())));

/** A lively one, with a checksum after each change. */
const simulator = async (): Promise<Simulator> => {
  const started = await startSimulator({ rate: 300, checksumMs: 0 });
  if (E.isLeft(started)) throw new Error(explainSimulatorError(started.left));
  running.push(started.right);
  return started.right;
};

test.each([
  ['ticker tBTCUSD', 'ticker'],
  ['trades tETHUSD', 'trades'],
  ['candles tBTCUSD', 'candles'],
  ['status tBTCF0:USTF0', 'derivativesStatus'],
  ['book tBTCUSD', 'bookSnapshot'],
  ['book fUSD', 'bookSnapshot'],
  ['book tXRPBTC --prec R0 --len 100', 'bookSnapshot'],
])('watch %s --json begins with its snapshot, and stdout holds JSON alone', async (subject, type) => {
  const { code, out } = await watch(`watch ${subject} --simulate --json --limit 1`);
  expect(code).toBe(0);
  const messages = out.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(messages).toHaveLength(1);
  expect(messages[0]).toMatchObject({ type, receivedAt: expect.any(Number) as number });
});

test('--limit counts messages', async () => {
  const { code, out } = await watch('watch book tBTCUSD --simulate --rate 500 --json --limit 25');
  expect(code).toBe(0);
  expect(out).toHaveLength(25);
});

test('trades are lines of text for people', async () => {
  const { out } = await watch('watch trades tBTCUSD --simulate --limit 1');
  expect(out[0]).toMatch(/^\d\d:\d\d:\d\d {2}trades:tBTCUSD {2}\d+ trades before$/);
  expect(out[1]).toMatch(/(bought|sold {2}) [\d.]+ @ [\d.]+$/);
});

test('where nobody watches, a book is a line a second and a summary', async () => {
  const { url } = await simulator();
  const io = createMemoryIo({ clock: fast });
  const ended = run(['watch', 'book', 'tBTCUSD', '--url', url], io);
  await io.stdout.until((text) => /[1-9]\d* matched/.test(text));
  io.raise('SIGINT');
  expect(await ended).toBe(130);
  const out = io.stdout.lines();
  expect(out.length).toBeGreaterThan(5);
  for (const line of out.slice(0, -5))
    expect(line).toMatch(
      // A line may be due before there is a book.
      /^\d\d:\d\d:\d\d {2}(book syncing|bid [\d.]+ × [\d.]+ {2}ask [\d.]+ × [\d.]+ {2}spread [\d.]+) {2}checksums \d+ matched, 0 mismatched {2}seq (\d+|-) {2}[\d.]+ msg\/s$/,
    );
  expect(out.slice(-5)).toEqual([
    expect.stringMatching(/^tBTCUSD P0 F0 25 from ws:/),
    expect.stringMatching(/^messages: [1-9]\d* \([\d.]+ a second\)$/),
    expect.stringMatching(/^checksums: [1-9]\d* matched, 0 mismatched$/),
    expect.stringMatching(/^sequence: up to [1-9]\d*, 0 gaps$/),
    expect.stringMatching(/^book: \d+ bids, \d+ asks, verified by checksum$/),
  ]);
});

test('a connection that is lost comes back, and both are told', async () => {
  const { url, killConnections } = await simulator();
  const io = createMemoryIo({ clock: fast });
  const ended = run(['watch', 'book', 'tBTCUSD', '--url', url], io);
  await io.stdout.until((text) => /[1-9]\d* matched/.test(text));
  killConnections();
  await io.stderr.until((text) => text.includes('book:tBTCUSD:P0:F0:25  whole again after: disconnected'));
  expect(io.stderr.text()).toContain('book:tBTCUSD:P0:F0:25  GAP: disconnected');
  io.raise('SIGINT');
  expect(await ended).toBe(130);
  expect(io.stdout.text()).toMatch(/, 0 mismatched\nsequence: .*\nbook: \d+ bids, \d+ asks, verified by/);
});

test('on a terminal a book is a screen, given back by Ctrl-C with a summary behind it', async () => {
  const io = createMemoryIo({ clock: patient, terminal: { columns: 80, rows: 24 }, env: { NO_COLOR: '1' } });
  const ended = run([], io);
  const text = await io.stdout.until(
    (shown) => shown.includes('verified by sequence') || shown.includes('verified by checksum'),
  );
  expect(text.startsWith('\u001b[?1049h')).toBe(true);
  expect(text).toContain('P0 F0 25   mid ');
  expect(text).toMatch(/\[tBTCUSD [\d.]+\]  tETHUSD /);
  io.raise('SIGINT');
  expect(await ended).toBe(130);
  const [, after = ''] = io.stdout.text().split('\u001b[?25h\u001b[?1049l');
  expect(after).toMatch(/^tBTCUSD P0 F0 25 from simulator/);
});

test('keys switch the symbol, the precision and the length, and q ends it', async () => {
  const io = createMemoryIo({ clock: patient, terminal: { columns: 120, rows: 40 }, env: { NO_COLOR: '1' } });
  const ended = run(['watch', 'book', 'tBTCUSD', 'tETHUSD', '--simulate', '--rate', '50'], io);
  const shown = (...parts: ReadonlyArray<string>): Promise<string> =>
    io.stdout.until((text) => {
      const last = text.slice(text.lastIndexOf('\u001b[H'));
      return parts.every((part) => last.includes(part)) && /verified by (sequence|checksum)/.test(last);
    });
  await shown('[tBTCUSD ', ' tETHUSD ', 'P0 F0 25');
  io.press('tab');
  await shown('[tETHUSD ', 'P0 F0 25');
  io.press('p');
  await shown('[tETHUSD ', 'P1 F0 25');
  io.press('l');
  await shown('[tETHUSD ', 'P1 F0 100');
  io.press('1');
  await shown('[tBTCUSD ', 'P1 F0 100');
  io.press('space');
  await shown('paused');
  io.press('q');
  expect(await ended).toBe(0);
  const [, after = ''] = io.stdout.text().split('\u001b[?25h\u001b[?1049l');
  expect(after).toMatch(/^tBTCUSD P1 F0 100 from simulator.*tETHUSD P1 F0 100 from simulator/s);
});

test('of several books each line and each summary says which', async () => {
  const { url } = await simulator();
  const io = createMemoryIo({ clock: fast });
  const ended = run(['watch', 'book', 'tBTCUSD', 'tETHUSD', '--url', url], io);
  const line = (symbol: string): RegExp => new RegExp(`^${symbol}  \\d\\d:\\d\\d:\\d\\d  bid [\\d.]+ × `, 'm');
  await io.stdout.until((text) => line('tBTCUSD').test(text) && line('tETHUSD').test(text));
  io.raise('SIGINT');
  expect(await ended).toBe(130);
  for (const symbol of ['tBTCUSD', 'tETHUSD'])
    expect(io.stdout.text()).toMatch(new RegExp(`^${symbol} P0 F0 25 from ws:`, 'm'));
});

test('npm start that nobody watches ends by itself', async () => {
  // Whatever is to happen after its fifteen seconds, the ping of the connection among it, happens as soon as the book has been seen.
  const waiting = new Set<() => void>();
  const hasty: Clock = {
    now: patient.now,
    after: (ms, fire) => {
      if (ms !== 15_000) return fast.after(ms, fire);
      waiting.add(fire);
      return () => waiting.delete(fire);
    },
  };
  const io = createMemoryIo({ clock: hasty, env: { BITFINEX_WS_START: '1' } });
  const ended = run(['--rate', '100'], io);
  await io.stdout.until((text) => text.includes('  bid '));
  for (const fire of [...waiting]) fire();
  expect(await ended).toBe(0);
  expect(io.stdout.lines().at(-1)).toMatch(/^book: \d+ bids, \d+ asks/);
});

test('a host that cannot be reached is told after the first dial', async () => {
  const { code, out, err } = await watch('watch ticker tBTCUSD --url ws://127.0.0.1:1');
  expect({ code, out }).toEqual({ code: 1, out: [] });
  expect(err).toEqual([
    expect.stringMatching(/^bitfinex-ws: cannot connect to ws:\/\/127\.0\.0\.1:1: connection refused/),
  ]);
});

test('a symbol that the server does not know is told', async () => {
  const { code, err } = await watch('watch ticker tNOSUCH:USD --simulate');
  expect(code).toBe(1);
  expect(err).toEqual([expect.stringMatching(/^bitfinex-ws: cannot subscribe to ticker:tNOSUCH:USD: .*10300/)]);
});

test('a reader that goes away ends it quietly', async () => {
  const io = createMemoryIo({ clock: patient });
  const ended = run(['watch', 'book', 'tBTCUSD', '--simulate', '--json'], io);
  await io.stdout.until((text) => text.includes('\n'));
  io.stdout.hangUp();
  expect(await ended).toBe(0);
  expect(io.stderr.text()).toBe('');
});

test('Ctrl-Z gives the terminal back and stops; continued, the screen is there again', async () => {
  const io = createMemoryIo({ clock: patient, terminal: { columns: 80, rows: 24 } });
  const ended = run(['--rate', '50'], io);
  await io.stdout.until((text) => text.includes('verified by'));
  io.press('ctrl-z');
  expect(io.suspended()).toBe(true);
  const stopped = io.stdout.text();
  expect(stopped.endsWith('\u001b[?25h\u001b[?1049l')).toBe(true);
  // Nobody hears a key, and nothing is drawn over the shell.
  io.press('q');
  io.stdout.resize(100, 30);
  expect(io.stdout.text()).toBe(stopped);
  io.resume();
  await io.stdout.until((text) => /^\u001b\[\?1049h.*verified by/s.test(text.slice(stopped.length)));
  // Stopped from outside: whoever did it has left another screen there.
  const before = io.stdout.text().length;
  io.resume();
  expect(io.stdout.text().slice(before)).toMatch(/^\u001b\[\?25h\u001b\[\?1049l\u001b\[\?1049h.*verified by/s);
  io.press('q');
  expect(await ended).toBe(0);
});

test('a terminal that can not be written all over gets lines', async () => {
  const terminal = { columns: 80, rows: 24 };
  const io = createMemoryIo({ clock: fast, terminal, env: { TERM: 'dumb' } });
  const ended = run([], io);
  // The first line may come before the book.
  const shown = await io.stdout.until((text) => / {2}bid .*\n/.test(text));
  io.raise('SIGINT');
  expect(await ended).toBe(130);
  expect(shown).toMatch(/^\d\d:\d\d:\d\d {2}bid [\d.]+ × /m);
  expect(io.stdout.text()).not.toContain('\u001b');
});
