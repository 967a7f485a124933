import { either as E } from 'fp-ts';
import { startSimulator, type Simulator } from '@bitfinex-ws/simulator';
import { createPatientClock } from '@bitfinex-ws/testkit';
import { systemClock } from '@bitfinex-ws/transport';
import { setImmediate as turn } from 'node:timers/promises';
import { orThrow, type BookSubscription, type Subscription } from '../index.js';
import { book, createCoreClient, ticker, type CoreClient } from './index.js';

let simulator: Simulator;
let client: CoreClient;
/** The waits of the client that are neither over nor called off. */
let pending: Set<() => void>;

/** What the client gives up on after a while is not what is tested: this machine may stand still for longer. */
const countedClock = () => {
  const { now, after } = createPatientClock(systemClock);
  return {
    now,
    after: (ms: number, fire: () => void) => {
      const cancel = after(ms, () => {
        pending.delete(cancel);
        fire();
      });
      pending.add(cancel);
      return () => {
        pending.delete(cancel);
        cancel();
      };
    },
  };
};

beforeEach(async () => {
  pending = new Set();
  simulator = E.getOrElse<unknown, Simulator>(() => {
    throw new Error('the simulator did not start');
  })(await startSimulator({ rate: 0, checksumMs: 0, markets: ['tBTCUSD'], seed: 11 }));
  client = createCoreClient({ url: simulator.url, clock: countedClock(), backoff: { baseMs: 2, capMs: 4 } });
});
afterEach(async () => {
  await client.close();
  await simulator.close();
});

/** The market moves, and everybody reads, until it is so. */
const moveUntil = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) {
    simulator.step();
    await turn();
  }
};
/** What a subscription tells, without its repetitions. */
const toldBy = (live: Subscription) => {
  const told: string[] = [];
  const tell = (what: string): void => void (told.at(-1) === what || told.push(what));
  live.on('ticker', () => tell('a ticker'));
  live.on('checksum', () => tell('a checksum'));
  live.on('gap', ({ cause }) => tell(`gap: ${cause}`));
  live.on('resynced', ({ cause }) => tell(`resynced: ${cause}`));
  live.on('ended', ({ reason }) => tell(reason._tag));
  return told;
};
const verifiedBy = (live: BookSubscription): string => {
  const view = live.book.view();
  return E.isRight(view) ? view.right.verified : view.left.reason;
};

describe('a core client of the simulator', () => {
  it('has its ticker and its verified book back after its connection was cut, tells the gap, and leaves nothing behind', async () => {
    const price = await orThrow(client.subscribe(ticker('tBTCUSD')));
    const depth = await orThrow(client.subscribe(book('tBTCUSD')));
    const [ofPrice, ofDepth] = [toldBy(price), toldBy(depth)];
    await moveUntil(() => ofPrice.length === 1 && ofDepth.length === 1);
    expect(verifiedBy(depth)).toBe('checksum');

    const atGap: string[] = [];
    depth.on('gap', () => atGap.push(verifiedBy(depth)));
    expect(simulator.killConnections()).toBe(1);
    await moveUntil(() => ofPrice.length > 1 && ofPrice.at(-1) === 'a ticker');
    await moveUntil(() => ofDepth.length > 1 && ofDepth.at(-1) === 'a checksum');
    expect([atGap, verifiedBy(depth)]).toEqual([['disconnected'], 'checksum']);
    expect(ofPrice).toEqual(['a ticker', 'gap: disconnected', 'resynced: disconnected', 'a ticker']);
    expect(ofDepth).toEqual(['a checksum', 'gap: disconnected', 'resynced: disconnected', 'a checksum']);
    expect([price.state, depth.state, client.subscriptions()]).toEqual(['live', 'live', [price, depth]]);

    expect(await client.close()).toEqual(E.right(undefined));
    expect([ofPrice.at(-1), ofDepth.at(-1)]).toEqual(['ClientClosed', 'ClientClosed']);
    expect([client.subscriptions(), pending.size]).toEqual([[], 0]);
    while (simulator.stats().connections > 0) await turn();
    expect(simulator.control.connections()).toEqual([]);
  });
});
