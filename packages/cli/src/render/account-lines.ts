import { either as E } from 'fp-ts';
import type { Account } from '@bitfinex-ws/client/trading';
import type { FundingCredit, FundingLoan, FundingOffer, Order, Position, Wallet } from '@bitfinex-ws/protocol';
import { decimalText } from './numbers.js';
import { tableLines } from './table.js';

/** What an account holds, as it is printed. A view that could not be read has none of it. */
export interface AccountFacts {
  readonly wallets: ReadonlyArray<Wallet>;
  readonly positions: ReadonlyArray<Position>;
  readonly orders: ReadonlyArray<Order>;
  readonly offers: ReadonlyArray<FundingOffer>;
  readonly credits: ReadonlyArray<FundingCredit>;
  readonly loans: ReadonlyArray<FundingLoan>;
  /** The views that could not be read, and why. */
  readonly unread: ReadonlyArray<string>;
}

/** Reads the views of an account. */
export const factsOf = (account: Account): AccountFacts => {
  const unread: string[] = [];
  const rows = <Row>(name: string, read: E.Either<{ readonly _tag: string }, ReadonlyMap<string, Row>>) => {
    if (E.isRight(read)) return [...read.right.values()];
    unread.push(`${name}: ${read.left._tag}`);
    return [];
  };
  return {
    wallets: rows('wallets', account.wallets.read()),
    positions: rows('positions', account.positions.read()),
    orders: rows('orders', account.orders.read()),
    offers: rows('offers', account.offers.read()),
    credits: rows('credits', account.credits.read()),
    loans: rows('loans', account.loans.read()),
    unread,
  };
};

/** An account as tables, one for each kind of which there is something; `?` where nothing was calculated. */
export const accountLines = (facts: AccountFacts): ReadonlyArray<string> => [
  ...section(
    'wallets',
    ['wallet', 'balance', 'available', 'currency'],
    facts.wallets.map(({ type, currency, balance, balanceAvailable }) => [
      ...[type, decimalText(balance), known(balanceAvailable), currency],
    ]),
  ),
  ...section(
    'positions',
    ['position', 'amount', 'price', 'profit', 'status'],
    facts.positions.map(({ symbol, amount, basePrice, pl, status }) => [
      ...[symbol, decimalText(amount), decimalText(basePrice), known(pl), status],
    ]),
  ),
  ...orderLines(facts.orders),
  ...section(
    'offers',
    ['offer', 'symbol', 'amount', 'rate a day', 'days', 'status'],
    facts.offers.map(({ id, symbol, amount, rate, period, status }) => [
      ...[String(id), symbol, decimalText(amount), decimalText(rate), String(period), status],
    ]),
  ),
  ...lentLines('credits', facts.credits),
  ...lentLines('loans', facts.loans),
  ...facts.unread,
];

/** Open orders as a table. */
export const orderLines = (orders: ReadonlyArray<Order>): ReadonlyArray<string> =>
  section(
    'orders',
    ['order', 'symbol', 'amount', 'of', 'price', 'type', 'status'],
    orders.map(({ id, symbol, amount, amountOrig, price, orderType, status }) => [
      ...[String(id), symbol, decimalText(amount), decimalText(amountOrig), decimalText(price), orderType, status],
    ]),
  );

const lentLines = (name: string, rows: ReadonlyArray<FundingLoan>): ReadonlyArray<string> =>
  section(
    name,
    ['id', 'symbol', 'amount', 'rate a day', 'days', 'status'],
    rows.map(({ id, symbol, amount, rate, period, status }) => [
      ...[String(id), symbol, decimalText(amount), decimalText(rate), String(period), status],
    ]),
  );

const section = (
  name: string,
  headings: ReadonlyArray<string>,
  rows: ReadonlyArray<ReadonlyArray<string>>,
): ReadonlyArray<string> => (rows.length === 0 ? [`no ${name}`] : [...tableLines(headings, rows)]);

const known = (value: number | null): string => (value === null ? '?' : decimalText(value));
