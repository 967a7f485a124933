import {
  book,
  candles,
  createClient,
  orThrow,
  ticker,
  trades,
  type Client,
  type ClientOptions,
} from '@bitfinex-ws/client';
import type { ReadOnlyAccount } from '@bitfinex-ws/client/trading';

/** Rates are fractions a day; people speak of per cent a year. */
const perYear = (rate: number | null): string => (rate === null ? '?' : `${(rate * 36_500).toFixed(2)} % a year`);

/** The market of a currency that is lent: what it costs now, what was paid, what is asked. */
export const watchFunding = async (
  symbol: `f${string}`,
  print: (line: string) => void,
  options: ClientOptions = {},
): Promise<Client> => {
  const client = createClient(options);
  const [now, tape, offers, hours] = await Promise.all([
    orThrow(client.subscribe(ticker(symbol))),
    orThrow(client.subscribe(trades(symbol))),
    orThrow(client.subscribe(book(symbol, { prec: 'P0', len: 25 }))),
    orThrow(client.subscribe(candles(symbol, { timeframe: '1h', aggregate: { size: 30, from: 2, to: 30 } }))),
  ]);
  now.on('fundingTicker', ({ ticker: { frr, ask, askPeriod } }) => {
    print(`flash return rate ${perYear(frr)}, best offer ${perYear(ask)} for ${askPeriod} days`);
  });
  tape.on('fte', ({ trade: { amount, rate, period } }) => {
    print(`${amount > 0 ? 'lent' : 'borrowed'} ${Math.abs(amount)} at ${perYear(rate)} for ${period} days`);
  });
  offers.on('checksum', () => {
    const view = offers.book.view(); // vouched for by the sequence: of funding checksums nobody knows the rule
    const best = view._tag === 'Right' ? view.right.bestAsk : null;
    if (best !== null) print(`${best.amount} on offer at ${perYear(best.price)} for ${best.period} days`);
  });
  hours.on('candle', ({ candle: { open, high, low, close } }) => {
    print(`this hour: ${[open, high, low, close].map(perYear).join(', ')}`);
  });
  return client;
};

/** The lending of an account: offers as they are placed and taken, and the loans that come of them. It can send nothing. */
export const watchLending = async (account: ReadOnlyAccount, print: (line: string) => void): Promise<void> => {
  const offers = async (): Promise<void> => {
    for await (const change of account.offers.changes()) {
      if (change.type === 'added') print(`offered: ${change.row.amount} at ${perYear(change.row.rate)}`);
      if (change.type === 'removed') print(`offer over: ${change.row.status}`);
    }
  };
  const loans = async (view: 'credits' | 'loans'): Promise<void> => {
    for await (const change of account[view].changes()) {
      if (change.type === 'snapshot') print(`${view}: ${change.rows.size}`);
      if (change.type === 'added') print(`${view}: ${change.row.amount} for ${change.row.period} days`);
      if (change.type === 'removed') print(`${view}: ${change.row.amount} came back, ${change.row.status}`);
    }
  };
  await Promise.all([offers(), loans('credits'), loans('loans')]); // they end with the account
};
