import { left, right } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import type { ClientError } from '../errors.js';
import type { Announcement, Link } from './link.js';

/** The flags of all connections of a client: the set in force, and the changing of it. */
interface FlagsKeeper {
  /** The set that the last successful change has left, or the one of the options. */
  readonly current: () => number;
  /**
   * Puts this set in force on every connection that is open, and remembers it for the later ones. Where one of them refuses, the
   * old set is put back on the others. Changes are made one after the other. `isGivenUp`: nobody waits for it any more.
   */
  readonly change: (flags: number, isGivenUp: () => boolean) => Promise<E.Either<ClientError, void>>;
  /** Takes note of what a connection says of its flags, and of its end. */
  readonly hear: (conn: number, announcement: Announcement) => void;
  /** The client is closed: nothing is changed any more. */
  readonly close: () => void;
}

interface FlagsPorts {
  readonly initial: number;
  readonly links: () => ReadonlyArray<Link>;
  readonly onChanged: (before: number, after: number) => void;
}

/** How a connection took new flags: `gone` while it was asked, or refused with a status; null: it did not answer in time. */
type Outcome = 'taken' | 'gone' | { readonly status: string | null };

/** Keeps the flags that the client was made with. */
export const createFlagsKeeper = ({ initial, links, onChanged }: FlagsPorts): FlagsKeeper => {
  const waiting = new Map<number, (outcome: Outcome) => void>();
  let flags = initial;
  let closed = false;
  let last: Promise<unknown> = Promise.resolve();

  const askOne = (link: Link, wanted: number): Promise<Outcome> =>
    new Promise((resolve) => {
      waiting.set(link.conn, resolve);
      link.dispatch({ type: 'FlagsAsked', flags: wanted });
    });
  const settle = (conn: number, outcome: Outcome): void => {
    const resolve = waiting.get(conn);
    waiting.delete(conn);
    resolve?.(outcome);
  };
  const behind = (wanted: number): ReadonlyArray<Link> =>
    links().filter((link) => link.state()._tag === 'Open' && link.state().flags !== wanted);

  /** Until every open connection has them, also those that were opened meanwhile; or what the first that refused says. */
  const putOnAll = async (wanted: number): Promise<ClientError | null> => {
    for (let open = behind(wanted); open.length > 0; open = behind(wanted)) {
      const outcomes = await Promise.all(
        open.map(async (link) => ({ conn: link.conn, outcome: await askOne(link, wanted) })),
      );
      for (const { conn, outcome } of outcomes) {
        if (typeof outcome === 'object') return { _tag: 'FlagsRejected', flags: wanted, status: outcome.status, conn };
      }
    }
    return null;
  };
  const change = async (wanted: number, isGivenUp: () => boolean): Promise<E.Either<ClientError, void>> => {
    if (closed || isGivenUp()) return left({ _tag: 'ClientClosed' });
    const error = await putOnAll(wanted);
    if (closed) return left({ _tag: 'ClientClosed' });
    if (error !== null || isGivenUp()) {
      await putOnAll(flags);
      return left(error ?? { _tag: 'ClientClosed' });
    }
    const before = flags;
    flags = wanted;
    for (const link of links()) if (link.state().flags !== wanted) link.dispatch({ type: 'FlagsAsked', flags });
    if (before !== flags) onChanged(before, flags);
    return right(undefined);
  };

  return {
    current: () => flags,
    change: (wanted, isGivenUp) => {
      const changed = last.then(() => change(wanted, isGivenUp));
      last = changed;
      return changed;
    },
    hear: (conn, announcement) => {
      switch (announcement.type) {
        case 'AnnounceFlags':
          return settle(conn, 'taken');
        case 'AnnounceFlagsRefused':
          return settle(conn, { status: announcement.status });
        case 'AnnounceLost':
          return settle(conn, announcement.loss._tag === 'ConfTimedOut' ? { status: null } : 'gone');
        case 'AnnounceEnded':
          return settle(conn, 'gone');
        case 'AnnounceReady':
        case 'AnnounceWaiting':
        case 'AnnouncePaused':
        case 'AnnounceResumed':
        case 'AskResync':
          return undefined;
      }
    },
    close: () => {
      closed = true;
    },
  };
};
