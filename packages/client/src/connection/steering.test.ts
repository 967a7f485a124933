import { createFakeClock, createFakeNetwork, settle } from '@bitfinex-ws/testkit';
import type { BookUnavailable, BookView } from '@bitfinex-ws/orderbook';
import { either as E } from 'fp-ts';
import { createExchange, WILLING } from '../../test/exchange.js';
import { book, createClient, orThrow, ticker, type ClientEvent, type ClientOptions } from '../index.js';

/** A client on an exchange whose greeting and answers to `conf` a test may choose. */
const open = (options: ClientOptions = {}) => {
  const clock = createFakeClock();
  const network = createFakeNetwork();
  const habits = { platformStatus: 1, confStatus: 'OK' };
  const client = createClient({
    url: 'ws://127.0.0.1:1',
    clock,
    random: () => 0,
    transport: network.factory,
    ...options,
  });
  const peers = createExchange(network, { ...WILLING, confStatus: () => habits.confStatus });
  const serve = async (): Promise<void> => {
    for (const peer of peers()) {
      if (peer.socket.state() === 'dialing') peer.greet(habits.platformStatus);
      if (peer.socket.state() === 'open') peer.serve();
    }
    await settle();
  };
  const pass = async (ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += 1_000) {
      await clock.advanceAsync(Math.min(1_000, ms - passed));
      await serve();
    }
  };
  const events: string[] = [];
  const note = ({ type, ...facts }: ClientEvent): void =>
    void events.push(`${type}${'cause' in facts ? ` ${facts.cause}` : ''}${'by' in facts ? ` ${facts.by}` : ''}`);
  for (const type of ['connected', 'paused', 'resumed'] as const) client.on(type, note);
  const asked = (conn = 0): ReadonlyArray<string> =>
    (peers()[conn]?.requests() ?? []).map(({ event, flags }) => [event, flags].filter(Boolean).join(' '));
  return { clock, network, client, habits, peers, serve, pass, events, asked };
};
const frame = (code: number) => ({ event: 'info', code, msg: '' });

describe('an exchange under maintenance', () => {
  it('is connected to, but asked for nothing before it says that it is over', async () => {
    const { client, habits, pass, network, events, asked } = open();
    habits.platformStatus = 0;
    const answer = client.subscribe(ticker('tBTCUSD'), { timeoutMs: 100_000 });
    await pass(30_000);
    expect(client.status().connections).toMatchObject([{ state: 'Open', paused: true, used: 1 }]);
    expect(asked().filter((event) => event !== 'ping')).toEqual(['conf 196608']);
    network.latest().deliver(frame(20061));
    await pass(1_000);
    expect(asked().filter((event) => event !== 'ping')).toEqual(['conf 196608', 'subscribe']);
    expect([E.isRight(await answer), events]).toEqual([true, ['connected', 'paused maintenance', 'resumed server']]);
    await client.close();
  });

  it('is asked all the same where it says nothing for two minutes', async () => {
    const { client, habits, pass, events, asked } = open();
    habits.platformStatus = 0;
    const answer = client.subscribe(ticker('tBTCUSD'), { timeoutMs: 200_000 });
    await pass(119_000);
    expect(asked()).not.toContain('subscribe');
    await pass(3_000);
    expect([E.isRight(await answer), events.at(-1)]).toEqual([true, 'resumed limit']);
    await client.close();
  });

  it('that resynchronises is asked for nothing new meanwhile, and then for every channel again, in turns', async () => {
    const { client, pass, serve, clock, network, events, asked } = open();
    const symbols = ['tBTCUSD', 'tETHUSD', 'tLTCUSD'] as const;
    const live = symbols.map((symbol) => client.subscribe(ticker(symbol)));
    await pass(1_000);
    expect((await Promise.all(live)).every(E.isRight)).toBe(true);
    network.latest().deliver(frame(20060));
    const late = client.subscribe(ticker('tXRPUSD'), { timeoutMs: 100_000 });
    await pass(5_000);
    const before = asked().length;
    network.latest().deliver(frame(20061));
    await serve();
    expect(asked().slice(before)).toEqual(['subscribe', 'unsubscribe', 'subscribe']);
    clock.advance(49);
    await serve();
    expect(asked().length - before).toBe(3);
    clock.advance(1);
    await serve();
    expect(asked().slice(before + 3)).toEqual(['unsubscribe', 'subscribe']);
    await pass(1_000);
    expect(asked().slice(before + 5)).toEqual(['unsubscribe', 'subscribe']);
    expect([E.isRight(await late), events]).toEqual([true, ['connected', 'paused resync', 'resumed server']]);
    await client.close();
    expect(clock.pending()).toBe(0);
  });
});

