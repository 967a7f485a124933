import { isLeft } from '@bitfinex-ws/machine';
import type { Book, Level } from '@bitfinex-ws/orderbook';
import { bookKind, type BookSnapshotMessage, type RowText } from '@bitfinex-ws/protocol';
import type { Received } from './stream.js';

/** The live book as the snapshot that the server would send now, marked `replayed`. Null where it can not be read. */
export const replaySnapshot = (book: Book, chanId: number, at: number): Received<BookSnapshotMessage> | null => {
  const view = book.view();
  if (isLeft(view)) return null;
  const levels = [...view.right.bids, ...view.right.asks];
  const { spec } = book;
  const common = {
    type: 'bookSnapshot',
    chanId,
    spec,
    seq: null,
    accountSeq: null,
    serverTime: null,
    receivedAt: at,
    replayed: true,
  } as const;
  switch (bookKind(spec)) {
    case 'price':
      return { ...common, kind: 'price', rows: levels.map((level) => ({ ...own(level), count: counted(level) })) };
    case 'order':
      return { ...common, kind: 'order', rows: levels.map((level) => ({ ...own(level), orderId: named(level) })) };
    case 'funding':
      return {
        ...common,
        kind: 'funding',
        rows: levels.map((level) => ({ ...lent(level), period: days(level), count: counted(level) })),
      };
    case 'offer':
      return {
        ...common,
        kind: 'offer',
        rows: levels.map((level) => ({ ...lent(level), period: days(level), offerId: named(level) })),
      };
  }
};

const own = (level: Level) => ({ price: level.price, amount: level.amount, text: sent(level) });
const lent = (level: Level) => ({ rate: level.price, amount: level.amount, text: sent(level) });
/** A row has its texts only where its numbers do not say as much. */
const sent = ({ price, id, amount, text }: Level): RowText | null =>
  text.key === String(id ?? price) && text.amount === String(amount) ? null : text;
const counted = ({ count }: Level): number => present(count, 'count');
const named = ({ id }: Level): number => present(id, 'id');
const days = ({ period }: Level): number => present(period, 'period');

const present = (value: number | null, name: string): number => {
  if (value === null) throw new Error(`a level of this book has no ${name}`);
  return value;
};
