import { either as E } from 'fp-ts';
import { specKey, type BookSpec } from '@bitfinex-ws/protocol';
import {
  BOOK_MODES,
  bookDifference,
  createFakeClock,
  createFakeNetwork,
  createMarket,
  createSeededRandom,
  settle,
  type FeedFrame,
} from '@bitfinex-ws/testkit';
import { createBookExchange, FAULTS, type Asked, type Fault } from '../../test/book-exchange.js';
import { book, createClient, orThrow, type BookSubscription, type ClientOptions } from '../index.js';

const COOLDOWN_MS = 5_000;
const EVENTS = ['subscribe', 'unsubscribe'] as const;
const LENGTHS = [25, 100, 25, 250, 1, 25, 25, 100] as const;
/** A book in each mode, of all lengths, in both frequencies. */
const specs = BOOK_MODES.map(({ symbol, prec }, index): BookSpec => {
  return { channel: 'book', symbol, prec, freq: index % 2 === 0 ? 'F0' : 'F1', len: LENGTHS[index] ?? 25 };
});

/** A client with all of these books on one connection. Of every other book nobody wants the messages. */
const open = async (seed: number) => {
  const random = createSeededRandom(seed);
  const [network, clock] = [createFakeNetwork(), createFakeClock()];
  const sentAt: number[] = [];
  const transport: NonNullable<ClientOptions['transport']> = (request) => {
    const made = network.factory(request);
    const send = (frame: string) => {
      sentAt.push(clock.now());
      return made.send(frame);
    };
    return { ...made, send };
  };
  const client = createClient({ transport, clock, random: () => 0, resyncCooldownMs: COOLDOWN_MS });
  const markets = new Map(
    BOOK_MODES.map((mode, index) => {
      const spec = specs[index];
      if (spec === undefined) throw new Error('a mode without a book');
      return [specKey(spec), createMarket(mode, spec.len, random)];
    }),
  );
  const answers = specs.map(({ symbol, prec, freq, len }) => client.subscribe(book(symbol, { prec, freq, len })));
  const socket = network.latest();
  socket.open();
  socket.deliver({ event: 'info', version: 2, platform: { status: 1 } });
  socket.deliver({ event: 'conf', status: 'OK', flags: 196_608 });
  await settle();
  const exchange = createBookExchange({ socket, sentAt, clock, random, markets });
  exchange.serve();
  const books = new Map<string, BookSubscription>();
  for (const answer of answers) {
    const live = await orThrow(answer);
    books.set(specKey(live.spec), live);
    if (books.size % 2 === 0) await live[Symbol.asyncIterator]().return?.();
  }
  return { client, clock, socket, exchange, books, random };
};

/** What a view is that is looked at right behind a checksum: `lied` where it is not what the checksum was taken of. */
const judge = (live: BookSubscription | undefined, { shown }: FeedFrame): string | null => {
  const view = live?.book.view();
  if (view === undefined || shown === null) return null;
  if (E.isLeft(view)) return view.left.reason;
  const difference = bookDifference(view.right, shown);
  return difference === null ? view.right.verified : `${view.right.verified} lied: ${difference}`;
};

/** Frames by the thousand: spoilt ones at random until there have been enough, then none for as long as it is told. */
const run = async (seed: number, kinds: ReadonlyArray<Fault>, enough: number, quietMs: number) => {
  const opened = await open(seed);
  const { clock, exchange, books, random } = opened;
  const faults = new Map<Fault, number>();
  const verdicts: string[] = [];
  const last = new Map<string, string>();
  const go = async (wanted: Fault | null): Promise<void> => {
    const { frame, fault } = exchange.send(wanted);
    if (fault !== null) faults.set(fault, (faults.get(fault) ?? 0) + 1);
    const channel = exchange.channelOf(frame.chanId);
    const verdict = fault === null && channel !== null ? judge(books.get(channel), frame) : null;
    if (verdict !== null && channel !== null) {
      verdicts.push(verdict);
      last.set(channel, verdict);
    }
    exchange.serve();
    await clock.advanceAsync(1 + Math.floor(random() * 200));
    exchange.serve();
  };
  const made = (): number => [...faults.values()].reduce((all, some) => all + some, 0);
  while (made() < enough) await go(random() < 0.1 ? (kinds[Math.floor(random() * kinds.length)] ?? null) : null);
  const until = clock.now() + quietMs;
  while (clock.now() < until) await go(null);
  return { ...opened, faults, verdicts, last };
};
const askedOf = (asked: ReadonlyArray<Asked>, channel: string): ReadonlyArray<Asked> =>
  asked.filter((each) => each.channel === channel);

describe.each([1, 2])('live books on a connection that spoils 200 frames, run %d', (seed) => {
  it('never lie behind a checksum, are asked for once in a cool-down with the same request, and come back', async () => {
    // A minute is enough: a book that a checksum has to bring back waits ten seconds, others for the cool-down.
    const { client, clock, exchange, books, faults, verdicts, last } = await run(seed, FAULTS, 200, 60_000);
    expect([...faults.keys()].sort()).toEqual([...FAULTS].sort());
    expect(verdicts.filter((verdict) => verdict.includes('lied'))).toEqual([]);
    expect(verdicts.filter((verdict) => verdict === 'checksum').length).toBeGreaterThan(100);

    expect(exchange.asked().length).toBeGreaterThan(100);
    for (const channel of books.keys()) {
      const asked = askedOf(exchange.asked(), channel);
      const [first] = asked;
      // First it was subscribed; after that each unsubscription has its one subscription, of the same request.
      expect(asked.map(({ event }) => event)).toEqual(asked.map((_, turn) => EVENTS[turn % 2]));
      for (const { event, request } of asked) if (event === 'subscribe') expect(request).toEqual(first?.request);
      const times = asked.filter(({ event }) => event === 'unsubscribe').map(({ at }) => at);
      for (const [turn, at] of times.slice(1).entries()) {
        expect(at - (times[turn] ?? 0)).toBeGreaterThanOrEqual(COOLDOWN_MS);
      }
      expect([channel, last.get(channel)]).toEqual([channel, channel.includes('P4') ? 'sequence' : 'checksum']);
    }
    await client.close();
    expect(clock.pending()).toBe(0);
  });
});

describe('live books on a connection that spoils digits', () => {
  it('are asked for alone: no other channel is unsubscribed or told of a gap', async () => {
    const { client, exchange, books, faults, verdicts } = await run(3, ['digit'], 40, 10_000);
    expect([...faults]).toEqual([['digit', 40]]);
    expect(verdicts.filter((verdict) => verdict === 'mismatch').length).toBeGreaterThan(5);
    for (const [channel, { spec, stats }] of books) {
      const isSpoilt = spec.len === 25 && spec.symbol.startsWith('t');
      expect([channel, stats.gaps > 0]).toEqual([channel, isSpoilt]);
      expect([channel, askedOf(exchange.asked(), channel).length > 1]).toEqual([channel, isSpoilt]);
    }
    await client.close();
  });
});
