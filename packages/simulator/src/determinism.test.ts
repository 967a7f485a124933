import { createHmac } from 'node:crypto';
import { createFakeClock, createSeededRandom } from '@bitfinex-ws/testkit';
import { connect, startOrThrow } from '../test/client.js';
import { openOrThrow } from '../test/in-process.js';
import type { ExchangeInProcess, ExchangeOptions, Scenario } from './index.js';

/** All kinds of things go wrong, by the clock and by the dice. */
const BAD_DAY: Scenario = {
  timeline: [
    { afterConnect: 0, fault: { type: 'latency', ms: 40, jitter: 30 } },
    { chance: 0.01, fault: { type: 'drop' } },
    { chance: 0.005, fault: { type: 'corrupt', how: 'digit' } },
    { chance: 0.01, fault: { type: 'split', into: 'segments', pieces: 3 } },
    { every: 7_000, connections: 'one', fault: { type: 'reset' } },
    { every: 11_000, connections: { share: 0.4 }, fault: { type: 'stall', ms: 900 } },
    { at: 9_000, fault: { type: 'refuse-handshake', status: 503, times: 2 } },
    { at: 15_000, fault: { type: 'close', code: 1012 } },
    { every: 5_000, fault: { type: 'acks-reversed', count: 2 } },
  ],
};
const FLAGS = 32_768 + 65_536 + 131_072;

/** A client that comes back, subscribes, logs in and trades, all by dice of its own. */
const runBot = (exchange: ExchangeInProcess, place: number, after: (ms: number, run: () => void) => void): void => {
  const next = createSeededRandom(place);
  const key = exchange.keys[place % 2];
  if (!key) throw new Error('no key');
  let nonce = place * 1_000_000;
  const dial = (): void => {
    const orders: number[] = [];
    const client = exchange.connect({
      onOpen: () => {
        client.send({ event: 'conf', flags: FLAGS });
        for (const prec of ['P0', 'P1', 'R0'])
          client.send({ event: 'subscribe', channel: 'book', symbol: 'tBTCUSD', prec });
        for (const channel of ['ticker', 'trades']) client.send({ event: 'subscribe', channel, symbol: 'tETHUSD' });
        const authNonce = ++nonce;
        const authPayload = `AUTH${authNonce}`;
        const authSig = createHmac('sha384', key.apiSecret).update(authPayload).digest('hex');
        client.send({ event: 'auth', apiKey: key.apiKey, authNonce, authPayload, authSig, dms: place === 1 ? 4 : 0 });
        after(500, act);
      },
      onText: (text) => {
        if (text.startsWith('[0,"on",[')) orders.push(Number(/^\[0,"on",\[(\d+)/.exec(text)?.[1]));
      },
      onClose: () => after(200 + 800 * next(), dial),
    });
    const act = (): void => {
      if (client.state() !== 'open') return;
      const price = 64_000 + Math.round(400 * next());
      const amount = String((next() - 0.5).toFixed(4));
      const type = next() < 0.7 ? 'EXCHANGE LIMIT' : 'MARKET';
      const known = orders.pop();
      if (known !== undefined && next() < 0.4) client.send([0, 'oc', null, { id: known }]);
      else
        client.send([
          0,
          'on',
          null,
          { type, symbol: 'tBTCUSD', amount, price: String(price), cid: Math.floor(1e6 * next()) },
        ]);
      after(100 + 600 * next(), act);
    };
  };
  dial();
};

const run = async (options: ExchangeOptions): Promise<{ readonly hash: string; readonly frames: number }> => {
  const { exchange, clock } = openOrThrow({ markets: ['tBTCUSD', 'tETHUSD'], rate: 20, ...options });
  for (let place = 0; place < 4; place++) runBot(exchange, place, (ms, run) => void clock.after(ms, run));
  exchange.control.schedule({ at: 3_000, fault: { type: 'info', code: 20_060 } });
  await clock.advanceAsync(20_000);
  const { framesIn, framesOut } = exchange.stats();
  const hash = exchange.hash();
  await exchange.close();
  return { hash, frames: framesIn + framesOut };
};

describe('the hash of a run', () => {
  it('is the same for the same seed, whatever went wrong and whoever traded, and another for another', async () => {
    const one = await run({ seed: 5, scenario: BAD_DAY });
    const same = await run({ seed: 5, scenario: BAD_DAY });
    expect(one.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(same).toEqual(one);
    expect(one.frames).toBeGreaterThan(3_000);
    const others = await Promise.all([
      run({ seed: 6, scenario: BAD_DAY }),
      run({ seed: 5 }),
      run({ seed: 5, scenario: { ...BAD_DAY, seed: 1 } }),
    ]);
    expect(new Set([one, ...others].map(({ hash }) => hash)).size).toBe(4);
  });

  it('does not depend on what else the process does meanwhile', async () => {
    const [first, second] = await Promise.all([run({ seed: 9 }), run({ seed: 9 })]);
    expect(second).toEqual(first);
  });

  it('says the same of a simulator with sockets, where one client asks one thing after the other', async () => {
    const hashes: string[] = [];
    for (const seed of [3, 3, 4]) {
      const simulator = await startOrThrow({ seed, rate: 0, clock: createFakeClock(), markets: ['tBTCUSD'] });
      const client = await connect(simulator);
      client.send({ event: 'subscribe', channel: 'trades', symbol: 'tBTCUSD' });
      await client.sync();
      simulator.step(20);
      await client.sync();
      hashes.push(simulator.hash());
      await simulator.close();
    }
    expect(hashes[1]).toBe(hashes[0]);
    expect(hashes[2]).not.toBe(hashes[0]);
  });
});
