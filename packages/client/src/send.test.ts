import { either as E } from 'fp-ts';
import { auth, ping } from '@bitfinex-ws/protocol';
import { createFakeClock, createFakeNetwork, settle, type FakeSocket } from '@bitfinex-ws/testkit';
import type { SendOptions, TransportFactory } from '@bitfinex-ws/transport';
import {
  createClient,
  explainClientError,
  isRetryableClientError,
  ticker,
  trades,
  type ClientOptions,
} from './index.js';

/** A client on a network whose sockets say that so much waits, and which notes what is marked as sensitive. */
const open = (options: ClientOptions = {}) => {
  const network = createFakeNetwork();
  const wire = { waiting: 0, marks: [] as boolean[] };
  const transport: TransportFactory = (request) => {
    const fake = network.factory(request);
    const send = (frame: string, { sensitive = false }: SendOptions = {}) => {
      wire.marks.push(sensitive);
      return fake.send(frame);
    };
    return { ...fake, send, buffered: () => wire.waiting };
  };
  const clock = createFakeClock();
  const client = createClient({ transport, clock, url: 'ws://test', flags: 0, ...options });
  return { network, clock, client, wire };
};
const greet = async (socket: FakeSocket): Promise<void> => {
  socket.open();
  socket.deliver({ event: 'info', version: 2 });
  socket.deliver({ event: 'conf', status: 'OK', flags: 0 });
  await settle();
};
const ok = E.right(undefined);

