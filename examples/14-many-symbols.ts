import { createClient, explainClientError, ticker, type Client, type ClientOptions } from '@bitfinex-ws/client';
import type { TradingSymbol } from '@bitfinex-ws/protocol';

/** Many tickers as one table. */
export interface QuoteTable {
  readonly client: Client;
  readonly quotes: ReadonlyMap<string, Quote>;
  /** Settles when every symbol was answered: which were refused, and why, in words. */
  readonly refused: Promise<ReadonlyMap<string, string>>;
}
/** What is known of a symbol. `at`: when it was told, ms; null: nothing yet. */
export interface Quote {
  readonly bid: number | null;
  readonly ask: number | null;
  readonly at: number | null;
}

/** Follows as many symbols as you like: a connection takes 25 channels, then the next one is opened, at the pace that is allowed. */
export const quoteTable = (symbols: readonly TradingSymbol[], options: ClientOptions = {}): QuoteTable => {
  const client = createClient(options);
  const quotes = new Map<string, Quote>();
  const follow = async (symbol: TradingSymbol): Promise<readonly [string, string] | null> => {
    // 20 dials a minute are allowed: with 1000 symbols the last connections open after two minutes.
    const answer = await client.subscribe(ticker(symbol), { timeoutMs: 600_000 });
    if (answer._tag === 'Left') return [symbol, explainClientError(answer.left)];
    quotes.set(symbol, { bid: null, ask: null, at: null });
    const forget = (): void => void quotes.set(symbol, { bid: null, ask: null, at: null });
    answer.right.on('ticker', ({ ticker: { bid, ask }, receivedAt }) =>
      quotes.set(symbol, { bid, ask, at: receivedAt }),
    );
    answer.right.on('gap', forget); // what was known before an outage is not what is now
    return null;
  };
  const refused = Promise.all(symbols.map(follow)).then((answers) => new Map(answers.filter((each) => each !== null)));
  return { client, quotes, refused };
};
