import { either as E } from 'fp-ts';
import type { ExchangeOptions } from '@bitfinex-ws/simulator';
import type { AccountOptions } from '../src/trading/index.js';
import { openDesk, type AccountDesk } from './account-desk.js';

/** The desks of a test file, which are closed behind each test. */
interface AccountDesks {
  /** Opens one; nobody has connected yet. */
  readonly open: (options?: AccountOptions, exchange?: ExchangeOptions) => AccountDesk;
  /** Opens one whose account is logged in, with its snapshots. */
  readonly ready: (options?: AccountOptions, exchange?: ExchangeOptions) => Promise<AccountDesk>;
  /** Has one closed that was opened otherwise. */
  readonly closeLater: (desk: AccountDesk) => void;
}

/** Desks that leave nothing behind: after each test of the file all are closed, nothing is pending, and no timer runs. */
export const accountDesks = (): AccountDesks => {
  const opened: AccountDesk[] = [];
  afterEach(async () => {
    for (const { account, exchange, clock, until } of opened.splice(0)) {
      expect(await until(account.close())).toEqual(E.right(undefined));
      await until(exchange.close());
      expect(account.status().pending).toEqual({ orders: 0, offers: 0, requests: 0, calculations: 0 });
      expect(clock.pending()).toBe(0);
    }
  });
  const open: AccountDesks['open'] = (options, exchange) => {
    const desk = openDesk(options, exchange);
    opened.push(desk);
    return desk;
  };
  return {
    open,
    ready: async (options, exchange) => {
      const desk = open(options, exchange);
      expect(await desk.until(desk.account.ready())).toEqual(E.right(undefined));
      return desk;
    },
    closeLater: (desk) => void opened.push(desk),
  };
};

/** The value of an answer; the test fails with the error where there is none. */
export const right = <A>(answer: E.Either<{ readonly _tag: string }, A>): A => {
  if (E.isLeft(answer)) throw new Error(JSON.stringify(answer.left));
  return answer.right;
};
/** The error of an answer; null where there is none. */
export const left = <Error>(answer: E.Either<Error, unknown>): Error | null => (E.isLeft(answer) ? answer.left : null);

/** An order that rests far below the market. */
export const far = { type: 'EXCHANGE LIMIT', symbol: 'tBTCUSD', amount: '0.01', price: '1000' } as const;
