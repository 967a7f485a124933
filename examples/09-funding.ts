import { book, candles, orThrow, ticker, trades, type Client } from '@bitfinex-ws/client';
import type { ReadOnlyAccount } from '@bitfinex-ws/client/trading';

/** The market of a currency that is lent: what it costs now, what was paid, what is asked. It ends with the client. */
export const watchFunding = async (
  client: Client,
  symbol: `f${string}`,
  print: (line: string) => void,
): Promise<void> => {
  const now = async (): Promise<void> => {
    for await (const message of await orThrow(client.subscribe(ticker(symbol)))) {
      if (message.type !== 'fundingTicker') continue;
      const { frr, ask, askPeriod } = message.ticker;
      print(`flash return rate ${perYear(frr)}, best offer ${perYear(ask)} for ${askPeriod} days`);
    }
  };
  const paid = async (): Promise<void> => {
    for await (const message of await orThrow(client.subscribe(trades(symbol)))) {
      if (message.type !== 'fte') continue;
      const { amount, rate, period } = message.trade;
      print(`${amount > 0 ? 'lent' : 'borrowed'} ${Math.abs(amount)} at ${perYear(rate)} for ${period} days`);
    }
  };
  const offered = async (): Promise<void> => {
    const live = await orThrow(client.subscribe(book(symbol, { prec: 'P0', len: 25 })));
    for await (const item of live.latest()) {
      // Vouched for by the sequence: nobody knows the rule of funding checksums.
      const best = item.type === 'view' ? item.view.bestAsk : null;
      if (best !== null) print(`${best.amount} on offer at ${perYear(best.price)} for ${best.period} days`);
    }
  };
  const hours = async (): Promise<void> => {
    const asked = candles(symbol, { timeframe: '1h', aggregate: { size: 30, from: 2, to: 30 } });
    for await (const [hour] of (await orThrow(client.subscribe(asked))).window({ length: 1 })) {
      if (hour !== undefined) print(`this hour: ${perYear(hour.low)} to ${perYear(hour.high)}`);
    }
  };
  await Promise.all([now(), paid(), offered(), hours()]);
};

/** The lending of an account: offers as they are placed and taken, and the loans that come of them. */
export const watchLending = async (account: ReadOnlyAccount, print: (line: string) => void): Promise<void> => {
  const follow = async (view: 'offers' | 'credits' | 'loans'): Promise<void> => {
    for await (const change of account[view].changes()) {
      if (change.type === 'snapshot') print(`${view}: ${change.rows.size}`);
      if (change.type !== 'added' && change.type !== 'removed') continue;
      const { amount, rate, period, status } = change.row;
      print(`${view} ${change.type}: ${amount} at ${perYear(rate)} for ${period} days, ${status}`);
    }
  };
  await Promise.all([follow('offers'), follow('credits'), follow('loans')]); // they end with the account
};

/** Rates are fractions a day; people speak of per cent a year. */
const perYear = (rate: number | null): string => (rate === null ? '?' : `${(rate * 36_500).toFixed(2)} % a year`);
