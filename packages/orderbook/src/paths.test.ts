import { either as E } from 'fp-ts';
import {
  bookKind,
  createSessionDecoder,
  type BookKind,
  type BookMessage,
  type BookSpec,
  type SessionDecoder,
} from '@bitfinex-ws/protocol';
import { BOOK_MODES, createMarket, createSeededRandom, type WireRow } from '@bitfinex-ws/testkit';
import { specOf } from '../test/walk.js';
import { createBook } from './book.js';
import type { Book } from './contract.js';
import type { BookError } from './errors.js';

const openDecoder = ({ symbol, prec, freq, len }: BookSpec): SessionDecoder => {
  const decoder = createSessionDecoder({ flags: 65_536 });
  const event = { event: 'subscribed', channel: 'book', chanId: 7, symbol, prec, freq, len: String(len) };
  decoder.decode(JSON.stringify(event));
  return decoder;
};
const errorOf = (told: E.Either<BookError, void>): BookError | null => (E.isLeft(told) ? told.left : null);

/** Feeds a book by messages. */
const byMessages = (
  spec: BookSpec,
): { readonly book: Book; readonly feed: (frame: Uint8Array) => BookError | null } => {
  const decoder = openDecoder(spec);
  const book = createBook(spec);
  return { book, feed: (frame) => viaMessage(book, decoder, frame) };
};
const viaMessage = (book: Book, decoder: SessionDecoder, frame: Uint8Array): BookError | null => {
  const decoded = decoder.decode(frame);
  if (E.isLeft(decoded)) throw new Error(decoded.left._tag);
  return errorOf(book.apply(decoded.right as BookMessage, 5));
};
/** Feeds a book from the bytes, wherever the decoder can. */
const byCursor = (spec: BookSpec) => {
  const decoder = openDecoder(spec);
  const book = createBook(spec);
  const short = { count: 0 };
  const feed = (frame: Uint8Array): BookError | null => {
    const cursor = decoder.scanBook(frame, () => true);
    if (cursor === null) return viaMessage(book, decoder, frame);
    short.count++;
    return errorOf(book.applyFrom(cursor, 5));
  };
  return { book, short, feed };
};

const stateOf = (book: Book): unknown => {
  const view = book.view();
  if (E.isLeft(view)) return view.left;
  const { verified, bids, asks } = view.right;
  return [verified, [...bids], [...asks]];
};

const texts = (row: WireRow): string => `[${row.join(',')}]`;
const cases = BOOK_MODES.filter(({ name }) => ['P0', 'R0', 'fP0', 'fR0'].includes(name)).flatMap((mode) =>
  ([1, 25, 250] as const).map((len) => ({ name: mode.name, mode, len })),
);

/** Rows that a well-behaved server never sends, of each kind. */
const strangers: Readonly<Record<BookKind, ReadonlyArray<string>>> = {
  price: [
    '[99.5,0,1]',
    '[99.5,0,-1]',
    '[0.0000011,1,0]',
    '[1.50,2,3.10]',
    '[1e-7,3,12]',
    '[1.2345678901234567,1,-0.5]',
  ],
  order: ['[3,0,1]', '[3,0,-1]', '[4,1.5,0]', '[5,1.50,3.10]', '[6,1e-7,-12]'],
  funding: ['[0.5,30,0,1]', '[0.5,30,0,-1]', '[0.0000011,2,1,0]', '[0.00020,2,2,3.10]'],
  offer: ['[3,30,0,1]', '[3,30,0,-1]', '[4,2,1.5,0]', '[5,2,0.00020,3.10]'],
};

describe('a book that is fed from the bytes of its frames', () => {
  it.each(cases)('in $name, length $len, is the book that messages make', ({ mode, len }) => {
    const { kind } = mode;
    const spec = specOf(mode, len);
    expect(bookKind(spec)).toBe(kind);
    const random = createSeededRandom(len + kind.length);
    const walk = createMarket(mode, len, random);
    const [plain, fast] = [byMessages(spec), byCursor(spec)];
    let seq = 0;
    let singles = 0;
    const feed = (payload: string): void => {
      if (!/^\[[[\]]/.test(payload)) singles++;
      const frame = new TextEncoder().encode(`[7,${payload},${++seq}]`);
      const [wanted, told] = [plain.feed(frame), fast.feed(frame)];
      if (JSON.stringify(told) !== JSON.stringify(wanted)) expect(told).toEqual(wanted);
    };
    const snapshot = (): void => feed(`[${walk.snapshot().map(texts).join()}]`);
    const rows = strangers[kind];
    snapshot();
    for (let step = 0; step < 600; step++) {
      for (const row of walk.step()) feed(texts(row));
      if (random() < 0.05) feed(rows[Math.floor(random() * rows.length)] ?? '');
      if (random() < 0.2) feed(`"cs",${(plain.book.checksum() ?? 0) + (random() < 0.05 ? 1 : 0)}`);
      if (random() < 0.03) snapshot();
      expect(fast.book.checksum()).toBe(plain.book.checksum());
      if (step % 20 === 0) expect(stateOf(fast.book)).toEqual(stateOf(plain.book));
    }
    expect(stateOf(fast.book)).toEqual(stateOf(plain.book));
    expect(fast.book.stats()).toEqual(plain.book.stats());
    // Everything but the lists took the short way.
    expect(fast.short.count).toBe(singles);
  });

  it('refuses what messages are refused for: rows of another kind, and rows before the snapshot', () => {
    const P0: BookSpec = { channel: 'book', symbol: 'tBTCUSD', prec: 'P0', freq: 'F0', len: 25 };
    const decoder = openDecoder({ ...P0, prec: 'R0' });
    const cursor = decoder.scanBook('[7,[11,100,1],1]', () => true)!;
    expect(createBook(P0).applyFrom(cursor, 0)).toEqual(
      E.left({ _tag: 'WrongKind', expected: 'price', received: 'order' }),
    );
    const early = openDecoder(P0).scanBook('[7,[100,1,1],1]', () => true)!;
    expect(createBook(P0).applyFrom(early, 0)).toEqual(E.left({ _tag: 'NotSynced', type: 'bookUpdate' }));
  });
});