describe('scale', () => {
  it('opens connections ahead, keeps them though they carry nothing, and fills them in their order', async () => {
    const { client, pass, network, clock } = open({ capacity: 2 });
    const scaled = client.scale(2);
    expect(network.sockets).toHaveLength(2);
    await pass(1_000);
    expect(await scaled).toEqual(E.right(undefined));
    await pass(100_000);
    expect(client.status().connections).toMatchObject([
      { state: 'Open', used: 0 },
      { state: 'Open', used: 0 },
    ]);
    const live = (['tBTCUSD', 'tETHUSD', 'tLTCUSD'] as const).map((symbol) => client.subscribe(ticker(symbol)));
    await pass(1_000);
    expect((await Promise.all(live)).every(E.isRight)).toBe(true);
    expect(client.status().connections).toMatchObject([{ used: 2 }, { used: 1 }]);
    expect(await client.scale(0)).toEqual(E.right(undefined));
    for (const answer of await Promise.all(live)) if (E.isRight(answer)) void answer.right.unsubscribe();
    await pass(1_000);
    expect([client.status().connections, clock.pending()]).toEqual([[], 0]);
    await client.close();
  });

  it('refuses a number that is none', async () => {
    const { client, network } = open();
    for (const count of [-1, 1.5, Number.NaN]) {
      expect(await client.scale(count)).toMatchObject({ left: { _tag: 'BadOptions', problems: [{ path: 'scale' }] } });
    }
    expect(network.sockets).toHaveLength(0);
  });

  it('answers that it was closed', async () => {
    const { client } = open();
    const scaled = client.scale(3);
    await client.close();
    expect(await scaled).toEqual(E.left({ _tag: 'ClientClosed' }));
  });
});

describe('setFlags', () => {
  it('puts other flags in force on every connection, and on those that come later', async () => {
    const { client, pass, serve, network, asked } = open({ capacity: 1 });
    void client.scale(2);
    await pass(1_000);
    const changed = client.setFlags(229_376);
    await serve();
    await serve();
    expect(await changed).toEqual(E.right(undefined));
    network.sockets[0]?.drop(1006);
    await settle();
    await pass(2_000);
    void client.scale(3);
    await pass(1_000);
    expect([0, 1, 2, 3].map((conn) => asked(conn).filter((event) => event !== 'ping'))).toEqual([
      ['conf 196608', 'conf 229376'],
      ['conf 196608', 'conf 229376'],
      ['conf 229376'],
      ['conf 229376'],
    ]);
    await client.close();
  });

  it('puts the old ones back where one connection refuses, and says which', async () => {
    const { client, pass, serve, habits, peers, asked } = open();
    void client.scale(2);
    await pass(1_000);
    const changed = client.setFlags(32_768);
    await settle();
    peers()[0]?.serve();
    habits.confStatus = 'ERROR';
    peers()[1]?.serve();
    await settle();
    habits.confStatus = 'OK';
    await serve();
    expect(await changed).toEqual(E.left({ _tag: 'FlagsRejected', flags: 32_768, status: 'ERROR', conn: 2 }));
    expect(asked(0).slice(-2)).toEqual(['conf 32768', 'conf 196608']);
    expect(asked(1).slice(-1)).toEqual(['conf 32768']);
    await client.close();
  });

  it('goes on where a connection is lost meanwhile: its next socket is asked for the new ones', async () => {
    const { client, pass, network, asked } = open();
    void client.connect();
    await pass(1_000);
    const changed = client.setFlags(65_536);
    await settle();
    network.latest().drop(1006);
    await settle();
    expect(await changed).toEqual(E.right(undefined));
    await pass(2_000);
    expect(asked(1)).toEqual(['conf 65536']);
    await client.close();
  });

  it('takes silence for a refusal, and does not trust that connection any longer', async () => {
    const { client, clock, pass, asked } = open();
    void client.connect();
    await pass(1_000);
    const changed = client.setFlags(65_536, { timeoutMs: 60_000 });
    await clock.advanceAsync(10_000);
    expect(await changed).toEqual(E.left({ _tag: 'FlagsRejected', flags: 65_536, status: null, conn: 1 }));
    await pass(2_000);
    expect(asked(1)).toEqual(['conf 196608']);
    await client.close();
  });

  it('is remembered while nothing is open, and makes changes one after the other', async () => {
    const { client, pass, asked } = open();
    const changed = [client.setFlags(0), client.setFlags(65_536)];
    expect(await Promise.all(changed)).toEqual([E.right(undefined), E.right(undefined)]);
    void client.connect();
    await pass(1_000);
    expect(asked()).toEqual(['conf 65536']);
    await client.close();
  });

  it('asks books again, where what vouches for them changes', async () => {
    const { client, pass, asked } = open();
    const [one, other] = [client.subscribe(book('tBTCUSD')), client.subscribe(ticker('tBTCUSD'))];
    await pass(1_000);
    const live = await orThrow(one);
    expect(E.isRight(await other)).toBe(true);
    const verified = (): string =>
      E.match(
        ({ reason }: BookUnavailable) => reason,
        (view: BookView) => view.verified,
      )(live.book.view());
    expect(verified()).toBe('sequence');
    const changed = client.setFlags(131_072);
    await pass(2_000);
    expect([await changed, verified()]).toEqual([E.right(undefined), 'none']);
    expect(asked()).toEqual(['conf 196608', 'subscribe', 'subscribe', 'conf 131072', 'unsubscribe', 'subscribe']);
    await client.close();
  });

  it('refuses what is no mask, gives up in time, and answers that it was closed', async () => {
    const { client, pass, clock } = open();
    expect(await client.setFlags(-1)).toMatchObject({ left: { _tag: 'BadOptions' } });
    expect(await client.setFlags(2 ** 31)).toMatchObject({ left: { _tag: 'BadOptions' } });
    void client.connect();
    await pass(1_000);
    const slow = client.setFlags(0, { timeoutMs: 100 });
    clock.advance(100);
    expect(await slow).toMatchObject({ left: { _tag: 'CallTimedOut', call: 'setFlags' } });
    const closed = client.setFlags(0);
    await client.close();
    expect(await closed).toEqual(E.left({ _tag: 'ClientClosed' }));
    expect(clock.pending()).toBe(0);
  });
});
