import { either as E } from 'fp-ts';
import { createFakeClock, createFakeNetwork, settle, type FakeSocket } from '@bitfinex-ws/testkit';
import { createCoreClient, ticker as plainTicker, type CoreClient, type CoreClientOptions } from '../src/core/index.js';
import { createClient, orThrow, ticker as fastTicker, type StreamMessage } from '../src/index.js';

/** An entry's client, and its ticker. */
interface Front {
  readonly name: string;
  readonly create: (options?: CoreClientOptions) => CoreClient;
  readonly ticker: typeof plainTicker;
}
/**
 * What a core client promises the whole one promises too, which is built on it: both are held to it, each with the ticker of its own
 * entry.
 */
export const FRONTS: ReadonlyArray<Front> = [
  { name: 'the whole client', create: createClient, ticker: fastTicker },
  { name: 'the core client', create: createCoreClient, ticker: plainTicker },
];

/** What a socket was sent, as objects. */
export const sentBy = (socket: FakeSocket): ReadonlyArray<Record<string, unknown>> =>
  socket.sent.map((frame) => JSON.parse(frame) as Record<string, unknown>);
/** Plays the server up to the acknowledged flags. */
export const greet = async (socket: FakeSocket): Promise<void> => {
  socket.open();
  socket.deliver({ event: 'info', version: 2, serverId: 'a', platform: { status: 1 } });
  socket.deliver({ event: 'conf', status: 'OK', flags: 196_608 });
  await settle();
};
/** Acknowledges the last request of a socket. */
export const acknowledge = async (socket: FakeSocket, chanId: number): Promise<void> => {
  socket.deliver({ ...sentBy(socket).at(-1), event: 'subscribed', chanId });
  await settle();
};
/** The Left of an answer; null where it is none. */
export const left = <A>(answer: E.Either<A, unknown>): A | null => (E.isLeft(answer) ? answer.left : null);
/** The row of a ticker. */
export const row = (bid: number): ReadonlyArray<number | null> => [
  bid,
  5,
  bid + 1,
  5,
  1,
  0.01,
  bid,
  1000,
  110,
  90,
  null,
];
/** A message in a few words. */
export const word = (message: StreamMessage): string => {
  switch (message.type) {
    case 'ticker':
      return `bid ${message.ticker.bid}`;
    case 'gap':
      return `gap: ${message.cause}`;
    case 'resynced':
      return `resynced: ${message.missing}`;
    case 'dropped':
      return `dropped ${message.count}`;
    default:
      return message.type;
  }
};

/** How to open one, on a network and a clock that are turned by hand. */
export const opener = ({ create, ticker }: Front) => {
  const open = (options: CoreClientOptions = {}) => {
    const network = createFakeNetwork();
    const clock = createFakeClock();
    const client = create({ transport: network.factory, clock, random: () => 0.5, url: 'ws://test', ...options });
    return { network, clock, client };
  };
  const openLive = async (options: CoreClientOptions = {}) => {
    const all = open(options);
    const answer = all.client.subscribe(ticker('tBTCUSD'));
    await greet(all.network.latest());
    await acknowledge(all.network.latest(), 7);
    const live = await orThrow(answer);
    const told: string[] = [];
    for (const type of ['ticker', 'gap', 'resynced', 'ended'] as const) {
      live.on(type, (message) => told.push(word(message)));
    }
    return { ...all, live, told };
  };
  return { open, openLive };
};
