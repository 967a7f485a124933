import {
  isCanceledStatus,
  isFilledStatus,
  isRejectedStatus,
  parseOrderStatus,
  type FundingCredit,
  type FundingLoan,
  type FundingOffer,
  type NumberMode,
  type Order,
  type Position,
  type Wallet,
} from '@bitfinex-ws/protocol';
import type { RowEnd } from './contract.js';
import type { SnapshotView } from './reading.js';
import type { Comparing } from './same.js';

type Id = number | string;

/** What the rows of one view have in common. */
export interface RowKind<Row> extends Comparing<Row> {
  readonly name: SnapshotView;
  /** Under what a row is held. */
  readonly keyOf: (row: Row) => string;
  /** What a row is of, and never again once that has ended; null: not said. */
  readonly identityOf: (row: Row) => string | null;
  /** Whether a row tells of a time before the one that is held under its key. Where nothing says so, the later to come wins. */
  readonly isOlder: (row: Row, held: Row) => boolean;
  /** How it ended; null of kinds that do not say. */
  readonly endOf: (row: Row) => RowEnd | null;
}

/** The key of a wallet in its view: exchange:BTC. */
export const walletKey = (type: string, currency: string): string => `${type}:${currency}`;

/** Orders. */
export const orderKind = <N extends NumberMode>(): RowKind<Order<N>> => ({
  ...idKind('orders', (order: Order<N>) => order.mtsUpdate),
  endOf: endOf,
});

/** Funding offers. */
export const offerKind = <N extends NumberMode>(): RowKind<FundingOffer<N>> => ({
  ...idKind('offers', (offer: FundingOffer<N>) => offer.mtsUpdated),
  endOf: endOf,
});

/** Funding credits. */
export const creditKind = <N extends NumberMode>(): RowKind<FundingCredit<N>> =>
  idKind('credits', (credit: FundingCredit<N>) => credit.mtsUpdate);

/** Funding loans. */
export const loanKind = <N extends NumberMode>(): RowKind<FundingLoan<N>> =>
  idKind('loans', (loan: FundingLoan<N>) => loan.mtsUpdate);

/** Positions: one of a symbol at a time, each with an id of its own. */
export const positionKind = <N extends NumberMode>(): RowKind<Position<N>> => ({
  name: 'positions',
  keyOf: (position) => position.symbol,
  identityOf: ({ positionId }) => (positionId === null ? null : String(positionId)),
  isOlder: (row, held) => {
    const byId = compareIds(row.positionId, held.positionId);
    if (byId !== 0) return byId < 0;
    return row.mtsUpdate !== null && held.mtsUpdate !== null && row.mtsUpdate < held.mtsUpdate;
  },
  endOf: () => null,
  calculated: ['pl', 'plPerc', 'priceLiq', 'leverage'],
  passing: ['meta'],
});

/** Wallets: nothing says when one was written, and none ever ends. */
export const walletKind = <N extends NumberMode>(): RowKind<Wallet<N>> => ({
  name: 'wallets',
  keyOf: ({ type, currency }) => walletKey(type, currency),
  identityOf: () => null,
  isOlder: () => false,
  endOf: () => null,
  calculated: ['balanceAvailable'],
  passing: ['description', 'meta'],
});

const idKind = <Row extends { readonly id: Id }>(name: SnapshotView, mtsOf: (row: Row) => number): RowKind<Row> => ({
  name,
  keyOf: ({ id }) => String(id),
  identityOf: ({ id }) => String(id),
  isOlder: (row, held) => mtsOf(row) < mtsOf(held),
  endOf: () => null,
  calculated: [],
  passing: [],
});

/** Below 0 where the first id was given earlier, 0 where they are the same or nobody can say. */
const compareIds = (a: Id | null, b: Id | null): number => {
  if (a === null || b === null) return 0;
  const [first, second] = [String(a), String(b)];
  if (first.length !== second.length) return first.length - second.length;
  return first < second ? -1 : first > second ? 1 : 0;
};

const endOf = (row: { readonly status: string; readonly amount: Id; readonly amountOrig: Id }): RowEnd => {
  const status = parseOrderStatus(row.status);
  const left = Number(row.amount);
  return {
    how: isFilledStatus(status)
      ? 'executed'
      : isCanceledStatus(status)
        ? 'canceled'
        : isRejectedStatus(status)
          ? 'rejected'
          : 'other',
    filled: left === 0 ? 'all' : left === Number(row.amountOrig) ? 'none' : 'part',
    status,
  };
};
