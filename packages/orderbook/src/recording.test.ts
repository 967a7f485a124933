import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { either as E } from 'fp-ts';
import type { BookSpec, Length, Precision, TradingSymbol } from '@bitfinex-ws/protocol';
import { readBookFrame } from '../test/wire.js';
import { createBook, type Book } from './book.js';

const file = path.join(__dirname, '../../../../shared/captures/bitfinex-2021-04-17.jsonl');
const present = existsSync(file);

interface Line {
  readonly dir: 'in' | 'out';
  readonly frame: string;
}
interface SubscribedEvent {
  readonly event: string;
  readonly channel: string;
  readonly chanId: number;
  readonly symbol: TradingSymbol;
  readonly prec: Precision;
  readonly len: string;
}

(present ? describe : describe.skip)('a recorded connection with seven books', () => {
  const replay = (): ReadonlyArray<Book> => {
    const books = new Map<number, Book>();
    for (const text of readFileSync(file, 'utf8').trim().split('\n')) {
      const { dir, frame } = JSON.parse(text) as Line;
      if (dir === 'out') continue;
      const parsed = JSON.parse(frame) as SubscribedEvent | ReadonlyArray<unknown>;
      if ('event' in parsed) {
        if (parsed.event !== 'subscribed' || parsed.channel !== 'book') continue;
        const { chanId, symbol, prec, len } = parsed;
        const spec: BookSpec = { channel: 'book', symbol, prec, freq: 'F0', len: Number(len) as Length };
        books.set(chanId, createBook(spec, { sequenced: true }));
        continue;
      }
      const book = books.get(parsed[0] as number);
      if (book === undefined || parsed[1] === 'hb') continue;
      expect(book.apply(readBookFrame(book.spec, frame), 0)).toEqual(E.right(undefined));
    }
    return [...books.values()];
  };

  it('leaves seven readable books: no unknown deletion, no side above its length, nothing crossed', () => {
    const books = replay();
    expect(books).toHaveLength(7);
    let updates = 0;
    for (const book of books) {
      expect(book.stats()).toMatchObject({ snapshots: 1, unknownDeletions: 0, ignored: 0 });
      expect(book.stats().longest).toBeLessThanOrEqual(book.spec.len);
      expect(book.view()).toMatchObject({ right: { verified: 'sequence' } });
      const view = book.view();
      if (E.isRight(view) && view.right.spread !== null) expect(view.right.spread).toBeGreaterThan(0);
      updates += book.stats().updates;
    }
    expect(updates).toBe(1593);
  });
});
