import { either as E } from 'fp-ts';
import type { BookUnavailable, BookView, UnavailableReason } from '@bitfinex-ws/orderbook';

/** How the connection stands. */
export type Link =
  /** `lost`: when it was lost, ms; null the first time. */
  | { readonly _tag: 'Connecting'; readonly lost: number | null }
  | { readonly _tag: 'Open' }
  /** The server said that its data is not to be relied on. */
  | { readonly _tag: 'Paused' }
  | { readonly _tag: 'Waiting'; readonly until: number; readonly lost: number }
  | { readonly _tag: 'Ended'; readonly why: string };

/** Whether what is shown is of before: there was a connection, and it is gone or not to be relied on. */
export const isDown = (link: Link): boolean => (link._tag === 'Connecting' ? link.lost !== null : link._tag !== 'Open');

/** What the state line says. */
interface StateLine {
  readonly tone: 'good' | 'busy' | 'bad';
  readonly text: string;
  /** The same without anything that counts: it is spoken when it changes. */
  readonly spoken: string;
}

/**
 * One line on how far what is shown can be relied on. `problem`: why the book could not be subscribed; `simulated`: the server is
 * the simulator.
 */
export const stateOf = (
  link: Link,
  book: E.Either<BookUnavailable, BookView> | null,
  problem: string | null,
  now: number,
  simulated = false,
): StateLine => {
  switch (link._tag) {
    case 'Connecting':
      return link.lost === null
        ? line('busy', 'Connecting')
        : { tone: 'bad', text: 'Disconnected, reconnecting now', spoken: LOST_SPOKEN };
    case 'Waiting': {
      const seconds = Math.max(0, Math.ceil((link.until - now) / 1000));
      return { tone: 'bad', text: `Disconnected, reconnecting in ${seconds} s`, spoken: LOST_SPOKEN };
    }
    case 'Paused':
      return line('bad', 'Maintenance: not to be relied on');
    case 'Ended':
      return line('bad', `Disconnected: ${link.why}`);
    case 'Open':
      if (problem !== null) return line('bad', problem);
      return book === null || E.isLeft(book) ? unread(book) : read(book.right, simulated);
  }
};

/** The same as long as it lasts: what is spoken shall not change with each dial. */
const LOST_SPOKEN = 'Disconnected, reconnecting';

const line = (tone: StateLine['tone'], text: string): StateLine => ({ tone, text, spoken: text });

const read = ({ verified, spec }: BookView, simulated: boolean): StateLine => {
  switch (verified) {
    case 'checksum':
      // What the exchange hashes in a funding book is not documented; the simulator follows a rule of its own.
      return line('good', `Verified by checksum${spec.symbol.startsWith('f') ? remarkOf(simulated) : ''}`);
    case 'sequence':
      return { tone: 'good', text: 'Verified by sequence', spoken: 'Connected' };
    case 'none':
      return line('busy', 'Not verified yet');
  }
};

const remarkOf = (simulated: boolean): string => (simulated ? " (simulator's rule)" : ' (rule not documented)');

const unread = (book: E.Left<BookUnavailable> | null): StateLine => {
  if (book === null) return line('busy', 'Subscribing');
  const { reason } = book.left;
  return line(reason === 'syncing' || reason === 'disconnected' ? 'busy' : 'bad', REASONS[reason]);
};

const REASONS: Readonly<Record<UnavailableReason, string>> = {
  syncing: 'Waiting for the book',
  mismatch: 'Checksum differs: asking again',
  desync: 'Book out of step: asking again',
  gap: 'Gap: frames are missing',
  stale: 'Stale: the channel is silent',
  disconnected: 'Waiting for the book',
  closed: 'Closed',
};
