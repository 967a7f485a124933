import { createFakeClock, createFakeNetwork, settle, sharedLines } from '@bitfinex-ws/testkit';
import { book, createClient, raw, ticker, trades, type Channel, type GapNotice, type StreamMessage } from '../index.js';

// The recording of real traffic lies beside the repository; where it does not, these tests are skipped.
const lines = sharedLines('captures/bitfinex-2021-04-17.jsonl');
interface Line {
  readonly dir: 'in' | 'out';
  readonly frame: string;
}
interface Acknowledged {
  readonly event?: string;
  readonly channel?: string;
  readonly symbol?: `t${string}`;
  readonly prec?: 'P0' | 'R0';
  readonly len?: string;
}

const inbound = (lines ?? []).map((line) => JSON.parse(line) as Line).filter(({ dir }) => dir === 'in');
const channels = inbound.flatMap(({ frame }): ReadonlyArray<Channel> => {
  const { event, channel, symbol = 't', prec, len } = frame.startsWith('{') ? (JSON.parse(frame) as Acknowledged) : {};
  if (event !== 'subscribed') return [];
  if (channel === 'ticker') return [ticker(symbol)];
  if (channel === 'trades') return [trades(symbol)];
  return [book(symbol, { ...(prec && { prec }), len: Number(len) as 25 | 100 })];
});

/** A client that has subscribed all that the recording has, and hears it, but for the frames of these places. */
const replay = async (asked: ReadonlyArray<Channel>, without: ReadonlyArray<number> = []) => {
  const [network, clock] = [createFakeNetwork(), createFakeClock()];
  const client = createClient({ transport: network.factory, clock, random: () => 0, flags: 65_536 });
  const answers = asked.map((channel) => client.subscribe(channel));
  const socket = network.latest();
  socket.open();
  const gaps: number[] = [];
  client.on('gap', ({ missing }) => gaps.push(missing));
  for (const [place, { frame }] of inbound.entries()) {
    if (without.includes(place)) continue;
    socket.deliver(frame);
    if (frame.startsWith('{')) await settle();
  }
  const lives = (await Promise.all(answers)).flatMap((answer) => (answer._tag === 'Right' ? [answer.right] : []));
  const { counters } = client.status();
  const told: Array<ReadonlyArray<StreamMessage>> = [];
  await client.close();
  for (const live of lives) {
    const seen: StreamMessage[] = [];
    for await (const message of live) seen.push(message);
    told.push(seen);
  }
  return { lives, told, gaps, counters };
};

(lines === null ? describe.skip : describe)('a recording of real traffic, as a live client hears it', () => {
  it('reaches every subscription without a gap, a duplicate or a frame too many', async () => {
    const { lives, told, gaps, counters } = await replay(channels);
    expect([lives.length, gaps]).toEqual([21, []]);
    expect(counters).toMatchObject({ frames: 1693, decoded: 1693, failed: 0, unrouted: 0, accountGaps: 0 });
    for (const { stats } of lives) expect(stats).toMatchObject({ gaps: 0, duplicates: 0, dropped: 0 });
    const snapshots = told.flat().flatMap((message) => (message.type === 'trades' ? [message.trades.length] : []));
    expect(snapshots).toEqual(Array(7).fill(30));
    expect(told.flat().every((message) => message.type === 'ended' || 'receivedAt' in message)).toBe(true);
  });

  it('tells every channel of a frame that is left out, once, and which number was due', async () => {
    const place = inbound.length - 40;
    const { told, gaps } = await replay(channels, [place]);
    expect(gaps).toEqual([1]);
    const notices = told.map((seen) => seen.filter((message): message is GapNotice => message.type === 'gap'));
    expect(notices.map(({ length }) => length)).toEqual(Array(21).fill(1));
    expect(notices[0]?.[0]).toMatchObject({ cause: 'sequence', sequence: { counter: 'message', missing: 1 } });
  });

  it('is the same, frame by frame, for who asks for a channel by its bare request', async () => {
    const bare = channels.map(({ spec }) => raw({ ...spec, channel: spec.channel }));
    const { lives, told, gaps, counters } = await replay(bare);
    expect([lives.length, gaps, counters.failed]).toEqual([21, [], 0]);
    const heard = told.flat().filter(({ type }) => type !== 'ended');
    expect(new Set(heard.map(({ type }) => type))).toEqual(new Set(['raw']));
    const frames = inbound.filter(({ frame }) => frame.startsWith('[') && !frame.includes('"hb"'));
    expect(heard).toHaveLength(frames.length);
  });
});
