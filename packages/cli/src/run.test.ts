import { createFakeClock } from '@bitfinex-ws/testkit';
import { createMemoryIo } from './io/memory.js';
import { run } from './run.js';

const cli = async (line: string) => {
  const io = createMemoryIo({ clock: createFakeClock() });
  const code = await run(line.split(' ').filter(Boolean), io);
  return { code, out: io.stdout.text(), err: io.stderr.text() };
};

test.each([
  'wach',
  'watch --frobnicate',
  'watch book',
  'watch book BTCUSD',
  'watch book tBTCUSD --prec P9',
  'watch book tBTCUSD --len 7',
  'watch candles nonsense',
  'watch ticker tBTCUSD --limit many',
  'watch ticker tBTCUSD --url localhost',
  'simulate --port 99999',
  'simulate --markets tNONE',
  'simulate --markets tBTCUSD,',
  'simulate --empty --load 100',
  'simulate --loop',
  'record',
  'record a.jsonl tBTCUSD',
  'replay',
  'replay a --speed slow',
])("'%s' gets one clear line, exit code 2, and nothing on stdout", async (line) => {
  const { code, out, err } = await cli(line);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(/^bitfinex-ws: [^\n]{10,200}\n$/);
  expect(err).not.toMatch(/\bat \S+:\d+/);
});

test('who names a market that is not there is told which there are', async () => {
  expect((await cli('simulate --markets tNONE')).err).toMatch(/not tNONE; there are tBTCUSD, tETHUSD, /);
});

test('help and version go to stdout', async () => {
  expect(await cli('help')).toMatchObject({ code: 0, err: '' });
  expect((await cli('watch --help')).out).toContain('Usage: bitfinex-ws watch');
  expect(await cli('--version')).toEqual({ code: 0, out: 'bitfinex-ws 0.0.0\n', err: '' });
});

test('output that could not be written is a failure, and is said', async () => {
  const io = createMemoryIo({ clock: createFakeClock() });
  io.stdout.fail('the disk is full');
  expect(await run(['help'], io)).toBe(1);
  expect(io.stderr.lines()).toEqual(['bitfinex-ws: the output could not be written: the disk is full']);
});

test('what a user wrote cannot steer the terminal through an error', async () => {
  const io = createMemoryIo({ clock: createFakeClock() });
  await run(['\u001b[2Jwach\nmore'], io);
  expect(io.stderr.lines()).toEqual([
    "bitfinex-ws: unknown command ' [2Jwach more'; commands: watch, serve, simulate, record, replay, decode, account, order, help",
  ]);
});
