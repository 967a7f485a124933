import { createFakeClock } from '@bitfinex-ws/testkit';
import { either as E } from 'fp-ts';
import { connectNaive, sideOf, type NaiveClient } from '../test/naive-client.js';
import { startSimulator, type Simulator, type SimulatorOptions } from './index.js';

const start = async (options: SimulatorOptions): Promise<Simulator> => {
  const started = await startSimulator(options);
  if (E.isLeft(started)) throw new Error(started.left._tag);
  return started.right;
};
const book = (symbol: string, prec: string, len: number, freq = 'F0') => ({
  event: 'subscribe',
  channel: 'book',
  symbol,
  prec,
  len,
  freq,
});
const BOOKS = [
  book('tBTCUSD', 'P0', 25),
  book('tBTCUSD', 'P1', 100),
  book('tBTCUSD', 'R0', 25),
  book('tBTCUSD', 'P0', 250),
  book('tBTCUSD', 'P3', 25),
  book('tXRPBTC', 'P0', 25),
  book('tXRPBTC', 'R0', 100),
  book('tLTCUSD', 'P0', 100),
  book('fUSD', 'P0', 25),
  book('fUSD', 'P2', 25),
  book('fUSD', 'R0', 25),
  book('tETHUSD', 'P0', 1),
];

describe('books and their checksums', () => {
  let simulator: Simulator;
  afterEach(() => simulator.close());

  /** Ten steps a tick of 20 ms; a checksum is due at each. */
  const follow = async (flags: number, seed: number, steps: number): Promise<NaiveClient> => {
    const clock = createFakeClock();
    simulator = await start({ clock, rate: 0, seed, checksumMs: 20 });
    const client = await connectNaive(simulator, [{ event: 'conf', flags }, ...BOOKS]);
    await client.quiet();
    clock.advance(100);
    for (let batch = 0; batch < steps / 10; batch++) {
      simulator.step(10);
      clock.advance(20);
      await client.quiet();
    }
    return client;
  };

  const expectTruth = (client: NaiveClient, least: number): void => {
    expect(client.books.size).toBe(BOOKS.length);
    expect(client.failure()).toBeNull();
    expect(client.gaps()).toBe(0);
    for (const { symbol, prec, len, matched, mismatched, crossed } of client.books.values()) {
      expect({ symbol, prec, len, mismatched, crossed }).toEqual({ symbol, prec, len, mismatched: 0, crossed: 0 });
      if (len >= 25) expect(matched).toBeGreaterThan(least);
      else expect(matched).toBe(0);
    }
  };

  it('hold for a client that applies single rows', async () => {
    expectTruth(await follow(65_536 + 131_072, 1, 3_000), 200);
  });

  it('hold for a client that applies bulk rows', async () => {
    expectTruth(await follow(65_536 + 131_072 + 536_870_912, 7, 1_000), 60);
  });

  it('hold under a load that grows the markets busy, and as much is told as was asked for', async () => {
    const clock = createFakeClock();
    const load = { messagesPerSecond: 10_000, symbols: ['tBTCUSD', 'tAAAUSD'] };
    simulator = await start({ clock, rate: 0, pairs: 3, checksumMs: 20, load });
    const requests = [book('tBTCUSD', 'P0', 25), book('tBTCUSD', 'R0', 100), book('tAAAUSD', 'P0', 25)];
    const client = await connectNaive(simulator, [{ event: 'conf', flags: 65_536 + 131_072 }, ...requests]);
    await client.quiet();
    clock.advance(100);
    const before = simulator.stats().framesOut;
    clock.advance(1_000);
    await client.quiet();
    const checksums = 3 * 50;
    expect(Math.abs(simulator.stats().framesOut - before - 10_000 - checksums)).toBeLessThan(300);
    expect([client.failure(), client.gaps()]).toEqual([null, 0]);
    for (const { matched, mismatched } of client.books.values()) expect([matched > 40, mismatched]).toEqual([true, 0]);
  });

  it('hold when more than a buffer leaves in one write', async () => {
    const client = await follow(65_536 + 131_072, 2, 10);
    const before = simulator.stats().framesOut;
    simulator.step(2_000);
    simulator.step(20);
    await client.quiet();
    expect(simulator.stats().framesOut - before).toBeGreaterThan(5_000);
    expectTruth(client, 0);
  });

  it('fail for the one book whose frame was corrupted', async () => {
    const client = await follow(65_536 + 131_072, 5, 20);
    simulator.corruptNextBookFrame('tXRPBTC');
    simulator.step(50);
    await client.quiet();
    const wrong = [...client.books.values()].filter(({ mismatched }) => mismatched > 0);
    expect(wrong.map(({ symbol }) => symbol)).toEqual(['tXRPBTC']);
    expect([client.failure(), client.gaps()]).toEqual([null, 0]);
  });

  it('are full where the market is deep', async () => {
    const client = await follow(65_536 + 131_072, 3, 50);
    const deep = [...client.books.values()].find(({ symbol, len }) => symbol === 'tBTCUSD' && len === 250);
    expect(deep && [sideOf(deep, true).length, sideOf(deep, false).length]).toEqual([250, 250]);
  });
});