describe('sending a frame of one’s own', () => {
  it('is refused until the flags of a connection are acknowledged', async () => {
    const { client, network } = open();
    expect(client.send(ping(1))).toEqual(E.left({ _tag: 'NotConnected', conn: null }));
    void client.connect();
    network.latest().open();
    network.latest().deliver({ event: 'info', version: 2 });
    await settle();
    expect(client.send(ping(1))).toEqual(E.left({ _tag: 'NotConnected', conn: null }));
    expect(client.send(ping(1), { connection: 1 })).toEqual(E.left({ _tag: 'NotConnected', conn: 1 }));
    network.latest().deliver({ event: 'conf', status: 'OK', flags: 0 });
    await settle();
    expect(client.send(ping(1))).toEqual(ok);
    expect(client.send('{"event":"nope"}')).toEqual(ok);
    expect(network.latest().sent.slice(1)).toEqual(['{"event":"ping","cid":1}', '{"event":"nope"}']);
    await client.close();
    expect(client.send(ping(1))).toEqual(E.left({ _tag: 'ClientClosed' }));
  });

  it('goes to the connection that is named, or to the first', async () => {
    const { client, network } = open({ capacity: 1 });
    void client.subscribe(ticker('tBTCUSD'));
    void client.subscribe(trades('tBTCUSD'));
    for (const socket of network.sockets) await greet(socket);
    expect(client.send('"one"')).toEqual(ok);
    expect(client.send('"two"', { connection: 2 })).toEqual(ok);
    expect(client.send('"three"', { connection: 3 })).toEqual(E.left({ _tag: 'UnknownConnection', conn: 3 }));
    expect(network.sockets.map(({ sent }) => sent.at(-1))).toEqual(['"one"', '"two"']);
    network.sockets[0]?.drop();
    await settle();
    expect(client.send('"four"')).toEqual(ok);
    expect(network.sockets[1]?.sent.at(-1)).toBe('"four"');
    await client.close();
  });

  it('says what it could not send, and never pretends', async () => {
    const { client, network, wire } = open({ sendLimitBytes: 100 });
    void client.connect();
    await greet(network.latest());
    wire.waiting = 90;
    expect(client.send('"1234567890"')).toEqual(
      E.left({ _tag: 'SendQueueFull', conn: 1, bytes: 12, buffered: 90, limitBytes: 100 }),
    );
    // Ten bytes, as UTF-8 counts them.
    expect(client.send('"é✓ab"')).toMatchObject(ok);
    expect(client.send('"𝄞✓a"')).toMatchObject(ok);
    expect(client.send('"𝄞✓ab"')).toMatchObject({ left: { bytes: 11 } });
    network.latest().breakSends();
    wire.waiting = 0;
    expect(client.send('"x"')).toEqual(E.left({ _tag: 'NotConnected', conn: 1 }));
    await client.close();
  });

  it('ends a subscription at once that finds no room, with the reason, and without waiting for an answer', async () => {
    const { client, network, wire, clock } = open({ sendLimitBytes: 100 });
    void client.connect();
    await greet(network.latest());
    wire.waiting = 90;
    const sent = network.latest().sent.length;
    const refused = await client.subscribe(ticker('tBTCUSD'));
    expect(refused).toMatchObject({ left: { _tag: 'SendQueueFull', conn: 1, buffered: 90, limitBytes: 100 } });
    expect([network.latest().sent.length, client.status().subscriptions.length]).toEqual([sent, 0]);
    expect(E.isLeft(refused) && isRetryableClientError(refused.left)).toBe(true);
    // There is room again: the same may be asked for, and nothing of the first attempt is left over.
    wire.waiting = 0;
    const again = client.subscribe(ticker('tBTCUSD'));
    expect(network.latest().sent.length).toBe(sent + 1);
    const { subId } = JSON.parse(network.latest().sent.at(-1) ?? '') as { readonly subId: string };
    network.latest().deliver({ event: 'subscribed', channel: 'ticker', chanId: 7, symbol: 'tBTCUSD', subId });
    expect(await again).toMatchObject({ _tag: 'Right' });
    await client.close();
    expect(clock.pending()).toBe(0);
  });

  it('says at once that the server could not be told of an end, and tells it as soon as there is room', async () => {
    const { client, network, wire, clock } = open({ sendLimitBytes: 100 });
    const asked = client.subscribe(ticker('tBTCUSD'));
    await greet(network.latest());
    network.latest().deliver({ event: 'subscribed', channel: 'ticker', chanId: 7, symbol: 'tBTCUSD', subId: '1' });
    const live = await asked;
    if (E.isLeft(live)) throw new Error('not live');
    wire.waiting = 90;
    const before = network.latest().sent.length;
    const told = await live.right.unsubscribe();
    expect(told).toMatchObject({ left: { _tag: 'SendQueueFull', conn: 1, buffered: 90, limitBytes: 100 } });
    expect([live.right.state, await live.right.ended]).toEqual(['ended', { _tag: 'Unsubscribed' }]);
    expect(await live.right.unsubscribe()).toEqual(ok);
    clock.advance(1_000);
    wire.waiting = 0;
    expect(network.latest().sent.length).toBe(before);
    clock.advance(1_000);
    expect(network.latest().sent.slice(before)).toEqual(['{"event":"unsubscribe","chanId":7}']);
    network.latest().deliver({ event: 'unsubscribed', status: 'OK', chanId: 7 });
    await client.close();
    expect(clock.pending()).toBe(0);
  });

  it('asks again for a live channel that found no room, a while later', async () => {
    const { client, network, wire, clock } = open({ sendLimitBytes: 200 });
    const asked = client.subscribe(ticker('tBTCUSD'));
    await greet(network.latest());
    const answer = (chanId: number): void => {
      const { subId } = JSON.parse(network.latest().sent.at(-1) ?? '') as { readonly subId: string };
      network.latest().deliver({ event: 'subscribed', channel: 'ticker', chanId, symbol: 'tBTCUSD', subId });
    };
    answer(7);
    const live = await asked;
    if (E.isLeft(live)) throw new Error('not live');
    wire.waiting = 190;
    // The server took the channel away: it is asked for again, which finds no room.
    network.latest().deliver({ event: 'unsubscribed', status: 'OK', chanId: 7 });
    const before = network.latest().sent.length;
    wire.waiting = 0;
    clock.advance(1000);
    expect(network.latest().sent.length).toBe(before + 1);
    answer(8);
    await settle();
    expect(live.right.state).toBe('live');
    await client.close();
  });

  it('asks on the next connection for what the socket of the last did not take any more', async () => {
    const { client, network, clock } = open();
    void client.connect();
    await greet(network.latest());
    network.latest().breakSends();
    const asked = client.subscribe(ticker('tBTCUSD'));
    network.latest().drop();
    await settle();
    for (let waited = 0; network.sockets.length < 2 && waited < 100; waited++) {
      clock.advance(100);
      await settle();
    }
    await greet(network.latest());
    const { subId } = JSON.parse(network.latest().sent.at(-1) ?? '') as { readonly subId: string };
    network.latest().deliver({ event: 'subscribed', channel: 'ticker', chanId: 7, symbol: 'tBTCUSD', subId });
    expect(await asked).toMatchObject({ _tag: 'Right' });
    await client.close();
  });

  it('marks what looks like a login, so that no log and no recording has it', async () => {
    const { client, network, wire } = open();
    void client.connect();
    await greet(network.latest());
    wire.marks.splice(0);
    const login = auth({ apiKey: 'k', authSig: 's', authPayload: 'AUTH1', authNonce: 1 });
    client.send(login);
    client.send('{"event":"auth","token" : "pub:api:1"}');
    client.send('{"event":"ping"}');
    client.send('{"event":"ping"}', { sensitive: true });
    expect(wire.marks).toEqual([true, true, false, true]);
    await client.close();
  });

  it.each([
    [{ _tag: 'NotConnected', conn: null }, true, 'No connection is open.'],
    [{ _tag: 'NotConnected', conn: 2 }, true, 'Connection 2 is not open.'],
    [{ _tag: 'UnknownConnection', conn: 2 }, false, 'There is no connection 2.'],
    [
      { _tag: 'SendQueueFull', conn: 1, bytes: 5, buffered: 98, limitBytes: 100 },
      true,
      'Nothing was sent on connection 1: 98 of 100 bytes wait for the network.',
    ],
  ] as const)('explains %j', (error, retryable, text) => {
    expect([isRetryableClientError(error), explainClientError(error)]).toEqual([retryable, text]);
  });
});
