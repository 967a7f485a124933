import type { Signer } from '@bitfinex-ws/auth';
import { createAccount, orThrow, orThrowNow } from '@bitfinex-ws/client/trading';

/** Sells a little bitcoin at the market, watches the fills, and says what it came to: there is always an outcome. */
export const sellSome = async (
  login: { readonly url: string; readonly apiKey: string; readonly signer: Signer },
  amount: string,
  print: (line: string) => void,
): Promise<void> => {
  const account = createAccount(login);
  await orThrow(account.ready()); // logged in, and the snapshots are here
  const ticket = orThrowNow(account.submit({ type: 'EXCHANGE MARKET', symbol: 'tBTCUSD', amount: `-${amount}` }));
  for await (const step of ticket) {
    if (step.type === 'acknowledged') print(`taken as ${step.ack.id}`);
    if (step.type === 'fill') print(`sold ${-step.fill.execAmount} at ${step.fill.execPrice}`);
    if (step.type === 'outcomeUnknown') print(`not known yet: ${step.cause}`); // never send it again blindly
  }
  const outcome = await ticket.final;
  print(outcome._tag === 'Executed' ? `done, fees known: ${outcome.complete}` : `ended otherwise: ${outcome._tag}`);
  const wallets = account.wallets.read(); // Either<NotReady, ReadonlyMap<string, Wallet>>
  if (wallets._tag === 'Right') print(`${wallets.right.size} wallets`);
  await account.close();
};
