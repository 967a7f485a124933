import { FEES, HOUSE, type Bank, type Purse, type WalletType } from '../accounts/bank.js';
import { feeOf } from '../accounts/money.js';
import { creditRow, loanRow } from './funding-text.js';
import { accruedTo, interestOf, type Contract, type Contracts } from './contracts.js';
import { roundedRate } from './offer.js';

/** Tells an owner of contracts and wallets. */
export interface Told {
  readonly say: (owner: number, code: string, row: string, symbol: string) => void;
  readonly sayWallet: (owner: number, type: WalletType, currency: string, description?: string) => void;
}

/** What becomes of contracts as time passes. */
interface Settlement {
  /** Tells both sides of a contract that has just been made. */
  readonly begun: (contract: Contract) => void;
  readonly onTime: (now: number) => void;
  readonly dueAt: () => number;
  /** The flash return rate of a market is another one now. */
  readonly onFlashRate: (symbol: string, rate: number, now: number) => void;
}

interface SettlementPorts {
  readonly contracts: Contracts;
  readonly bank: Bank;
  /** Millionths of the interest. */
  readonly fee: number;
  readonly told: Told;
}

/** Milliseconds after which what the house has borrowed is used in a position. In a recording it was six minutes. */
const USED_AFTER_MS = 60_000;
/** What the ledger calls it. Source: recordings. */
const PAYMENT = 'Margin Funding Payment on wallet funding';

/** Settles the contracts that these are. */
export const createSettlement = ({ contracts, bank, fee, told }: SettlementPorts): Settlement => {
  /** Nothing is due before. */
  let next = Infinity;

  const note = (contract: Contract): void => {
    const isUsed = contract.credit !== null || contract.borrower !== null;
    next = Math.min(next, isUsed ? contract.closes : contract.opened + USED_AFTER_MS);
  };
  /** Says something of a contract to each that has a part in it; to one that has both parts, once. */
  const tell = (
    code: 'n' | 'u' | 'c',
    contract: Contract,
    now: number,
    status: string,
    kind = kindOf(contract),
  ): void => {
    const { lender, borrower, listing } = contract;
    const [row, letter] = kind === 'credit' ? [creditRow, 'c'] : [loanRow, 'l'];
    const say = (owner: number, side: 1 | 0 | -1): void =>
      told.say(owner, `f${letter}${code}`, row(contract, side, now, status), listing.symbol);
    if (lender !== null) say(lender, lender === borrower ? 0 : 1);
    if (borrower !== null && borrower !== lender) say(borrower, -1);
  };
  const use = (contract: Contract, now: number): void => {
    const used: Contract = { ...contract, credit: { id: contracts.takeCreditId(), since: Math.floor(now) } };
    contracts.replace(used);
    tell('n', used, now, 'ACTIVE');
    tell('c', used, now, 'CLOSED (used)', 'loan');
    note(used);
    if (used.lender !== null) told.sayWallet(used.lender, 'funding', used.listing.currency);
  };
  /** Its period is over: what is owed is paid, and what was lent is free again. */
  const close = (contract: Contract, now: number): void => {
    const { lender, borrower, listing } = contract;
    const { currency } = listing;
    const interest = interestOf(accruedTo(contract, now), listing.decimals);
    const from: Purse = borrower === null ? HOUSE : { holder: borrower, type: 'margin' };
    const to: Purse = lender === null ? HOUSE : { holder: lender, type: 'funding' };
    bank.pay(from, to, currency, interest);
    if (lender !== null) bank.pay(to, FEES, currency, feeOf(interest, fee));
    contracts.remove(contract);
    tell('c', contract, now, 'CLOSED');
    if (lender !== null) told.sayWallet(lender, 'funding', currency, PAYMENT);
    if (borrower !== null) told.sayWallet(borrower, 'margin', currency, PAYMENT);
  };

  return {
    begun: (contract) => {
      note(contract);
      tell('n', contract, contract.opened, 'ACTIVE');
    },
    dueAt: () => next,
    onTime: (now) => {
      if (now < next) return;
      next = Infinity;
      for (const contract of [...contracts.all()]) {
        const unused = contract.credit === null && contract.borrower === null;
        if (contract.closes <= now) close(contract, now);
        else if (unused && contract.opened + USED_AFTER_MS <= now) use(contract, now);
        else note(contract);
      }
    },
    onFlashRate: (symbol, rate, now) => {
      for (const contract of [...contracts.all()]) {
        if (contract.delta === null || contract.listing.symbol !== symbol) continue;
        const changed: Contract = {
          ...contract,
          rate: roundedRate(rate + contract.delta, 'ask'),
          accrued: accruedTo(contract, Math.floor(now)),
          accruedAt: Math.min(Math.floor(now), contract.closes),
        };
        contracts.replace(changed);
        tell('u', changed, now, 'ACTIVE');
      }
    },
  };
};

const kindOf = ({ credit }: Contract): 'loan' | 'credit' => (credit === null ? 'loan' : 'credit');
