import { moneyOfValue, type Money } from '../accounts/money.js';
import type { Fill } from '../engine/state.js';
import type { FundingListing } from './listing.js';

/** What somebody has lent to somebody: a loan at first, a credit once a position uses it. */
export interface Contract {
  /** Id of the loan. */
  readonly id: number;
  /** Id of the credit that it became, and when; null while nobody uses it. */
  readonly credit: { readonly id: number; readonly since: number } | null;
  readonly listing: FundingListing;
  /** Null: the house. */
  readonly lender: number | null;
  readonly borrower: number | null;
  /** In units of 1e-8. */
  readonly amount: number;
  /** In ticks a day, as it is now. */
  readonly rate: number;
  /** Distance from the flash return rate, which it follows; null: fixed. */
  readonly delta: number | null;
  /** In days. */
  readonly period: number;
  /** Milliseconds. */
  readonly opened: number;
  readonly closes: number;
  /** Units × ticks × milliseconds, up to `accruedAt`. */
  readonly accrued: bigint;
  readonly accruedAt: number;
  /** Interest of its whole period at its first rate: what the borrower's wallet sets aside for it. */
  readonly reserved: Money;
}

/** All contracts that run. */
export interface Contracts {
  readonly open: (listing: FundingListing, fill: Fill, delta: number | null, now: number) => Contract;
  readonly all: () => Iterable<Contract>;
  /** In which this account has a part, the oldest first. */
  readonly of: (owner: number) => ReadonlyArray<Contract>;
  readonly replace: (contract: Contract) => void;
  readonly remove: (contract: Contract) => void;
  readonly takeCreditId: () => number;
  /** What the account has lent, in units; what it has borrowed sets this interest aside. */
  readonly lent: (owner: number, currency: string) => number;
  readonly reserved: (owner: number, currency: string) => Money;
}

/** Milliseconds. */
export const DAY = 86_400_000;

/** Ids as they were in a recording of 2020. */
const FIRST_LOAN_ID = 15_042_589;
const FIRST_CREDIT_ID = 195_980_057;

/** Interest of an amount at a rate of so many decimals for so long: units × ticks × ms, as money. */
export const interestOf = (accrued: bigint, decimals: number): Money => moneyOfValue(accrued, decimals) / BigInt(DAY);

/** Up to a moment, of which nothing after its end counts. */
export const accruedTo = (contract: Contract, now: number): bigint => {
  const until = Math.max(contract.accruedAt, Math.min(now, contract.closes));
  return contract.accrued + product(contract.amount, contract.rate, until - contract.accruedAt);
};

/** Units × ticks × ms. */
export const product = (amount: number, rate: number, ms: number): bigint =>
  BigInt(amount) * BigInt(rate) * BigInt(Math.floor(ms));

/** Who has no account is the house; those who trade from outside have ids below 0. */
const accountOf = ({ owner }: { readonly owner: number | null }): number | null =>
  owner !== null && owner >= 0 ? owner : null;

/** None to begin with. */
export const createContracts = (): Contracts => {
  const contracts = new Map<number, Contract>();
  const parts = new Map<number, Set<number>>();
  const lent = new Map<string, number>();
  const reserved = new Map<string, Money>();
  let nextLoanId = FIRST_LOAN_ID;
  let nextCreditId = FIRST_CREDIT_ID;

  const count = ({ lender, borrower, listing, ...contract }: Contract, sign: 1 | -1): void => {
    for (const owner of [lender, borrower]) {
      if (owner === null) continue;
      const own = parts.get(owner) ?? new Set<number>();
      parts.set(owner, own);
      if (sign > 0) own.add(contract.id);
      else own.delete(contract.id);
    }
    const key = (owner: number): string => `${owner} ${listing.currency}`;
    if (lender !== null) lent.set(key(lender), (lent.get(key(lender)) ?? 0) + sign * contract.amount);
    if (borrower !== null) {
      reserved.set(key(borrower), (reserved.get(key(borrower)) ?? 0n) + BigInt(sign) * contract.reserved);
    }
  };

  return {
    open: (listing, { taker, maker, price, amount }, delta, given) => {
      const now = Math.floor(given);
      const [lends, borrows] = taker.side === 'ask' ? [taker, maker] : [maker, taker];
      const { period } = maker;
      const contract: Contract = {
        id: nextLoanId++,
        credit: null,
        listing,
        lender: accountOf(lends),
        borrower: accountOf(borrows),
        amount,
        rate: price,
        delta,
        period,
        opened: now,
        closes: now + period * DAY,
        accrued: 0n,
        accruedAt: now,
        reserved: interestOf(product(amount, price, period * DAY), listing.decimals),
      };
      contracts.set(contract.id, contract);
      count(contract, 1);
      return contract;
    },
    all: () => contracts.values(),
    of: (owner) => [...(parts.get(owner) ?? [])].flatMap((id) => contracts.get(id) ?? []),
    replace: (contract) => void contracts.set(contract.id, contract),
    remove: (contract) => {
      contracts.delete(contract.id);
      count(contract, -1);
    },
    takeCreditId: () => nextCreditId++,
    lent: (owner, currency) => lent.get(`${owner} ${currency}`) ?? 0,
    reserved: (owner, currency) => reserved.get(`${owner} ${currency}`) ?? 0n,
  };
};
