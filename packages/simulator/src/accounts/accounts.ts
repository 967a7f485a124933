import { either as E } from 'fp-ts';
import type { EngineEvent } from '../engine/state.js';
import type { Brokers } from '../market/floor.js';
import { createPool, type Pool } from '../funding/pool.js';
import { createDice } from '../market/random.js';
import type { Fields, Refusal } from '../wire/events.js';
import { createTradingAccount, type TradingAccount } from './account.js';
import { createBank, HOUSE, type Bank, type WalletType } from './bank.js';
import type { FeeRates } from './holdings.js';
import { ALL_CAPS, createDoorman, type ApiKey, type Capabilities } from './login.js';
import { moneyOfNumber } from './money.js';
import type { Pit } from './pit.js';
import { createTokens, type TokenOptions } from './tokens.js';

/** An account that there shall be. */
export interface AccountOptions {
  readonly apiKey: string;
  readonly apiSecret: string;
  /**
   * Accounts with the same id are one account with several keys.
   * @default a number of its own
   */
  readonly userId?: number;
  /**
   * What the key lets do.
   * @default all that can be done here
   */
  readonly caps?: Capabilities;
  /**
   * What is in its wallets at the start, with up to eight decimals.
   * @default enough of everything to trade with
   */
  readonly wallets?: ReadonlyArray<WalletOptions>;
}

/** What one wallet holds at the start. */
export interface WalletOptions {
  readonly type: WalletType;
  readonly currency: string;
  readonly balance: number;
}

/** All accounts. */
export interface Accounts extends Brokers {
  readonly login: (fields: Fields) => E.Either<Refusal, { readonly key: ApiKey; readonly account: TradingAccount }>;
  readonly keys: ReadonlyArray<ApiKey>;
  /** Makes a short-lived token; null where there is no such key. */
  readonly token: (options: TokenOptions) => string | null;
  readonly bank: Bank;
  /** Funding offers of an account that live. */
  readonly offers: Pool['offers'];
}

interface AccountsPorts {
  readonly accounts: ReadonlyArray<AccountOptions>;
  readonly fees: FeeRates;
  readonly pit: Pit;
  /** For what is drawn, such as the names of tokens. */
  readonly seed: number;
  /** Is told everything that happens to an account, as one who listens to all of it. */
  readonly note?: (userId: number, code: string, row: string) => void;
}

/** Ids of accounts' orders are odd, and unique over all markets. */
const FIRST_ORDER_ID = 86_143_700_001;
/** Millionths. Source: https://www.bitfinex.com/fees */
const LENDING_FEE = 150_000;
const FIRST_USER_ID = 2_909_250;

const wallet = (type: WalletType, currency: string, balance: number): WalletOptions => ({ type, currency, balance });
const WALLETS: ReadonlyArray<WalletOptions> = [
  wallet('exchange', 'USD', 1_000_000),
  wallet('exchange', 'BTC', 20),
  wallet('exchange', 'ETH', 200),
  wallet('exchange', 'LTC', 1_000),
  wallet('exchange', 'XRP', 500_000),
  wallet('margin', 'USD', 500_000),
  wallet('margin', 'USTF0', 500_000),
  wallet('funding', 'USD', 100_000),
];

/** So many accounts whose keys follow from the seed. */
export const accountsOfSeed = (seed: number, count: number): ReadonlyArray<AccountOptions> =>
  Array.from({ length: count }, (_, place) => {
    const number = place + 1;
    const dice = createDice(seed, `account ${number}`);
    const text = (length: number): string => Array.from({ length }, () => dice.below(36).toString(36)).join('');
    return { apiKey: `simulated-${number}-${text(24)}`, apiSecret: text(43) };
  });

/** Opens the accounts, and puts into their wallets what the options say; the house owes it. */
export const createAccounts = ({ accounts: options, fees, pit, seed, note }: AccountsPorts): Accounts => {
  const bank = createBank();
  const accounts = new Map<number, TradingAccount>();
  let nextOrderId = FIRST_ORDER_ID;
  const pool = createPool({
    pit,
    bank,
    fee: fees.lending ?? LENDING_FEE,
    told: {
      say: (owner, code, row, symbol) => accounts.get(owner)?.say(code, row, symbol),
      sayWallet: (owner, type, currency, words) => accounts.get(owner)?.sayWallet(type, currency, words),
    },
  });
  const takeOrderId = (): number => (nextOrderId += 2) - 2;

  const keys = options.map(({ apiKey, apiSecret, caps, userId, wallets }, place): ApiKey => {
    const id = userId ?? FIRST_USER_ID + place;
    if (!accounts.has(id)) {
      for (const { type, currency, balance } of wallets ?? WALLETS) {
        bank.pay(HOUSE, { holder: id, type }, currency, moneyOfNumber(balance));
      }
      const account = createTradingAccount({ userId: id, bank, fees, pit, pool, takeOrderId });
      // Only what happens is noted; a list of what there is happens to nobody.
      account.join({ hear: (code, row) => note?.(id, code, row), hearAll: () => undefined });
      accounts.set(id, account);
    }
    return { apiKey, apiSecret, userId: id, caps: caps ?? ALL_CAPS };
  });
  const tokens = createTokens(pit.now, createDice(seed, 'tokens'));
  const doorman = createDoorman(keys, tokens.read);
  const ownersOf = (events: ReadonlyArray<EngineEvent>): ReadonlySet<number | null> => {
    const owners = new Set<number | null>();
    for (const event of events) {
      if (event._tag === 'Filled') owners.add(event.taker.owner).add(event.maker.owner);
      else owners.add(event.order.owner);
    }
    return owners;
  };

  return {
    keys,
    bank,
    offers: pool.offers,
    token: (wanted) => {
      const key = wanted.apiKey === undefined ? keys[0] : keys.find(({ apiKey }) => apiKey === wanted.apiKey);
      return key ? tokens.make(key, wanted) : null;
    },
    login: (fields) =>
      E.chain((key: ApiKey): E.Either<Refusal, { readonly key: ApiKey; readonly account: TradingAccount }> => {
        const account = accounts.get(key.userId);
        return account ? E.right({ key, account }) : E.left({ code: 10100, msg: 'apikey: invalid' });
      })(doorman.judge(fields)),
    onEvents: (symbol, events, now) => {
      if (pit.funding(symbol)) return pool.onEvents(symbol, events, now);
      for (const owner of ownersOf(events)) if (owner !== null) accounts.get(owner)?.onEvents(symbol, events, now);
    },
    onTime: pool.onTime,
    dueAt: pool.dueAt,
    spendOf: (symbol, order) =>
      order.owner === null ? null : (accounts.get(order.owner)?.spendOf(symbol, order) ?? null),
  };
};
