// npm run soak -- hour [--minutes N] [--seed N]
// An hour of the exchange on a clock that is turned by hand: clients with all kinds of channels, two accounts that trade, one client
// that comes and goes and one that asks and gives up. What the process holds is looked at every five minutes, after collecting.
import { explainSimulatorError, openExchange } from '@bitfinex-ws/simulator';
import { createFakeClock, createSeededRandom, settle } from '@bitfinex-ws/testkit';
import { createHmac } from 'node:crypto';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');
/** What may be gained between the first quarter of an hour and the end, in MiB: the dust of maps and caches. */
const MOST_GAINED = 4;
const TURN_MS = 200;

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '60' }, seed: { type: 'string', default: '7' } },
});
const [minutes, seed] = [Number(values.minutes), Number(values.seed)];
if (!(minutes >= 20) || !Number.isSafeInteger(seed)) {
  console.error('npm run soak -- hour [--minutes N, at least 20] [--seed N]');
  process.exit(2);
}

const clock = createFakeClock(1_700_000_000_000);
// What the ledger keeps is bounded, and small here, so that it is full before the comparison begins.
const ledger = { trades: 200, told: 50, connections: 10, accounts: 100 };
const opened = openExchange({ clock, seed, rate: 10, ledger });
if (opened._tag === 'Left') throw new Error(explainSimulatorError(opened.left));
const exchange = opened.right;
const random = createSeededRandom(seed);
const SYMBOLS = ['tBTCUSD', 'tETHUSD', 'tLTCUSD', 'tXRPBTC', 'fUSD', 'tBTCF0:USTF0'];
const counts = { frames: 0, gaps: 0, inputs: 0, connections: 0 };

/** Connects; a fickle client gives up each channel as soon as it has it. */
const join = (requests, isFickle = false) => {
  let last = null;
  counts.connections++;
  const client = exchange.connect({
    onText: (text) => {
      counts.frames++;
      if (text[0] !== '[') {
        if (isFickle && text.startsWith('{"event":"subscribed"')) {
          client.send({ event: 'unsubscribe', chanId: JSON.parse(text).chanId });
        }
        return;
      }
      const own = text.startsWith('[0,') && !text.startsWith('[0,"hb"');
      if (own) {
        // The number of the connection stands before that of the account; a notification has only the latter.
        const [, before] = /,(\d+),\d+\]$/.exec(text.replace(/^\[0,"n".*-req.*$/, '')) ?? [];
        if (before === undefined) return;
        if (last !== null && Number(before) !== last + 1) counts.gaps++;
        last = Number(before);
        return;
      }
      const number = Number(text.slice(text.lastIndexOf(',') + 1, -1));
      if (last !== null && number !== last + 1) counts.gaps++;
      last = number;
    },
  });
  client.send({ event: 'conf', flags: 65_536 + 131_072 });
  for (const request of requests) client.send(request);
  return client;
};
const subscribe = (channel, more) => ({ event: 'subscribe', channel, ...more });
const channelsOf = (symbol) => [
  subscribe('ticker', { symbol }),
  subscribe('trades', { symbol }),
  subscribe('book', { symbol, len: '25' }),
  subscribe('book', { symbol, prec: 'R0', len: '100' }),
  ...(symbol.startsWith('t') ? [subscribe('candles', { key: `trade:1m:${symbol}` })] : []),
];

for (let place = 0; place < 10; place++) {
  join(SYMBOLS.slice(place % 3, (place % 3) + 3).flatMap(channelsOf));
}
join([subscribe('status', { key: 'deriv:tBTCF0:USTF0' }), subscribe('status', { key: 'liq:global' })]);
let nonce = 0;
const traders = exchange.keys.map(({ apiKey, apiSecret }) => {
  const authNonce = ++nonce;
  const authPayload = `AUTH${authNonce}`;
  const authSig = createHmac('sha384', apiSecret).update(authPayload).digest('hex');
  return join([{ event: 'auth', apiKey, authNonce, authPayload, authSig }]);
});

let cid = 0;
const trade = (trader) => {
  counts.inputs++;
  const roll = random();
  if (roll < 0.2) return trader.send([0, 'oc_multi', null, { all: 1 }]);
  const book = exchange.ledger.book('tBTCUSD', 'P0', 25);
  const amount = ((random() < 0.5 ? -1 : 1) * (0.001 + Math.floor(random() * 50) / 1_000)).toFixed(3);
  const [price] = (Number(amount) > 0 ? book.bids : book.asks)[Math.floor(random() * 10)] ?? [];
  const type = roll < 0.4 ? 'EXCHANGE MARKET' : roll < 0.6 ? 'LIMIT' : 'EXCHANGE LIMIT';
  return trader.send([0, 'on', null, { type, symbol: 'tBTCUSD', amount, price: String(price), cid: ++cid }]);
};
let guest = null;
let fickle = null;
const everySecond = (second) => {
  for (const trader of traders) trade(trader);
  if (second % 20 === 0) {
    guest?.drop();
    guest = join(channelsOf('tETHUSD'));
  }
  if (second % 60 === 0) {
    fickle?.drop();
    fickle = join([], true);
  }
  fickle?.send(subscribe('book', { symbol: 'tLTCUSD', prec: `P${second % 5}` }));
};

const held = () => {
  collect();
  collect();
  return process.memoryUsage().heapUsed / 2 ** 20;
};
const started = Date.now();
const marks = [];
console.log(`${minutes} minutes, seed ${seed}, Node ${process.versions.node}`);
for (let turn = 0; turn * TURN_MS < minutes * 60_000; turn++) {
  if ((turn * TURN_MS) % 1_000 === 0) everySecond((turn * TURN_MS) / 1_000);
  clock.advance(TURN_MS);
  await settle();
  if (((turn + 1) * TURN_MS) % 300_000 !== 0) continue;
  const minute = ((turn + 1) * TURN_MS) / 60_000;
  marks.push([minute, held()]);
  console.log(
    `${String(minute).padStart(3)} min: ${marks.at(-1)[1].toFixed(1)} MiB of heap, ${counts.frames.toLocaleString('en')} frames, ` +
      `${counts.inputs.toLocaleString('en')} inputs, ${counts.connections} connections, ${Math.round((Date.now() - started) / 1_000)} s`,
  );
}
const base = marks.find(([minute]) => minute >= 15)[1];
const gained = marks.at(-1)[1] - base;
console.log(`${gained.toFixed(1)} MiB gained since the first quarter of an hour, ${counts.gaps} gaps in the numbers`);
await exchange.close();
process.exitCode = gained > MOST_GAINED || counts.gaps > 0 ? 1 : 0;
