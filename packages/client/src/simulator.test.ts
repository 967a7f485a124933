import { either as E } from 'fp-ts';
import { startSimulator, type Simulator, type SimulatorOptions } from '@bitfinex-ws/simulator';
import { createPatientClock, quietPort } from '@bitfinex-ws/testkit';
import { systemClock } from '@bitfinex-ws/transport';
import {
  book,
  createClient,
  orThrow,
  ticker,
  trades,
  type BookSubscription,
  type Client,
  type ClientOptions,
  type StreamMessage,
  type Subscription,
} from './index.js';

const simulators: Simulator[] = [];
const clients: Client[] = [];

const simulate = async (options: SimulatorOptions = {}): Promise<Simulator> => {
  const started = await startSimulator({ checksumMs: 0, rate: 200, ...options });
  if (E.isLeft(started)) throw new Error(started.left._tag);
  simulators.push(started.right);
  return started.right;
};
/** What the client gives up on after a while is not what is tested: this machine may stand still for longer. */
const clock = createPatientClock(systemClock);
const clientOf = (simulator: Simulator, options: ClientOptions = {}): Client => {
  const client = createClient({ url: simulator.url, clock, backoff: { baseMs: 5, capMs: 20 }, ...options });
  clients.push(client);
  return client;
};

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
  await Promise.all(simulators.splice(0).map((simulator) => simulator.close()));
});

/** Reads on until `done` says so of a message; answers the types that it read, `done`'s own included. */
const readUntil = async (
  live: Subscription,
  done: (message: StreamMessage) => boolean,
): Promise<ReadonlyArray<StreamMessage['type']>> => {
  const seen: Array<StreamMessage['type']> = [];
  for await (const message of live) {
    seen.push(message.type);
    if (done(message)) return seen;
  }
  throw new Error(`the stream ended after ${seen.join(' ')}`);
};
/** Reads on until so many checksums more have matched. */
const untilMatched = (live: BookSubscription, count: number) => {
  const wanted = live.book.stats().checksums.matched + count;
  return readUntil(live, () => live.book.stats().checksums.matched >= wanted);
};
/**
 * The symbols of books that were found wrong, one an occasion. What tells depends on the frame that was lost: mostly the next
 * checksum, but a side that stays too long, its deletion lost, is told before one comes.
 */
const tellingOf = (client: Client): (() => ReadonlyArray<string>) => {
  const told: string[] = [];
  client.on('bookError', ({ spec, error }) => {
    if (['ChecksumMismatch', 'SideTooLong', 'WrongSide'].includes(error._tag)) told.push(spec.symbol);
  });
  return () => told;
};
const verifiedBy = (live: BookSubscription): string => {
  const view = live.book.view();
  return E.isRight(view) ? view.right.verified : view.left.reason;
};

