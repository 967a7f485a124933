import type { MarketEvent } from '../market/event.js';

/** One channel of one connection, as a feed sees it. */
export interface Subscriber {
  /** Flags of the connection at this moment. */
  readonly flags: () => number;
  /** Sends an array frame with this body, given the channel and the trailers by the connection. */
  readonly push: (body: string) => void;
  /** Loses an array frame on the way: its sequence number is used up, the client never sees it. */
  readonly lose: () => void;
}

/** What one kind of channel with one set of parameters says, to all who subscribed to it. */
export interface Feed {
  /** Adds a subscriber and answers the bodies of its first frames. */
  readonly join: (subscriber: Subscriber, now: number) => ReadonlyArray<string>;
  readonly leave: (subscriber: Subscriber) => void;
  readonly subscribers: () => number;
  /** Updates since the beginning, each counted once however many subscribers it went to. */
  readonly told: () => number;
  /** Something happened on a market that this feed follows. */
  readonly onEvent: (event: MarketEvent, now: number) => void;
  /** Time has passed. */
  readonly onTick: (now: number) => void;
  /** When it next has something to say without anything happening, in ms; Infinity where it never has. */
  readonly dueAt: () => number;
}

/** What most feeds share: a set of subscribers, all of whom are told the same. */
interface Audience {
  readonly join: (subscriber: Subscriber) => void;
  readonly leave: (subscriber: Subscriber) => void;
  readonly size: () => number;
  readonly told: () => number;
  readonly tell: (body: string) => void;
}

/** Nobody to begin with. */
export const createAudience = (): Audience => {
  const subscribers = new Set<Subscriber>();
  let told = 0;
  return {
    join: (subscriber) => subscribers.add(subscriber),
    leave: (subscriber) => subscribers.delete(subscriber),
    size: () => subscribers.size,
    told: () => told,
    tell: (body) => {
      told++;
      for (const subscriber of subscribers) subscriber.push(body);
    },
  };
};
