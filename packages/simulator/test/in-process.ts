import { createFakeClock, settle, type FakeClock } from '@bitfinex-ws/testkit';
import { explainSimulatorError, openExchange, type ExchangeInProcess, type ExchangeOptions } from '../src/index.js';
import { loginRequest } from './trader.js';

/** An exchange on a clock that is turned by hand. */
export const openOrThrow = (
  options: ExchangeOptions = {},
): { readonly exchange: ExchangeInProcess; readonly clock: FakeClock } => {
  const clock = createFakeClock();
  const opened = openExchange({ clock, markets: ['tBTCUSD'], ...options });
  if (opened._tag === 'Left') throw new Error(explainSimulatorError(opened.left));
  return { exchange: opened.right, clock };
};

/** A scripted client that keeps what it hears. */
export const listenerOn = (exchange: ExchangeInProcess) => {
  const heard: string[] = [];
  const ends: unknown[] = [];
  const client = exchange.connect({
    onOpen: () => heard.push('open'),
    onText: (text) => heard.push(text),
    onClose: (end) => ends.push(end),
  });
  return { ...client, heard, ends };
};

/** A scripted client that has logged in with the key of this place; `said` answers what its account channel said since. */
export const traderOn = async (exchange: ExchangeInProcess, place = 0) => {
  const key = exchange.keys[place];
  if (!key) throw new Error(`no key ${place}`);
  const client = listenerOn(exchange);
  client.send(loginRequest(key));
  await settle();
  const said = async (): Promise<ReadonlyArray<readonly [code: string, row: ReadonlyArray<unknown>]>> => {
    await settle();
    return client.heard
      .splice(0)
      .filter((text) => text.startsWith('[0,'))
      .map((text) => {
        const [, code, row] = JSON.parse(text) as [number, string, unknown[]];
        return [code, row] as const;
      });
  };
  await said();
  return { ...client, said, input: (code: string, body: unknown) => client.send([0, code, null, body]) };
};

/** What a P0 book of a symbol shows: price, count and amount. */
export const bookOf = (exchange: ExchangeInProcess, symbol = 'tBTCUSD') => {
  const book = exchange.ledger.book(symbol, 'P0', 25);
  return { bids: book?.bids ?? [], asks: book?.asks ?? [] };
};
