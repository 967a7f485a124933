import type { Signer } from '@bitfinex-ws/auth';
import { nodeSigner } from '@bitfinex-ws/auth/node';
import { book, createClient, type Client } from '@bitfinex-ws/client';
import { createAccount, orThrow, orThrowNow, type Account } from '@bitfinex-ws/client/trading';
import { explainSimulatorError, openExchange } from '@bitfinex-ws/simulator';

/** Where a bot trades. */
export interface Venue {
  readonly client: Client;
  readonly account: Account;
  readonly close: () => Promise<unknown>;
}

/** With a key: Bitfinex, and real money. Without: an exchange inside this process, with play money. */
export const openVenue = (key?: { readonly apiKey: string; readonly signer: Signer }): Venue => {
  if (key !== undefined) {
    const [client, account] = [createClient(), createAccount(key)];
    return { client, account, close: () => Promise.all([account.close(), client.close()]) };
  }
  const opened = openExchange({ markets: ['tBTCUSD'] });
  if (opened._tag === 'Left') throw new Error(explainSimulatorError(opened.left));
  const { transport, keys, close } = opened.right;
  const { apiKey = '', apiSecret = '' } = keys[0] ?? {};
  const client = createClient({ transport });
  const account = createAccount({ transport, apiKey, signer: nodeSigner(apiSecret) });
  return { client, account, close: () => Promise.all([account.close(), client.close(), close()]) };
};

/** A bot that knows nothing of where it trades: buys at the best bid, waits to be filled, and gives up after a while. */
export const buyPatiently = async (
  { client, account }: Venue,
  amount: string,
  patienceMs: number,
  print: (line: string) => void,
): Promise<void> => {
  await orThrow(account.ready());
  const live = await orThrow(client.subscribe(book('tBTCUSD')));
  for await (const item of live.latest()) {
    if (item.type === 'unavailable') continue; // no order on a book that is not proven good
    const price = item.view.bestBid?.price;
    if (price === undefined) continue;
    const ticket = orThrowNow(
      account.submit({ type: 'EXCHANGE LIMIT', symbol: 'tBTCUSD', amount, price: String(price) }),
    );
    print(`bids ${price}`);
    const timer = setTimeout(() => void ticket.cancel(), patienceMs);
    const outcome = await ticket.final; // it may be filled, in whole or in part, before it is cancelled
    clearTimeout(timer);
    for (const { execAmount, execPrice } of ticket.fills()) print(`bought ${execAmount} at ${execPrice}`);
    print(`it ended as ${outcome._tag}`);
    break;
  }
  await live.unsubscribe();
};
