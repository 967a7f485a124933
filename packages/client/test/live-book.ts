import { either as E } from 'fp-ts';
import type { BookUnavailable, BookView } from '@bitfinex-ws/orderbook';
import type { ChannelSymbol } from '@bitfinex-ws/protocol';
import { createFakeClock, createFakeNetwork, settle, type FakeSocket } from '@bitfinex-ws/testkit';
import {
  book,
  createClient,
  orThrow,
  type BookRequest,
  type BookSubscription,
  type ClientOptions,
  type StreamMessage,
  type Subscription,
} from '../src/index.js';

/** The requests that a client has sent. */
export const requests = (socket: FakeSocket): ReadonlyArray<Record<string, unknown>> =>
  socket.sent.map((frame) => JSON.parse(frame) as Record<string, unknown>);
/** How often it has subscribed. */
export const asked = (socket: FakeSocket): number =>
  requests(socket).filter(({ event }) => event === 'subscribe').length;
/** The channels that it has unsubscribed, in order. */
export const unsubscribed = (socket: FakeSocket): ReadonlyArray<unknown> =>
  requests(socket).flatMap(({ event, chanId }) => (event === 'unsubscribe' ? [chanId] : []));

/** The book to be opened, and the rows of its snapshot. */
type Request = BookRequest & {
  readonly symbol?: ChannelSymbol;
  readonly rows?: ReadonlyArray<unknown>;
  readonly flags?: number;
};

/** Two levels, whose checksum is 1420966277, or the rows that the request names. */
export const snapshotOf = ({ rows }: Request): ReadonlyArray<unknown> =>
  rows ?? [
    [100, 1, 2],
    [101, 1, -3],
  ];

/** A client with one live book, channel 5, that has its snapshot; and the server's end of its connection. */
export const openBook = async (request: Request = {}, options: ClientOptions = {}) => {
  const { symbol = 'tBTCUSD', rows: _rows, flags = 196_608, ...asIs } = request;
  const network = createFakeNetwork();
  const clock = createFakeClock();
  const client = createClient({ transport: network.factory, clock, random: () => 0, flags, ...options });
  const answer = client.subscribe(book(symbol, asIs));
  const socket = network.latest();
  socket.open();
  socket.deliver({ event: 'info', version: 2 });
  socket.deliver({ event: 'conf', status: 'OK', flags });
  await settle();
  socket.deliver({ ...requests(socket).at(-1), event: 'subscribed', chanId: 5 });
  const live: BookSubscription = await orThrow(answer);
  let seq = 0;
  const server = {
    data: (...frame: ReadonlyArray<unknown>): void => socket.deliver([...frame, ++seq]),
    /** A frame that goes missing. */
    skip: (): void => void seq++,
  };
  server.data(5, snapshotOf(request));
  return { network, clock, client, socket, live, server };
};

/** A book of another symbol on the same connection, with its snapshot. */
export const otherBook = async (
  { client, socket, server }: Awaited<ReturnType<typeof openBook>>,
  chanId: number,
): Promise<BookSubscription> => {
  const answer = client.subscribe(book('tETHUSD'));
  socket.deliver({ ...requests(socket).at(-1), event: 'subscribed', chanId });
  const live = await orThrow(answer);
  server.data(chanId, snapshotOf({}));
  return live;
};

/** What a handle is told from now on, until it ends. */
export const listen = (live: Subscription): string[] => {
  const told: string[] = [];
  const note = (message: StreamMessage): void => {
    const more = 'cause' in message ? ` ${message.cause}` : 'replayed' in message ? ' replayed' : '';
    told.push(message.type + more);
  };
  for (const type of ['gap', 'resynced', 'bookSnapshot', 'bookUpdate', 'checksum', 'ended'] as const)
    live.on(type, note);
  return told;
};

/** Why a book can not be read; where it can, what vouches for it. */
export const reasonOf = (view: E.Either<BookUnavailable, BookView>): string =>
  E.isLeft(view) ? view.left.reason : view.right.verified;
