import { createFakeClock, createFakeNetwork, settle } from '@bitfinex-ws/testkit';
import { requests, unsubscribed } from '../../test/live-book.js';
import { createClient, orThrow, ticker, type ClientOptions, type Subscription } from '../index.js';

const TICKER = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/** A client with tickers on the channels 1, 2 … of one connection, each with its first message. */
const open = async (symbols: ReadonlyArray<`t${string}`>, options: ClientOptions = {}) => {
  const [network, clock] = [createFakeNetwork(), createFakeClock()];
  const client = createClient({ transport: network.factory, clock, random: () => 0, ...options });
  const answers = symbols.map((symbol) => client.subscribe(ticker(symbol)));
  const socket = network.latest();
  socket.open();
  socket.deliver({ event: 'info', version: 2 });
  socket.deliver({ event: 'conf', status: 'OK', flags: 196_608 });
  await settle();
  let seq = 0;
  let chanId = 0;
  const data = (...frame: ReadonlyArray<unknown>): void => socket.deliver([...frame, ++seq]);
  /** Answers the last request to subscribe. */
  const acknowledge = (request: Readonly<Record<string, unknown>> | undefined): number => {
    socket.deliver({ ...request, event: 'subscribed', chanId: ++chanId });
    data(chanId, TICKER);
    return chanId;
  };
  for (const request of requests(socket).filter(({ event }) => event === 'subscribe')) acknowledge(request);
  const lives: Subscription[] = [];
  for (const answer of answers) lives.push(await orThrow(answer));
  const stale: string[] = [];
  client.on('channelStale', ({ spec, silentMs }) => stale.push(`${'symbol' in spec ? spec.symbol : ''} ${silentMs}`));
  /** Time passes; a ping is answered, and these channels beat every second. */
  const pass = async (ms: number, beating: ReadonlyArray<number>): Promise<void> => {
    for (let each = 0; each < ms; each += 1_000) {
      await clock.advanceAsync(1_000);
      const asked = requests(socket).at(-1);
      if (asked?.['event'] === 'ping') socket.deliver({ event: 'pong', ts: 1, cid: asked['cid'] });
      for (const id of beating) data(id, 'hb');
    }
  };
  /** Confirms that a channel is closed, and opens it again under another number. */
  const answer = (closed: number): number => {
    socket.deliver({ event: 'unsubscribed', status: 'OK', chanId: closed });
    return acknowledge(requests(socket).at(-1));
  };
  return { client, clock, socket, network, lives, stale, pass, answer, data };
};
const gaps = (lives: ReadonlyArray<Subscription>): ReadonlyArray<string> =>
  lives.map(({ state, stats }) => `${state} ${stats.gaps} ${stats.resyncs}`);

describe('a channel that falls silent on a connection that speaks', () => {
  it('is stale after 35 s and asked again alone, while its neighbours live on', async () => {
    const { client, socket, lives, stale, pass, answer } = await open(['tBTCUSD', 'tETHUSD']);
    await pass(34_000, [2]);
    expect([stale, gaps(lives)]).toEqual([[], ['live 0 0', 'live 0 0']]);
    await pass(1_000, [2]);
    expect(stale).toEqual(['tBTCUSD 35000']);
    expect([gaps(lives), unsubscribed(socket)]).toEqual([['recovering 1 0', 'live 0 0'], [1]]);
    answer(1);
    expect(gaps(lives)).toEqual(['live 1 1', 'live 0 0']);
    expect(socket.state()).toBe('open');
    await client.close();
  });

  it('is found each time, and so is every other: one that fell silent does not end the watch of the others', async () => {
    const { client, clock, socket, lives, stale, pass, answer } = await open(['tBTCUSD', 'tETHUSD', 'tLTCUSD']);
    await pass(35_000, [2, 3]);
    const again = answer(1);
    await pass(35_000, [3, again]);
    const second = answer(2);
    await pass(35_000, [3, second]);
    answer(again);
    expect(stale).toEqual(['tBTCUSD 35000', 'tETHUSD 35000', 'tBTCUSD 35000']);
    expect(unsubscribed(socket)).toEqual([1, 2, again]);
    expect(gaps(lives)).toEqual(['live 2 2', 'live 1 1', 'live 0 0']);
    await client.close();
    expect(clock.pending()).toBe(0);
  });

  it('may all fall silent at once: each is told, and each is asked again', async () => {
    const { client, socket, stale, pass, answer, lives } = await open(['tBTCUSD', 'tETHUSD', 'tLTCUSD']);
    // The account beats, so that the connection is not silent.
    await pass(35_000, [0]);
    expect(stale.map((each) => each.split(' ')[0])).toEqual(['tBTCUSD', 'tETHUSD', 'tLTCUSD']);
    const asked = requests(socket).length;
    for (const id of [1, 2, 3]) answer(id);
    expect([requests(socket).length - asked, gaps(lives)]).toEqual([3, Array(3).fill('live 1 1')]);
    await client.close();
  });

  it('is given as long as the option says, which is not that of the connection', async () => {
    const { client, stale, pass } = await open(['tBTCUSD', 'tETHUSD'], { channelSilenceMs: 2_000 });
    await pass(3_000, [2]);
    expect(stale).toEqual(['tBTCUSD 2000']);
    await client.close();
  });

  it('is told as alive by each of its heartbeats', async () => {
    const { client, data } = await open(['tBTCUSD']);
    const beats: unknown[] = [];
    client.on('heartbeat', ({ chanId, spec, conn }) => beats.push([conn, chanId, spec]));
    for (const chanId of [0, 1, 99]) data(chanId, 'hb');
    expect(beats).toEqual([[1, 0, null], [1, 1, { channel: 'ticker', symbol: 'tBTCUSD' }], [1, 99, null]]); // prettier-ignore
    await client.close();
  });
});
