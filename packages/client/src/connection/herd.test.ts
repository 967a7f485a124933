import { createFakeClock, createFakeNetwork, createSeededRandom, settle } from '@bitfinex-ws/testkit';
import { createExchange, WILLING } from '../../test/exchange.js';
import { createClient, ticker, type Subscription } from '../index.js';
import { either as E } from 'fp-ts';

const SUBSCRIPTIONS = 1_000;
const CONNECTIONS = 40;

/** The most that any stretch of that length holds, both its ends included. */
const most = (times: ReadonlyArray<number>, windowMs: number): number =>
  Math.max(0, ...times.map((first) => times.filter((at) => at >= first && at <= first + windowMs).length));

/** 1,000 subscriptions on a clock that is turned by hand, to an exchange that answers everything at once. */
const open = () => {
  const clock = createFakeClock(0);
  const network = createFakeNetwork();
  const dials: number[] = [];
  const peers = createExchange(network, WILLING);
  const client = createClient({
    url: 'wss://api-pub.bitfinex.com/ws/2',
    clock,
    random: createSeededRandom(5),
    transport: (request) => {
      dials.push(clock.now());
      return network.factory(request);
    },
  });
  const subscriptions: Subscription[] = [];
  for (let index = 0; index < SUBSCRIPTIONS; index++) {
    void client.subscribe(ticker(`tC${index}USD`), { timeoutMs: 1_000_000 }).then((answer) => {
      if (E.isRight(answer)) subscriptions.push(answer.right);
    });
  }
  /** Lets time pass, and the exchange beat its heart on every channel. */
  const pass = async (ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += 250) {
      clock.advance(250);
      for (const peer of peers()) {
        const { socket } = peer;
        if (socket.state() === 'dialing') peer.greet();
        if (socket.state() === 'open') peer.serve();
        if (socket.state() === 'open' && passed % 15_000 === 0) peer.beat();
      }
      await settle();
    }
  };
  const alive = () => peers().filter(({ socket }) => socket.state() === 'open');
  return { client, clock, dials, pass, peers, alive, subscriptions };
};

describe('1,000 subscriptions', () => {
  it('take 40 connections, never 20 dials a minute too many, and come back without a herd when all are killed', async () => {
    const { client, clock, dials, pass, alive, subscriptions } = open();
    await pass(90_000);
    expect([alive().length, subscriptions.length]).toEqual([CONNECTIONS, SUBSCRIPTIONS]);
    expect(alive().map((peer) => peer.channels().size)).toEqual(Array(CONNECTIONS).fill(25));
    expect(new Set(subscriptions.map(({ state }) => state))).toEqual(new Set(['live']));
    const ids = subscriptions.map(({ id }) => id);
    const gaps = new Map<string, number>();
    for (const subscription of subscriptions) {
      const { id } = subscription;
      subscription.on('gap', () => gaps.set(id, (gaps.get(id) ?? 0) + 1));
    }

    for (const { socket } of alive()) socket.drop(1006);
    await settle();
    expect([alive().length, subscriptions.filter(({ state }) => state === 'recovering').length]).toEqual([
      0,
      SUBSCRIPTIONS,
    ]);
    await pass(200_000);

    expect([alive().length, dials.length]).toEqual([CONNECTIONS, 2 * CONNECTIONS]);
    expect(new Set(subscriptions.map(({ state }) => state))).toEqual(new Set(['live']));
    expect(subscriptions.map(({ id }) => client.subscription(id)?.id)).toEqual(ids);
    expect([...gaps.values()]).toEqual(Array(SUBSCRIPTIONS).fill(1));
    // In any minute, both ends included, 20 dials; in any two seconds short of the end 4.
    expect([most(dials, 60_000), most(dials, 1_999)]).toEqual([20, 4]);
    await client.close();
    expect(clock.pending()).toBe(0);
  });
});
