import { either as E } from 'fp-ts';
import { book, type BookSubscription, type Subscription } from '@bitfinex-ws/client';
import { specKey, type BookSpec } from '@bitfinex-ws/protocol';
import type { CliError } from '../errors.js';
import type { Io } from '../io/ports.js';
import { LINE_MS, REDRAW_MS } from '../limits.js';
import { complain, note, print } from '../output.js';
import { bookLine, bookSummary } from '../render/book-line.js';
import { bookScreen } from '../render/book-screen.js';
import { clientErrorText, endReasonText, gapText, isBreak } from '../render/stream-text.js';
import type { BookFacts } from '../render/facts.js';
import { styleFor } from '../render/style.js';
import { enterScreen } from '../screen.js';
import type { Stop } from '../stop.js';
import { createTracker, type Tracker } from '../tracker.js';
import { until } from '../until.js';
import { channelOfSpec, subscribeFailed, type Session } from './session.js';

/** Shows a book and the trades of its symbol: on a terminal as a screen, elsewhere a line a second; then a summary. */
export const watchBook = async (
  spec: BookSpec,
  limit: number | null,
  session: Session,
  stop: Stop,
  io: Io,
): Promise<E.Either<CliError, null>> => {
  const { client } = session;
  const tracker = createTracker(io.clock.now());
  const [books, trades] = await Promise.all([
    client.subscribe(book(spec.symbol, spec), { signal: stop.signal }),
    client.subscribe(channelOfSpec({ channel: 'trades', symbol: spec.symbol }), { signal: stop.signal }),
  ]);
  if (stop.cause() !== null) return E.right(null);
  if (E.isLeft(books)) return E.left(subscribeFailed(spec, clientErrorText(books.left)));
  // A book without its trades is still a book.
  if (E.isLeft(trades)) note(io, `no trades: ${clientErrorText(trades.left)}`);
  else void follow(trades.right, tracker, null, stop, io).then((ended) => tellEnd(ended, io));

  const facts = (): BookFacts => factsOf(session, books.right, tracker, io.clock.now());
  const followed = follow(books.right, tracker, limit, stop, io);
  const hide = io.stdout.isTTY ? showScreen(facts, io) : showLines(facts, io);
  const ended = await followed;
  hide();
  for (const line of bookSummary(facts())) await print(io, line);
  return ended;
};

/** Takes in the messages of a subscription until it ends or the command does. */
const follow = async (
  subscription: Subscription | BookSubscription,
  tracker: Tracker,
  limit: number | null,
  stop: Stop,
  io: Io,
): Promise<E.Either<CliError, null>> => {
  for await (const message of until(subscription, stop.asked)) {
    if (message.type === 'ended') {
      if (stop.cause() !== null) break;
      const reason = endReasonText(message.reason);
      return E.left({ _tag: 'SubscriptionEnded', channel: specKey(subscription.spec), reason });
    }
    if (isBreak(message)) {
      if (!io.stdout.isTTY) note(io, `${specKey(subscription.spec)}  ${gapText(message)}`);
      continue;
    }
    tracker.take(message);
    if (limit !== null && tracker.messages() >= limit) stop.ask('limit');
  }
  return E.right(null);
};

/** The end of the trades is told, but is not the end of the book; a screen has no place for it. */
const tellEnd = (ended: E.Either<CliError, null>, io: Io): void => {
  if (E.isLeft(ended) && !io.stdout.isTTY) complain(io, ended.left);
};

const factsOf = ({ client, source }: Session, books: BookSubscription, tracker: Tracker, now: number): BookFacts => {
  const { connections, counters } = client.status();
  return {
    ...tracker.facts(now),
    spec: books.spec,
    source: source.label,
    connection: connectionText(connections[0]),
    book: books.book.view(),
    checksums: books.book.stats().checksums,
    remark: remarkOf(books.spec, source.simulator !== null),
    gaps: counters.gaps,
    now,
  };
};

/** What the exchange hashes in a funding book is not documented; the simulator follows a rule of its own. */
const remarkOf = ({ symbol }: BookSpec, simulated: boolean): string | null => {
  if (!symbol.startsWith('f')) return null;
  return simulated ? "the simulator's rule" : 'rule not verified';
};

const connectionText = (status: { readonly state: string; readonly paused: boolean } | undefined): string => {
  if (status?.state === 'Open') return status.paused ? 'maintenance' : 'live';
  return status?.state === 'Waiting' || status?.state === 'Ended' ? 'disconnected' : 'connecting';
};

const showScreen = (facts: () => BookFacts, io: Io): (() => void) => {
  const style = styleFor(io.stdout.isTTY, io.env);
  const draw = (): void => screen.draw(bookScreen(facts(), io.stdout.size(), style));
  const screen = enterScreen(io, () => draw());
  draw();
  const cancel = every(io, REDRAW_MS, draw);
  return () => {
    cancel();
    screen.leave();
  };
};

const showLines = (facts: () => BookFacts, io: Io): (() => void) =>
  every(io, LINE_MS, () => io.stdout.write(`${bookLine(facts())}\n`));

const every = ({ clock }: Io, ms: number, fire: () => void): (() => void) => {
  const again = (): void => {
    cancel = clock.after(ms, again);
    fire();
  };
  let cancel = clock.after(ms, again);
  return () => cancel();
};
