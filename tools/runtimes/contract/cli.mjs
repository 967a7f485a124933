const BIN = 'node_modules/@bitfinex-ws/cli/dist/esm/bin.js';
const ack = '{"event":"subscribed","channel":"trades","chanId":3,"symbol":"tBTCUSD"}';
const te = '[3,"te",[401597393,1574694475039,0.005,7244.37]]';
const lines = [ack, te].map((frame, index) => `${JSON.stringify({ t: index, conn: 1, dir: 'in', frame })}\n`).join('');

export default [
  [
    '`bitfinex-ws --version` says the version of the package',
    async ({ script, spawn, equal }) => {
      const { code, stdout, stderr } = await spawn(script(BIN), ['--version']);
      equal([code, stderr], [0, '']);
      equal(/^bitfinex-ws \d+\.\d+\.\d+\S*\n$/.test(stdout), true, `of ${stdout}, a version`);
    },
    ['children'],
  ],
  [
    '`bitfinex-ws decode` reads a recording from standard input',
    async ({ script, spawn, equal }) => {
      const { code, stdout, stderr } = await spawn(script(BIN), ['decode', '--json'], lines);
      equal([code, stderr], [0, '']);
      const told = stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      equal([told.at(-1).type, told.at(-1).trade.price], ['te', 7244.37]);
    },
    ['children'],
  ],
  [
    '`bitfinex-ws watch --simulate` shows a live book and ends by itself',
    async ({ script, spawn, equal }) => {
      const args = ['watch', 'book', 'tBTCUSD', '--simulate', '--limit', '3', '--json'];
      const { code, stdout, stderr } = await spawn(script(BIN), args);
      equal(code, 0, `${stderr} code`);
      const told = stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).type);
      equal([told[0], told.filter((type) => /^book/.test(type)).length > 0], ['bookSnapshot', true]);
    },
    ['children'],
  ],
  [
    'a program runs a command in memory',
    async ({ load, equal }) => {
      const { createMemoryIo, run } = await load('@bitfinex-ws/cli');
      const { systemClock } = await load('@bitfinex-ws/transport');
      const io = createMemoryIo({ clock: systemClock, stdin: lines });
      equal(await run(['decode', '--json'], io), 0);
      equal(JSON.parse(io.stdout.lines().at(-1)).trade.id, 401597393);
      const wrong = createMemoryIo({ clock: systemClock });
      equal(await run(['wach'], wrong), 2);
    },
  ],
];
