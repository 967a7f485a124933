import { either as E } from 'fp-ts';
import { bookKind, createSessionDecoder, type BookSpec, type Length, type Precision } from '@bitfinex-ws/protocol';
import { bookDifference, createModelBook, isDeletionRow, sharedLines, type WireRow } from '@bitfinex-ws/testkit';
import { readTexts } from '../test/wire.js';
import { createBook } from './book.js';

const lines = sharedLines('captures/bitfinex-2021-04-17.jsonl');
const window = sharedLines('protocol/vectors/window-recordings.json');

interface Line {
  readonly dir: 'in' | 'out';
  readonly frame: string;
}
interface SubscribedEvent {
  readonly event: string;
  readonly channel: string;
  readonly chanId: number;
  readonly symbol: BookSpec['symbol'];
  readonly prec: Precision;
  readonly len: string;
}
interface WindowFigures {
  readonly recordings: ReadonlyArray<{
    readonly source: string;
    readonly updates: number;
    readonly deletes: Readonly<Record<string, number>>;
    readonly unknownDeletes: number;
    readonly seqFrames?: number;
  }>;
}

/** A book and its model, fed side by side. */
const createPair = (spec: BookSpec) => ({
  book: createBook(spec, { sequenced: true }),
  model: createModelBook(bookKind(spec)),
});

(lines === null || window === null ? describe.skip : describe)('a recorded connection with seven books', () => {
  const replay = () => {
    const decoder = createSessionDecoder();
    const pairs = new Map<number, ReturnType<typeof createPair>>();
    const counted = {
      updates: 0,
      unknown: 0,
      longest: 0,
      deletes: { '1': 0, '-1': 0 } as Record<string, number>,
    };
    for (const line of lines ?? []) {
      const { dir, frame } = JSON.parse(line) as Line;
      if (dir === 'out') continue;
      const parsed = JSON.parse(frame) as SubscribedEvent | ReadonlyArray<unknown>;
      const cursor = decoder.scanBook(frame, (chanId) => pairs.has(chanId));
      const decoded = cursor === null ? decoder.decode(frame) : null;
      if ('event' in parsed) {
        if (parsed.event !== 'subscribed' || parsed.channel !== 'book') continue;
        const { chanId, symbol, prec, len } = parsed;
        pairs.set(chanId, createPair({ channel: 'book', symbol, prec, freq: 'F0', len: Number(len) as Length }));
        continue;
      }
      const pair = pairs.get(parsed[0] as number);
      if (pair === undefined || parsed[1] === 'hb') continue;
      const { book, model } = pair;
      const payload = readTexts(frame)[1] as WireRow | ReadonlyArray<WireRow>;
      if (cursor !== null) {
        const row = payload as WireRow;
        counted.updates++;
        const amount = row.at(-1) ?? '';
        if (isDeletionRow(model.kind, row)) counted.deletes[amount] = (counted.deletes[amount] ?? 0) + 1;
        if (!model.apply(row)) counted.unknown++;
        expect(book.applyFrom(cursor, 0)).toEqual(E.right(undefined));
      } else if (decoded !== null && E.isRight(decoded) && decoded.right.type === 'bookSnapshot') {
        (payload as ReadonlyArray<WireRow>).forEach(model.apply);
        expect(book.apply(decoded.right, 0)).toEqual(E.right(undefined));
      } else throw new Error(`neither snapshot nor update: ${frame}`);
      counted.longest = Math.max(
        counted.longest,
        model.bids().length - book.spec.len,
        model.asks().length - book.spec.len,
      );
      const view = book.view();
      const shown = { bids: model.bids(), asks: model.asks() };
      const difference = E.isLeft(view) ? view.left.reason : bookDifference(view.right, shown);
      if (difference !== null) throw new Error(`${frame}: ${difference}`);
    }
    return { counted, books: [...pairs.values()].map(({ book }) => book) };
  };

  it('has the window property of its vectors, and books that equal the slow model after every frame', () => {
    const { counted } = replay();
    const { recordings } = JSON.parse((window ?? []).join('\n')) as WindowFigures;
    const expected = recordings.find(({ seqFrames }) => seqFrames !== undefined);
    expect(expected?.updates).toBe(1_593);
    const { updates, deletes, unknown, longest } = counted;
    expect({ updates, deletes, unknownDeletes: unknown }).toMatchObject({
      updates: expected?.updates,
      deletes: expected?.deletes,
      unknownDeletes: expected?.unknownDeletes,
    });
    expect(longest).toBe(0);
  });

  it('leaves seven readable books: no unknown deletion, no side above its length, nothing crossed', () => {
    const { books } = replay();
    expect(books).toHaveLength(7);
    for (const book of books) {
      expect(book.stats()).toMatchObject({ snapshots: 1, unknownDeletions: 0, ignored: 0 });
      expect(book.stats().longest).toBeLessThanOrEqual(book.spec.len);
      expect(book.view()).toMatchObject({ right: { verified: 'sequence', crossed: false } });
    }
    expect(books.reduce((all, book) => all + book.stats().updates, 0)).toBe(1_593);
  });
});
