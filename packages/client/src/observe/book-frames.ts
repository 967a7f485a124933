import { isLeft } from '@bitfinex-ws/machine';
import type { Book } from '@bitfinex-ws/orderbook';
import type { BookMessage, DataMessage } from '@bitfinex-ws/protocol';
import type { InboundInside, RouteBook } from './inbound.js';

/** A book for the frames of its channel: rows and checksums are applied as they lie in their frames. */
export const routeBook = (book: Book): RouteBook => ({
  apply: (message, at) => {
    if (!isBookMessage(message)) return null;
    const applied = book.apply(message, at);
    return isLeft(applied) ? applied.left : null;
  },
  applyFrom: (cursor, at) => {
    const applied = book.applyFrom(cursor, at);
    return isLeft(applied) ? applied.left : null;
  },
  createReader,
});

// The hot path of a book: one scan, one apply, and a message only where somebody wants one.
const createReader = ({ decoder, sink, routes, ...inside }: InboundInside): ReturnType<RouteBook['createReader']> => {
  const { auditGap, countDecoded, pushMessage } = inside;
  const isBook = (chanId: number): boolean => {
    const route = routes.get(chanId);
    return route !== undefined && route.book !== null;
  };
  return (frame, at) => {
    const cursor = decoder.scanBook(frame, isBook);
    if (cursor === null) return false;
    // Whoever heard of the gap may want messages from here on, or may have closed the channel.
    if (auditGap(cursor.seq, at)) {
      pushMessage(frame, at, true);
      return true;
    }
    countDecoded();
    const route = routes.get(cursor.chanId);
    if (route === undefined || route.book === null) return true;
    const message = route.wantsMessages() || sink.wantsMessages() ? cursor.message() : null;
    if (message !== null) sink.onMessage(message, at);
    const error = route.book.applyFrom(cursor, at);
    if (message === null) route.onApplied(at, error);
    else route.onData(message, at, error);
    return true;
  };
};

/** Whether a data message belongs to a book channel. */
const isBookMessage = (message: DataMessage): message is BookMessage => message.spec.channel === 'book';
