import { createCoreClient, ticker, type CoreClient, type CoreClientOptions } from '@bitfinex-ws/client/core';

/** The last price of a pair for a page that has to be small; `?` while it is not known. */
export const followPrice = (
  symbol: `t${string}`,
  show: (text: string) => void,
  options: CoreClientOptions = {},
): CoreClient => {
  const client = createCoreClient(options);
  const follow = async (): Promise<void> => {
    show('?');
    const answer = await client.subscribe(ticker(symbol));
    if (answer._tag === 'Left') return show(`? (${answer.left._tag})`); // SubscribeRejected: there is no such pair
    for await (const message of answer.right) {
      if (message.type === 'ticker') show(`${message.ticker.lastPrice ?? '?'}`);
      if (message.type === 'gap' || message.type === 'ended') show('?'); // what was so before an outage may not be so now
    }
  };
  void follow();
  return client;
};
