import type { Money } from './money.js';

/** The three wallets of an account. */
export type WalletType = 'exchange' | 'margin' | 'funding';

/** Whose wallet: an account's user id, the house on the other side of every trade, or who takes the fees. */
type Holder = number | 'house' | 'fees';

/** One wallet of one currency. */
export interface Wallet {
  readonly type: WalletType;
  readonly currency: string;
  readonly balance: Money;
}

/** All money there is. It only ever moves from one to another, so its sum stays 0: what accounts have, the house owes. */
export interface Bank {
  readonly balance: (holder: Holder, type: WalletType, currency: string) => Money;
  readonly pay: (from: Purse, to: Purse, currency: string, money: Money) => void;
  /** Wallets of a holder that were ever used, in the order of their first use. */
  readonly wallets: (holder: Holder) => ReadonlyArray<Wallet>;
  /** All that there is of a currency; 0 unless something is wrong. */
  readonly sum: (currency: string) => Money;
}

/** Where money comes from or goes to. */
export interface Purse {
  readonly holder: Holder;
  readonly type: WalletType;
}

export const HOUSE: Purse = { holder: 'house', type: 'exchange' };
export const FEES: Purse = { holder: 'fees', type: 'exchange' };

/** A bank with no money in it. */
export const createBank = (): Bank => {
  const holders = new Map<Holder, Map<string, Wallet>>();
  const walletOf = (holder: Holder, type: WalletType, currency: string): Wallet =>
    holders.get(holder)?.get(`${type} ${currency}`) ?? { type, currency, balance: 0n };
  const add = ({ holder, type }: Purse, currency: string, money: Money): void => {
    const wallets = holders.get(holder) ?? new Map<string, Wallet>();
    holders.set(holder, wallets);
    const wallet = walletOf(holder, type, currency);
    wallets.set(`${type} ${currency}`, { ...wallet, balance: wallet.balance + money });
  };
  return {
    balance: (holder, type, currency) => walletOf(holder, type, currency).balance,
    pay: (from, to, currency, money) => {
      add(from, currency, -money);
      add(to, currency, money);
    },
    wallets: (holder) => [...(holders.get(holder)?.values() ?? [])],
    sum: (currency) => {
      let sum = 0n;
      for (const wallets of holders.values()) {
        for (const wallet of wallets.values()) if (wallet.currency === currency) sum += wallet.balance;
      }
      return sum;
    },
  };
};
