import { specKey, type BookSpec } from '@bitfinex-ws/protocol';
import {
  createBookFeed,
  isDeletionRow,
  withOtherDigit,
  type FakeClock,
  type FakeSocket,
  type FeedFrame,
  type Market,
} from '@bitfinex-ws/testkit';

/** What the client asked for, and when (ms). */
export interface Asked {
  readonly at: number;
  readonly event: 'subscribe' | 'unsubscribe';
  readonly channel: string;
  /** The request as it came, without its `subId`; of an unsubscription nothing. */
  readonly request: Readonly<Record<string, unknown>>;
}
/** What happens to a frame on its way. */
export type Fault = (typeof FAULTS)[number];
export const FAULTS = ['dropped', 'doubled', 'swapped', 'digit'] as const;

/** The exchange behind one fake socket: it answers requests and sends what its markets do, spoilt where it is told to. */
interface BookExchange {
  /** Answers everything that was asked since the last time. */
  readonly serve: () => void;
  /** Sends the next frame. The fault that came of it: a digit waits for a frame that has one under a hash. */
  readonly send: (fault: Fault | null) => { readonly frame: FeedFrame; readonly fault: Fault | null };
  readonly asked: () => ReadonlyArray<Asked>;
  /** The channel that a number stands for now; null where none does. */
  readonly channelOf: (chanId: number) => string | null;
}

interface Surroundings {
  readonly socket: FakeSocket;
  /** When each frame was sent on it, ms. */
  readonly sentAt: ReadonlyArray<number>;
  readonly clock: FakeClock;
  readonly random: () => number;
  /** What can be subscribed, by the key of its spec. */
  readonly markets: ReadonlyMap<string, Market>;
}

/** An exchange that has answered nothing yet. */
export const createBookExchange = ({ socket, sentAt, clock, random, markets }: Surroundings): BookExchange => {
  const feed = createBookFeed(random, false);
  const channels = new Map<number, string>();
  const asked: Asked[] = [];
  let answered = 0;
  let lastChanId = 100;

  const subscribe = ({ subId, ...request }: Readonly<Record<string, unknown>>, at: number): void => {
    const { symbol, prec, freq, len } = request;
    const channel = specKey({ channel: 'book', symbol, prec, freq, len: Number(len) } as BookSpec);
    const market = markets.get(channel);
    if (market === undefined) throw new Error(`nobody offers ${channel}`);
    const chanId = ++lastChanId;
    channels.set(chanId, channel);
    asked.push({ at, event: 'subscribe', channel, request });
    socket.deliver({ ...request, subId, event: 'subscribed', chanId });
    socket.deliver(feed.open(chanId, market).text);
  };
  const unsubscribe = (chanId: number, at: number): void => {
    asked.push({ at, event: 'unsubscribe', channel: channels.get(chanId) ?? 'unknown', request: {} });
    channels.delete(chanId);
    feed.close(chanId);
    socket.deliver({ event: 'unsubscribed', status: 'OK', chanId });
  };
  const answer = (request: Readonly<Record<string, unknown>>, at: number): void => {
    if (request['event'] === 'subscribe') subscribe(request, at);
    if (request['event'] === 'unsubscribe') unsubscribe(Number(request['chanId']), at);
    if (request['event'] === 'ping') socket.deliver({ event: 'pong', ts: clock.now(), cid: request['cid'] });
  };

  /** Of books of 25 levels a checksum covers all: key and amount are the first column and the last. */
  const isUnderTheHash = ({ chanId, rows: [row] }: FeedFrame): boolean => {
    const market = markets.get(channels.get(chanId) ?? '');
    if (row === undefined || market?.len !== 25 || market.mode.symbol.startsWith('f')) return false;
    return !isDeletionRow(market.mode.kind, row);
  };

  return {
    serve: () => {
      for (let next = socket.sent[answered]; next !== undefined; next = socket.sent[answered]) {
        const at = sentAt[answered++] ?? clock.now();
        answer(JSON.parse(next) as Readonly<Record<string, unknown>>, at);
      }
    },
    send: (fault) => {
      const frame = feed.next();
      switch (fault) {
        case 'dropped':
          return { frame, fault };
        case 'doubled':
          socket.deliver(frame.text);
          socket.deliver(frame.text);
          return { frame, fault };
        case 'swapped': {
          const second = feed.next();
          socket.deliver(second.text);
          socket.deliver(frame.text);
          return { frame: second, fault };
        }
        case 'digit': {
          const spoils = frame.type === 'update' && isUnderTheHash(frame);
          const column = random() < 0.5 ? 0 : (frame.rows[0]?.length ?? 1) - 1;
          socket.deliver(spoils ? withOtherDigit(frame, column, random).text : frame.text);
          return { frame, fault: spoils ? fault : null };
        }
        case null:
          socket.deliver(frame.text);
          return { frame, fault };
      }
    },
    asked: () => asked,
    channelOf: (chanId) => channels.get(chanId) ?? null,
  };
};