describe('a client of the simulator', () => {
  it('keeps a live book whose checksums match', async () => {
    const client = clientOf(await simulate());
    const live = await orThrow(client.subscribe(book('tBTCUSD', { prec: 'P0', len: 25 })));
    await untilMatched(live, 20);
    expect(verifiedBy(live)).toBe('checksum');
    expect(live.book.stats().checksums.mismatched).toBe(0);
  });

  it('verifies books of every kind at once, two of one symbol among them', async () => {
    const client = clientOf(await simulate({ rate: 400 }));
    const books = await Promise.all([
      orThrow(client.subscribe(book('tBTCUSD', { prec: 'P0', len: 25 }))),
      orThrow(client.subscribe(book('tBTCUSD', { prec: 'P1', len: 100 }))),
      orThrow(client.subscribe(book('tBTCUSD', { prec: 'R0', len: 25 }))),
      orThrow(client.subscribe(book('tXRPBTC', { prec: 'P0', len: 100 }))),
      orThrow(client.subscribe(book('fUSD', { prec: 'P0', len: 25 }))),
      orThrow(client.subscribe(book('fUSD', { prec: 'R0', len: 25 }))),
    ]);
    await Promise.all(books.map((live) => untilMatched(live, 25)));
    expect(books.map((live) => live.book.stats().checksums.mismatched)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(books.map((live) => live.book.stats().unknownDeletions)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(books.every((live) => live.book.stats().longest <= live.spec.len)).toBe(true);
  });

  it('is back after a reset with the same ids, the same parameters and verified books', async () => {
    const simulator = await simulate();
    const client = clientOf(simulator);
    const live = await orThrow(client.subscribe(book('tBTCUSD', { prec: 'P1', freq: 'F0', len: 100 })));
    const prices = await orThrow(client.subscribe(ticker('tETHUSD')));
    const { id, spec } = live;
    await untilMatched(live, 3);

    expect(simulator.killConnections('reset')).toBe(1);
    const seen = await readUntil(live, ({ type }) => type === 'resynced');
    expect(seen.filter((type) => type === 'gap')).toHaveLength(1);
    await untilMatched(live, 3);

    expect(client.subscription(id)).toBe(live);
    expect([live.id, live.spec, live.state]).toEqual([id, spec, 'live']);
    expect(verifiedBy(live)).toBe('checksum');
    expect(live.book.stats().checksums.mismatched).toBe(0);
    await readUntil(prices, ({ type }) => type === 'resynced');
    expect(client.status().connections.map(({ state, used, attempts }) => [state, used, attempts])).toEqual([
      ['Open', 2, 2],
    ]);
  });

  it('comes back from a close with code 1001 as from any other', async () => {
    const simulator = await simulate();
    const client = clientOf(simulator);
    const live = await orThrow(client.subscribe(book('tBTCUSD')));
    await untilMatched(live, 1);
    simulator.killConnections({ code: 1001, reason: 'going away' });
    await readUntil(live, ({ type }) => type === 'resynced');
    await untilMatched(live, 1);
    expect(live.stats).toMatchObject({ gaps: 1, resyncs: 1 });
  });

  it('finds a lost frame by the sequence at once, and asks the book again once a checksum says that it was its own', async () => {
    const simulator = await simulate();
    const client = clientOf(simulator);
    const gaps: number[] = [];
    client.on('gap', ({ missing }) => gaps.push(missing));
    const told = tellingOf(client);
    const live = await orThrow(client.subscribe(book('tBTCUSD')));
    await untilMatched(live, 3);

    simulator.dropNextBookFrame('tBTCUSD');
    const causes: string[] = [];
    await readUntil(live, (message) => {
      if (message.type === 'gap') causes.push(message.cause, verifiedBy(live));
      return message.type === 'resynced';
    });
    await untilMatched(live, 3);
    expect(causes[0]).toBe('sequence');
    expect(gaps).toEqual([1]);
    expect([told(), live.book.stats().snapshots]).toEqual([['tBTCUSD'], 2]);
  });

  it('has a book back with its next checksum where the lost frame was that of another', async () => {
    const simulator = await simulate();
    const client = clientOf(simulator);
    const told = tellingOf(client);
    const whole = await orThrow(client.subscribe(book('tBTCUSD')));
    const hurt = await orThrow(client.subscribe(book('tETHUSD')));
    await Promise.all([untilMatched(whole, 3), untilMatched(hurt, 3)]);

    simulator.dropNextBookFrame('tETHUSD');
    const seen = await readUntil(whole, ({ type }) => type === 'resynced');
    expect(seen).toContain('gap');
    await readUntil(hurt, ({ type }) => type === 'resynced');
    await untilMatched(whole, 3);
    expect(whole.book.stats()).toMatchObject({ snapshots: 1, checksums: { mismatched: 0 } });
    expect([told(), hurt.book.stats().snapshots]).toEqual([['tETHUSD'], 2]);
  });

  it('finds a changed digit by the checksum, and asks that one channel again, once', async () => {
    const simulator = await simulate();
    const client = clientOf(simulator);
    const broken = await orThrow(client.subscribe(book('tBTCUSD', { prec: 'P0', len: 25 })));
    const other = await orThrow(client.subscribe(book('tETHUSD', { prec: 'P0', len: 25 })));
    await untilMatched(broken, 3);

    simulator.corruptNextBookFrame('tBTCUSD');
    const causes: string[] = [];
    await readUntil(broken, (message) => {
      if (message.type === 'gap') causes.push(message.cause);
      return message.type === 'resynced';
    });
    await untilMatched(broken, 5);
    expect(causes).toEqual(['checksum']);
    expect(broken.book.stats()).toMatchObject({ snapshots: 2, checksums: { mismatched: 1 } });
    expect(other.book.stats()).toMatchObject({ snapshots: 1, checksums: { mismatched: 0 } });
    expect(other.stats.gaps).toBe(0);
  });

  it('asks every channel again when the server says that its resynchronisation is over', async () => {
    const simulator = await simulate();
    const client = clientOf(simulator);
    const live = await orThrow(client.subscribe(book('tBTCUSD')));
    await untilMatched(live, 1);
    simulator.announce(20060);
    await readUntil(live, (message) => message.type === 'gap' && message.cause === 'maintenance');
    expect(client.status().connections[0]?.paused).toBe(true);
    simulator.announce(20061);
    await readUntil(live, ({ type }) => type === 'resynced');
    await untilMatched(live, 1);
    expect(live.book.stats().snapshots).toBe(2);
  });

  it('takes three connections for sixty subscriptions: 25, 25 and 10', async () => {
    const client = clientOf(await simulate({ rate: 0 }));
    const symbols = ['tBTCUSD', 'tETHUSD', 'tXRPBTC', 'fUSD'] as const;
    const lengths = [25, 100, 250] as const;
    const precisions = ['P0', 'P1', 'P2', 'P3', 'R0'] as const;
    const channels = symbols.flatMap((symbol) =>
      lengths.flatMap((len) => precisions.map((prec) => book(symbol, { prec, len }))),
    );
    const handles = await Promise.all(channels.map((channel) => orThrow(client.subscribe(channel))));
    expect(handles).toHaveLength(60);
    expect(client.status().connections.map(({ used }) => used)).toEqual([25, 25, 10]);
  });

  it('tells a rejected subscription with the server\u2019s code, and gives its slot back', async () => {
    const client = clientOf(await simulate());
    await orThrow(client.subscribe(ticker('tBTCUSD')));
    const refused = await client.subscribe(trades('tNOSUCH'));
    expect(E.isLeft(refused) && refused.left).toMatchObject({ _tag: 'SubscribeRejected', code: 10300 });
    expect(client.status()).toMatchObject({ totals: { subscriptions: 1 }, connections: [{ used: 1 }] });
  });

  it('hears everything that is decoded, until it is closed', async () => {
    const client = clientOf(await simulate());
    const everything = client.messages();
    await orThrow(client.subscribe(trades('tBTCUSD')));
    const types = new Set<string>();
    for await (const message of everything) {
      types.add(message.type);
      if (types.has('te')) break;
    }
    expect([...types].slice(0, 3)).toEqual(['info', 'conf', 'subscribed']);
  });

  it('says in one line that nobody listens there', async () => {
    const simulator = await simulate({ port: await quietPort() });
    await simulator.close();
    const client = clientOf(simulator);
    const answer = await client.connect();
    expect(E.isLeft(answer) && answer.left).toMatchObject({ _tag: 'ConnectFailed', loss: { _tag: 'DialFailed' } });
  });
});
