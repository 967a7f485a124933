import type { Clock } from '@bitfinex-ws/machine';
import type { MarketEvent } from '../market/event.js';
import { createAccount, type Account } from './account.js';
import type { Ledger, LedgerConnection, LedgerOptions, LedgerTrade } from './ledger.js';

/** The ledger as those see it who write in it. */
export interface LedgerStore extends Pick<Ledger, 'trades' | 'forgotten' | 'connections'> {
  readonly onEvent: (event: MarketEvent) => void;
  readonly open: (
    number: number,
    counts: { readonly framesSent: () => number; readonly sequence: () => number },
  ) => Account;
}

interface Page {
  readonly trades: LedgerTrade[];
  forgotten: number;
}

/** Nothing is written to begin with. */
export const createLedgerStore = (options: Required<LedgerOptions>, clock: Clock): LedgerStore => {
  const pages = new Map<string, Page>();
  const open = new Map<number, Account>();
  let over: LedgerConnection[] = [];

  const shorten = (page: Page, most: number): void => {
    if (page.trades.length <= most) return;
    page.forgotten += page.trades.length - options.trades;
    page.trades.splice(0, page.trades.length - options.trades);
  };

  return {
    onEvent: ({ definition: { symbol, decimals, kind }, trades }) => {
      if (trades.length === 0) return;
      const page = pages.get(symbol) ?? { trades: [], forgotten: 0 };
      pages.set(symbol, page);
      for (const { id, mts, amount, price, period } of trades) {
        page.trades.push({
          id,
          mts,
          // Quotients of two exact numbers are the nearest doubles, which is what their texts parse to.
          amount: amount / 1e8,
          price: price / 10 ** decimals,
          period: kind === 'funding' ? period : null,
        });
      }
      // Twice as many at times, lest each trade moves all the others.
      shorten(page, 2 * options.trades);
    },
    trades: (symbol) => {
      const page = pages.get(symbol);
      if (!page) return [];
      shorten(page, options.trades);
      return [...page.trades];
    },
    forgotten: (symbol) => {
      const page = pages.get(symbol);
      if (!page) return 0;
      shorten(page, options.trades);
      return page.forgotten;
    },
    open: (number, counts) => {
      const account = createAccount(number, clock, options.told, counts);
      const ended = (): void => {
        account.ended();
        open.delete(number);
        over.push(account.read());
        if (over.length > options.connections) over = over.slice(over.length - options.connections);
      };
      open.set(number, account);
      return { ...account, ended };
    },
    connections: () =>
      [...over, ...[...open.values()].map((account) => account.read())].sort((a, b) => a.number - b.number),
  };
};
