import { systemClock } from '@bitfinex-ws/transport';
import { createMemoryIo } from '../io/memory.js';
import { run } from '../run.js';

test('the address comes first, Ctrl-C ends with 130', async () => {
  const io = createMemoryIo({ clock: systemClock });
  const ended = run(['simulate'], io);
  const text = await io.stdout.until((shown) => shown.includes('\n'));
  expect(text).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\/ws\/2\n$/);
  io.raise('SIGINT');
  expect(await ended).toBe(130);
  expect(io.stderr.text()).toContain('funding books follow a rule of its own');
});

test('with --json the address is one object; a time ends it with 0', async () => {
  const io = createMemoryIo({ clock: systemClock });
  expect(await run(['simulate', '--json', '--seed', '9', '--for', '0.01'], io)).toBe(0);
  expect(JSON.parse(io.stdout.text())).toMatchObject({ type: 'simulator', host: '127.0.0.1', seed: 9 });
});

test('a port in use is told in one line', async () => {
  const first = createMemoryIo({ clock: systemClock });
  const ended = run(['simulate', '--json'], first);
  const { port } = JSON.parse(await first.stdout.until((text) => text.endsWith('\n'))) as { port: number };

  const second = createMemoryIo({ clock: systemClock });
  expect(await run(['simulate', '--port', String(port)], second)).toBe(1);
  expect(second.stderr.lines()).toEqual([expect.stringMatching(/^bitfinex-ws: .*in use/)]);
  expect(second.stdout.text()).toBe('');

  first.raise('SIGTERM');
  expect(await ended).toBe(143);
});
