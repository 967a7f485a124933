import { createFakeClock, createFakeNetwork, settle } from '@bitfinex-ws/testkit';
import { createClient, resolveOptions, ticker, type DialGovernor } from '../index.js';
import type * as Package from '../index.js';

const url = 'ws://exchange.test/ws/2';
/** Another copy of the package, as two versions in one dependency tree are. */
const loadAgain = (): typeof Package => {
  let copy: typeof Package | null = null;
  jest.isolateModules(() => {
    copy = jest.requireActual<typeof Package>('../index.js');
  });
  if (copy === null) throw new Error('not loaded');
  return copy;
};
const governorOf = (options = {}, from: typeof Package = loadAgain()): DialGovernor => {
  const config = from.resolveOptions(options);
  if (config._tag === 'Left') throw new Error('bad options');
  return config.right.governor;
};

describe('the governor that nobody asked for', () => {
  it('is one for all clients of the process, also where the package is loaded twice', () => {
    const [one, other] = [loadAgain(), loadAgain()];
    expect(one.createClient).not.toBe(other.createClient);
    expect(governorOf({}, one)).toBe(governorOf({}, other));
    expect(governorOf({}, one)).toBe(governorOf({}, { createClient, resolveOptions } as typeof Package));
  });

  it('does not take for its own what another shape has left in its place', () => {
    const place = Object.getOwnPropertySymbols(globalThis).find(({ description = '' }) => /governor/.test(description));
    if (place === undefined) throw new Error('there is no governor');
    Reflect.set(globalThis, place, { ask: 'something else' });
    expect(typeof governorOf().ask).toBe('function');
    expect(governorOf()).toBe(governorOf());
  });

  it('is one for each clock: times of different clocks can not be compared', () => {
    const [mine, yours] = [createFakeClock(), createFakeClock()];
    const from = loadAgain();
    expect(governorOf({ clock: mine }, from)).toBe(governorOf({ clock: mine }, from));
    expect(governorOf({ clock: mine }, from)).not.toBe(governorOf({ clock: yours }, from));
  });
});

describe('clients under one governor', () => {
  it('dial in the order in which they wanted to, and one that closes makes room', async () => {
    const clock = createFakeClock();
    const network = createFakeNetwork();
    const dialled: string[] = [];
    const open = (name: string) =>
      createClient({
        url,
        clock,
        transport: (request) => {
          dialled.push(name);
          return network.factory(request);
        },
      });
    const clients = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ({ name, client: open(name) }));
    const held: string[] = [];
    for (const { name, client } of clients) {
      client.on('reconnecting', ({ reason, ms }) => held.push(`${name}: ${reason} ${ms}`));
      void client.subscribe(ticker('tBTCUSD'));
    }
    await settle();
    expect([dialled.join(''), held]).toEqual(['abcd', ['e: governor 2000', 'f: governor 2000']]);
    expect(clients[4]?.client.status().connections).toMatchObject([{ state: 'Queued', attempts: 0 }]);
    await clients[4]?.client.close();
    await clock.advanceAsync(2_000);
    expect(dialled.join('')).toBe('abcdf');
    await Promise.all(clients.map(({ client }) => client.close()));
    expect(clock.pending()).toBe(0);
  });

  it('keep away from a host that has refused one of them', async () => {
    const clock = createFakeClock();
    const network = createFakeNetwork();
    const [first, second] = [0, 1].map(() => createClient({ url, clock, transport: network.factory, random: () => 0 }));
    void first?.connect();
    network.latest().refuse('HTTP 429 Too Many Requests', { status: 429 });
    await settle();
    void second?.connect();
    await clock.advanceAsync(60_999);
    expect(network.sockets).toHaveLength(1);
    await clock.advanceAsync(1);
    expect(network.sockets).toHaveLength(3);
    await Promise.all([first?.close(), second?.close()]);
  });

  it('are not held where they were told to ask nobody, nor on this machine', async () => {
    const clock = createFakeClock();
    const network = createFakeNetwork();
    const many = (options: object) => Array.from({ length: 30 }, () => createClient({ clock, ...options }));
    const clients = [
      ...many({ url, governor: false, transport: network.factory }),
      ...many({ url: 'ws://127.0.0.1:1', transport: network.factory }),
    ];
    for (const client of clients) void client.connect();
    expect(network.sockets).toHaveLength(60);
    await Promise.all(clients.map((client) => client.close()));
  });

  it('ask the governor that they were given, and dial when it says so; one that throws is passed over', async () => {
    const clock = createFakeClock();
    const network = createFakeNetwork();
    const asked: string[] = [];
    let grant = (): void => undefined;
    const mine: DialGovernor = {
      ask: ({ host, kind }, granted) => {
        asked.push(`${kind} ${host}`);
        grant = granted;
        return { waitMs: 5_000, withdraw: () => asked.push('withdrawn') };
      },
      refused: () => undefined,
    };
    const client = createClient({ url, clock, transport: network.factory, governor: mine });
    void client.connect();
    expect([network.sockets.length, asked]).toEqual([0, ['public exchange.test']]);
    grant();
    grant();
    expect(network.sockets).toHaveLength(1);
    await client.close();
    const broken: DialGovernor = {
      ...mine,
      ask: () => {
        throw new Error('out of order');
      },
    };
    const other = createClient({ url, clock, transport: network.factory, governor: broken });
    void other.connect();
    expect(network.sockets).toHaveLength(2);
    await other.close();
  });
});
