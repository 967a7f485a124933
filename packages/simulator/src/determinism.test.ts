import { createFakeClock } from '@bitfinex-ws/testkit';
import { runBot } from '../test/bot.js';
import { connect, startOrThrow } from '../test/client.js';
import { openOrThrow } from '../test/in-process.js';
import type { ExchangeOptions, Scenario } from './index.js';

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
const run = async (options: ExchangeOptions): Promise<{ readonly hash: string; readonly frames: number }> => {
  const { exchange, clock } = openOrThrow({ markets: ['tBTCUSD', 'tETHUSD'], rate: 20, ...options });
  for (let place = 0; place < 4; place++) runBot(exchange, place, (ms, run) => void clock.after(ms, run));
  exchange.control.schedule({ at: 3_000, fault: { type: 'info', code: 20_060 } });
  await clock.advanceAsync(16_000);
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
    expect(one.frames).toBeGreaterThan(2_000);
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
