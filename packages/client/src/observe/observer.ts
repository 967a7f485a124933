import { createBook } from '@bitfinex-ws/orderbook';
import {
  createSessionDecoder,
  FLAGS,
  hasFlag,
  type BookSpec,
  type Frame,
  type SessionDecoder,
  type SubscribedMessage,
  type UnsubscribedMessage,
} from '@bitfinex-ws/protocol';
import { routeBook } from './book-frames.js';
import { createBookLedger, type ObservedBook } from './book-ledger.js';
import { createInbound, NO_COUNTERS, type Inbound, type InboundSink, type Route } from './inbound.js';
import { createAccountAudit } from './sequence.js';
import type { Observation, ObservationSummary } from './observation.js';

/** What an observation can be told. */
export interface ObserveOptions {
  /** Keep books. Where false, book messages are decoded and nothing more. @default true */
  readonly books?: boolean;
}

/** Reads the inbound frames of connections without a socket: decode, audit, books. It never throws. */
export interface Observer {
  /** Takes one inbound frame received at `at` (ms). `conn` null: there is only one connection. */
  readonly push: (frame: Frame, at: number, conn?: number | null) => ReadonlyArray<Observation>;
  /** The books of the channels that are open. */
  readonly books: () => ReadonlyArray<ObservedBook>;
  /** What was counted so far, of frames, gaps, checksums and channels. */
  readonly summary: () => ObservationSummary;
}

/** One connection between one greeting and the next. */
interface Session {
  readonly inbound: Inbound;
  readonly books: Map<number, ObservedBook>;
  readonly greeted: boolean;
}

/** Makes an observer that has seen nothing: `push` frames in, take observations out, ask for a `summary` at any time. */
export const createObserver = (options: ObserveOptions = {}): Observer => {
  const keepsBooks = options.books ?? true;
  const sessions = new Map<number | null, Session>();
  const ledger = createBookLedger();
  const counted = { ...NO_COUNTERS };
  let out: Observation[] = [];

  const openBook = (conn: number | null, session: Session, decoder: SessionDecoder, chanId: number, spec: BookSpec) => {
    const book = createBook(spec, { sequenced: hasFlag(decoder.flags(), FLAGS.SEQ_ALL) });
    const observed: ObservedBook = { conn, chanId, book };
    session.books.set(chanId, observed);
    ledger.opened(observed);
    return observed;
  };

  const onSubscribed = (
    conn: number | null,
    session: Session,
    decoder: SessionDecoder,
    { chanId, spec }: SubscribedMessage,
    at: number,
  ): void => {
    // The server gives the id anew: what had it before is over, also where its `unsubscribed` was lost.
    closeBook(session, chanId, at);
    if (spec === null) return;
    const observed = keepsBooks && spec.channel === 'book' ? openBook(conn, session, decoder, chanId, spec) : null;
    const route: Route = {
      book: observed === null ? null : routeBook(observed.book),
      onHeartbeat: () => undefined,
      wantsMessages: () => true,
      onApplied: () => undefined,
      onUnread: (seenAt) => void observed?.book.doubt('gap', seenAt),
      onData: (_message, seenAt, error) => {
        if (error === null || observed === null) return;
        out.push({ type: 'bookError', conn, at: seenAt, spec: observed.book.spec, error });
      },
    };
    session.inbound.open(chanId, route, spec);
  };

  const closeBook = (session: Session, chanId: number, at: number): void => {
    const observed = session.books.get(chanId);
    if (observed === undefined) return;
    session.books.delete(chanId);
    ledger.closed(observed, 'closed', at);
  };

  const onUnsubscribed = (session: Session, { chanId }: UnsubscribedMessage, at: number): void => {
    closeBook(session, chanId, at);
    session.inbound.close(chanId);
  };

  const openSession = (conn: number | null, greeted: boolean): Session => {
    const decoder = createSessionDecoder();
    const sink: InboundSink = {
      // Books say what is wrong when the message is applied; in the stream that belongs behind the message.
      onMessage: (message, at) => void out.push({ type: 'message', conn, at, message }),
      wantsMessages: () => true,
      accountAudit: createAccountAudit(),
      onHeartbeat: () => undefined,
      onFailure: (error, at) => void out.push({ type: 'failure', conn, at, error }),
      onGap: (gap, at) => {
        out.push({ type: 'gap', conn, at, ...gap });
        if (gap.counter === 'account') return;
        for (const { book } of session.books.values()) book.doubt('gap', at);
      },
      onEvent: (message, at) => {
        switch (message.type) {
          case 'info':
            return greet(conn, at);
          case 'subscribed':
            return onSubscribed(conn, session, decoder, message, at);
          case 'unsubscribed':
            return onUnsubscribed(session, message, at);
          case 'infoCode':
          case 'conf':
          case 'auth':
          case 'unauth':
          case 'error':
          case 'pong':
          case 'unrecognised':
            return undefined;
        }
      },
    };
    const session: Session = { inbound: createInbound(decoder, sink, counted), books: new Map(), greeted };
    sessions.set(conn, session);
    return session;
  };

  /** A second greeting is a new socket under the same number: nothing of the old one holds any more. */
  const greet = (conn: number | null, at: number): void => {
    const session = sessions.get(conn);
    if (session === undefined) return;
    if (!session.greeted) {
      sessions.set(conn, { ...session, greeted: true });
      return;
    }
    for (const observed of session.books.values()) ledger.closed(observed, 'disconnected', at);
    openSession(conn, true);
  };

  return {
    push: (frame, at, conn = null) => {
      const session = sessions.get(conn) ?? openSession(conn, false);
      out = [];
      session.inbound.push(frame, at);
      return out;
    },
    books: ledger.open,
    summary: () => ({ ...counted, books: ledger.summaries() }),
  };
};
