import { createNumberedFrames, createSeededRandom, settle } from '@bitfinex-ws/testkit';
import { createFakeClock, createFakeNetwork } from '@bitfinex-ws/testkit';
import { createClient, type ClientMessage } from '../index.js';
import { accountChannel } from '@bitfinex-ws/protocol';

/** What a client hears of a connection with all kinds of messages, under these flags. */
const hear = async (flags: number, options = {}): Promise<ReadonlyArray<ClientMessage>> => {
  const [network, clock] = [createFakeNetwork(), createFakeClock()];
  const client = createClient({ transport: network.factory, clock, random: () => 0, flags, ...options });
  const heard: ClientMessage[] = [];
  const reading = (async () => {
    for await (const message of client.messages()) heard.push(message);
  })();
  void client.connect();
  const socket = network.latest();
  const { opening, next } = createNumberedFrames(createSeededRandom(3), flags, 'numbered');
  socket.open();
  for (const text of opening) socket.deliver(text);
  await settle();
  for (let each = 0; each < 500; each++) socket.deliver(next().text);
  await client.close();
  await reading;
  return heard;
};
const times = (heard: ReadonlyArray<ClientMessage>): ReadonlyArray<unknown> =>
  heard.flatMap((message) => ('serverTime' in message ? [message.serverTime] : []));

describe('the time of the server', () => {
  it('stands on every channel message where TIMESTAMP is on, in ms', async () => {
    for (const flags of [32_768, 32_768 + 196_608]) {
      const seen = times(await hear(flags));
      expect(seen.length).toBeGreaterThan(450);
      expect(seen.filter((each) => typeof each !== 'number' || each < 1_790_134_414_850)).toEqual([]);
    }
  });

  it('is null where it is off, and every message has the time at which it was received', async () => {
    const heard = await hear(196_608);
    expect(new Set(times(heard))).toEqual(new Set([null]));
    expect(heard.filter((message) => !('receivedAt' in message)).map(({ type }) => type)).toEqual(['ended']);
  });
});

describe('the account of a connection', () => {
  it('is decoded for who asks for it, and unrouted for all others', async () => {
    const types = async (options: object): Promise<ReadonlySet<string>> =>
      new Set(
        (await hear(196_608, options)).flatMap((each) => ('chanId' in each && each.chanId === 0 ? [each.type] : [])),
      );
    expect(await types({})).toEqual(new Set(['heartbeat', 'unrouted']));
    const decoded = await types({ account: accountChannel });
    for (const type of ['notification', 'order', 'wallet', 'position', 'balance']) expect(decoded).toContain(type);
    expect(decoded).not.toContain('unrouted');
  });

  it('has its own gap events, which touch no channel', async () => {
    const [network, clock] = [createFakeNetwork(), createFakeClock()];
    const client = createClient({ transport: network.factory, clock, random: () => 0 });
    const gaps: unknown[] = [];
    client.on('gap', ({ counter, expected, received, missing }) => gaps.push([counter, expected, received, missing]));
    void client.connect();
    const socket = network.latest();
    socket.open();
    socket.deliver({ event: 'info', version: 2 });
    socket.deliver({ event: 'conf', status: 'OK', flags: 196_608 });
    await settle();
    const wallet = ['margin', 'USD', 9999.6, 0, null];
    socket.deliver([0, 'wu', wallet, 1, 40]);
    socket.deliver([0, 'wu', wallet, 2, 42]);
    socket.deliver([0, 'wu', wallet, 4, 43]);
    expect(gaps).toEqual([
      ['account', 41, 42, 1],
      ['message', 3, 4, 1],
    ]);
    expect(client.status().counters).toMatchObject({ gaps: 1, accountGaps: 1 });
    await client.close();
  });
});
