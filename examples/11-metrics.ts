import type { BookSubscription, Client, ClientStatus, SubscriptionStatus } from '@bitfinex-ws/client';
import { specKey } from '@bitfinex-ws/protocol';

/** A metric of a client, read when somebody asks: nothing here counts, or keeps time, of its own. */
export interface Metric {
  readonly kind: 'counter' | 'gauge';
  /** Without the endings that units and counters have in Prometheus. */
  readonly name: string;
  readonly unit: '' | 'seconds' | 'bytes';
  readonly help: string;
  readonly labels: readonly string[];
  readonly read: (client: Client) => readonly Reading[];
}
type Labels = Readonly<Record<string, string>>;
/** One value of a metric. */
export type Reading = readonly [value: number, labels: Labels];
/** What is known when somebody asks. */
interface Facts {
  readonly status: ClientStatus;
  /** One for each channel, as handles of the same channel share it. */
  readonly channels: readonly SubscriptionStatus[];
  readonly books: readonly (readonly [channel: string, book: BookSubscription['book']])[];
}

const factsOf = (client: Client): Facts => {
  const status = client.status();
  const books = client.subscriptions().filter((each): each is BookSubscription => 'book' in each);
  return {
    status,
    channels: [...new Map(status.subscriptions.map((each) => [each.key, each])).values()],
    books: [...new Map(books.map(({ spec, book }) => [specKey(spec), book]))],
  };
};
const metric =
  (kind: Metric['kind'], unit: Metric['unit'] = '') =>
  (name: string, help: string, labels: readonly string[], read: (facts: Facts) => readonly Reading[]): Metric => ({
    ...{ kind, name, unit, help, labels },
    read: (client) => read(factsOf(client)),
  });
const counter = metric('counter');
const gauge = metric('gauge');
const seconds = metric('gauge', 'seconds');
const bytes = metric('gauge', 'bytes');

const perConn = ({ status }: Facts, read: (each: ClientStatus['connections'][number]) => number | null): Reading[] =>
  status.connections.flatMap((each) => some(read(each), { conn: String(each.conn) }));
const perChannel = ({ channels }: Facts, read: (each: SubscriptionStatus) => number | null): Reading[] =>
  channels.flatMap((each) => some(read(each), { channel: each.key }));
const some = (value: number | null, labels: Labels): Reading[] => (value === null ? [] : [[value, labels]]);
const inSeconds = (ms: number | null): number | null => (ms === null ? null : ms / 1000);
const perState = (states: readonly string[], all: readonly string[]): Reading[] =>
  all.map((state) => [states.filter((each) => each === state).length, { state }]);

/** What is worth a graph or an alarm. */
export const METRICS: readonly Metric[] = [
  counter('bitfinex_ws_frames', 'Frames that came in.', [], ({ status }) => [[status.counters.frames, {}]]),
  counter('bitfinex_ws_frames_failed', 'Frames that could not be decoded.', [], ({ status }) => [
    [status.counters.failed, {}],
  ]),
  counter('bitfinex_ws_sequence_gaps', 'Breaks in the numbering of frames.', ['counter'], ({ status }) => [
    [status.counters.gaps, { counter: 'message' }],
    [status.counters.accountGaps, { counter: 'account' }],
  ]),
  gauge('bitfinex_ws_connections', 'Connections, by state.', ['state'], ({ status }) => {
    const states = status.connections.map(({ state }) => (state === 'Open' ? 'open' : 'away'));
    return perState(states, ['open', 'away']);
  }),
  counter('bitfinex_ws_dials', 'Attempts to connect, the first of a connection included.', ['conn'], (facts) =>
    perConn(facts, ({ attempts }) => attempts),
  ),
  seconds('bitfinex_ws_last_frame_age', 'Since the last frame of a connection.', ['conn'], (facts) =>
    perConn(facts, ({ lastFrameAgeMs }) => inSeconds(lastFrameAgeMs)),
  ),
  seconds('bitfinex_ws_round_trip', 'Of the last ping of a connection.', ['conn'], (facts) =>
    perConn(facts, ({ roundTripMs }) => inSeconds(roundTripMs)),
  ),
  bytes('bitfinex_ws_send_buffer', 'What waits for the network.', ['conn'], (facts) =>
    perConn(facts, ({ buffered }) => buffered),
  ),
  gauge('bitfinex_ws_slots', 'Channels that connections carry, and have room for.', ['use'], ({ status }) => [
    [status.totals.used, { use: 'used' }],
    [status.totals.free, { use: 'free' }],
  ]),
  gauge('bitfinex_ws_subscriptions', 'Subscriptions, by state.', ['state'], ({ status }) => {
    const states = status.subscriptions.map(({ state }) => state);
    return perState(states, ['pending', 'live', 'recovering']);
  }),
  counter('bitfinex_ws_messages', 'Data messages of a channel.', ['channel'], (facts) =>
    perChannel(facts, ({ messages }) => messages),
  ),
  counter('bitfinex_ws_channel_gaps', 'How often the continuity of a channel broke.', ['channel'], (facts) =>
    perChannel(facts, ({ gaps }) => gaps),
  ),
  counter('bitfinex_ws_dropped_messages', 'Messages that readers were too slow for.', ['channel'], (facts) =>
    perChannel(facts, ({ dropped }) => dropped),
  ),
  seconds(
    'bitfinex_ws_silence',
    'Since a channel was last heard of; it says something every 15 s.',
    ['channel'],
    (facts) =>
      perChannel(facts, ({ lastHeardAt }) => inSeconds(lastHeardAt === null ? null : facts.status.at - lastHeardAt)),
  ),
  gauge('bitfinex_ws_book_readable', '1: a book can be relied on; 0: it can not be read.', ['channel'], ({ books }) =>
    books.map(([channel, book]) => [book.view()._tag === 'Right' ? 1 : 0, { channel }]),
  ),
  counter(
    'bitfinex_ws_book_checksums',
    'Checksums of the server, by whether the book’s was the same.',
    ['channel', 'result'],
    ({ books }) =>
      books.flatMap(([channel, book]) => {
        const { matched, mismatched } = book.stats().checksums;
        return [
          [matched, { channel, result: 'matched' }] as const,
          [mismatched, { channel, result: 'mismatched' }] as const,
        ];
      }),
  ),
];
