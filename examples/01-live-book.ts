import { book, createClient, orThrow } from '@bitfinex-ws/client';

/** Prints the spread of tBTCUSD whenever the book has changed, as long as the book is proven good. */
export const liveBook = async (url: string, print: (line: string) => void, updates: number): Promise<void> => {
  const client = createClient({ url });
  const live = await orThrow(client.subscribe(book('tBTCUSD', { prec: 'P0', len: 25 })));
  let seen = 0;
  for await (const message of live) {
    if (message.type === 'gap') print(`the book can not be trusted: ${message.cause}`);
    const view = live.book.view(); // Either<BookUnavailable, BookView>
    if (view._tag === 'Left') continue;
    const { bestBid, bestAsk, spread, verified } = view.right;
    print(`${bestBid?.price} | ${bestAsk?.price}, spread ${spread}, verified by ${verified}`);
    if (message.type === 'checksum' && ++seen >= updates) break;
  }
  await client.close();
};
