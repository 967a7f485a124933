import { either as E } from 'fp-ts';
import { book, type BookSubscription, type Subscription } from '@bitfinex-ws/client';
import { specKey, type BookSpec } from '@bitfinex-ws/protocol';
import { channelOfSpec, subscribeFailed, type Session } from '../commands/session.js';
import type { CliError } from '../errors.js';
import type { Io } from '../io/ports.js';
import { complain, note } from '../output.js';
import type { BookFacts } from '../render/facts.js';
import { clientErrorText, endReasonText, gapText, isBreak } from '../render/stream-text.js';
import { hasScreen } from '../screen.js';
import type { Stop } from '../stop.js';
import { createTracker } from '../tracker.js';
import { until } from '../until.js';

/** What a pane needs of the command around it. */
interface PanePorts {
  readonly session: Session;
  readonly stop: Stop;
  readonly io: Io;
  /** Ends the command after so many messages; null: never. */
  readonly limit: number | null;
  /** The book ended by itself. */
  readonly onLost: (error: CliError) => void;
}

/** One symbol: its book, its trades, and what is known of both. */
export interface Pane {
  readonly facts: (now: number) => BookFacts;
  /** Asks for the book as this spec has it. A Left: it could not be subscribed, and the pane says so. */
  readonly tune: (spec: BookSpec) => Promise<E.Either<CliError, void>>;
  /** Why there is no book; null where there is one or it is being asked for. */
  readonly problem: () => string | null;
}

/** Makes a pane that shows nothing until it is tuned. */
export const createPane = (first: BookSpec, { session, stop, io, limit, onLost }: PanePorts): Pane => {
  const { client, source } = session;
  const tracker = createTracker(io.clock.now());
  let spec = first;
  let since = io.clock.now();
  let books: BookSubscription | null = null;
  let trades: Subscription | null = null;
  let problem: string | null = null;

  const follow = async (subscription: Subscription | BookSubscription): Promise<void> => {
    for await (const message of until(subscription, stop.asked)) {
      if (message.type === 'ended') {
        if (stop.cause() !== null || (subscription !== books && subscription !== trades)) return;
        const reason = endReasonText(message.reason);
        const error: CliError = { _tag: 'SubscriptionEnded', channel: specKey(subscription.spec), reason };
        // The end of the trades is told, but is not the end of the book; a screen has no place for it.
        if (subscription === books) return onLost(error);
        return hasScreen(io) ? undefined : complain(io, error);
      }
      if (isBreak(message)) {
        if (!hasScreen(io)) note(io, `${specKey(subscription.spec)}  ${gapText(message)}`);
        continue;
      }
      tracker.take(message);
      if (subscription === books && limit !== null && tracker.messages() >= limit) stop.ask('limit');
    }
  };

  /** A book without its trades is still a book. */
  const tradesOf = async (symbol: BookSpec['symbol']): Promise<void> => {
    const answer = await client.subscribe(channelOfSpec({ channel: 'trades', symbol }), { signal: stop.signal });
    if (E.isRight(answer)) {
      trades = answer.right;
      void follow(trades);
    } else if (stop.cause() === null && !hasScreen(io)) note(io, `no trades: ${clientErrorText(answer.left)}`);
  };
  const tradesOnce = { asked: false };

  const tune = async (next: BookSpec): Promise<E.Either<CliError, void>> => {
    spec = next;
    since = io.clock.now();
    problem = null;
    const old = books;
    books = null;
    void old?.unsubscribe();
    const also = tradesOnce.asked ? null : tradesOf(next.symbol);
    tradesOnce.asked = true;
    const answer = await client.subscribe(book(next.symbol, next), { signal: stop.signal });
    await also;
    if (stop.cause() !== null) return E.right(undefined);
    if (spec !== next) {
      // Somebody pressed on meanwhile.
      if (E.isRight(answer)) void answer.right.unsubscribe();
      return E.right(undefined);
    }
    if (E.isLeft(answer)) {
      problem = clientErrorText(answer.left);
      return E.left(subscribeFailed(next, problem));
    }
    books = answer.right;
    void follow(books);
    return E.right(undefined);
  };

  return {
    tune,
    problem: () => problem,
    facts: (now) => {
      const { connections, counters } = client.status();
      const tracked = tracker.facts(now);
      return {
        ...tracked,
        // That of the connection counts what belongs to other channels too. A lost connection has none.
        seq: connections[0]?.seq ?? tracked.seq,
        spec,
        source: source.label,
        connection: connectionText(connections[0]),
        book: books?.book.view() ?? E.left({ _tag: 'BookUnavailable', reason: 'syncing', since }),
        checksums: books?.book.stats().checksums ?? { matched: 0, mismatched: 0 },
        remark: remarkOf(spec, source.simulator !== null),
        gaps: counters.gaps,
        now,
      };
    },
  };
};

/** What the exchange hashes in a funding book is not documented; the simulator follows a rule of its own. */
const remarkOf = ({ symbol }: BookSpec, simulated: boolean): string | null => {
  if (!symbol.startsWith('f')) return null;
  return simulated ? "the simulator's rule" : 'rule not documented';
};

const connectionText = (status: { readonly state: string; readonly paused: boolean } | undefined): string => {
  if (status?.state === 'Open') return status.paused ? 'maintenance' : 'live';
  return status?.state === 'Waiting' || status?.state === 'Ended' ? 'disconnected' : 'connecting';
};
