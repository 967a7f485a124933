import { book, createClient, orThrow } from '@bitfinex-ws/client';
import { averageFill, explainDepthError } from '@bitfinex-ws/orderbook';

/** Quotes what 0.5 BTC would cost, and withdraws the quote at once while the book is not proven good. */
export const quote = async (url: string, print: (line: string) => void, quotes: number): Promise<void> => {
  const client = createClient({ url });
  const live = await orThrow(client.subscribe(book('tBTCUSD', { prec: 'P0', len: 25, maxAgeMs: 20_000 })));
  let seen = 0;
  for await (const item of live.latest()) {
    if (item.type === 'unavailable') {
      print(`no quote: ${item.reason}`); // it comes back by itself, with the next checksum or the next snapshot
      continue;
    }
    if (item.view.verified !== 'checksum') continue; // the sequence alone would do for a display
    const fill = averageFill(item.view, 'buy', 0.5);
    print(
      fill._tag === 'Left'
        ? `no quote: ${explainDepthError(fill.left)}`
        : `0.5 BTC at ${fill.right.price.toFixed(1)}, ${(fill.right.slippage * 1e4).toFixed(2)} bp over the best ask`,
    );
    if (++seen >= quotes) break;
  }
  await client.close();
};
