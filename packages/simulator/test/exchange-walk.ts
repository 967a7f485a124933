import { createHash } from 'node:crypto';
import { createAccounts, type Accounts, type WalletOptions } from '../src/accounts/accounts.js';
import type { Listener, TradingAccount } from '../src/accounts/account.js';
import { moneyOfNumber } from '../src/accounts/money.js';
import { createPit } from '../src/accounts/pit.js';
import { createExchange, type Exchange } from '../src/feed/exchange.js';
import { createFaults } from '../src/feed/faults.js';
import { MARKETS } from '../src/market/definitions.js';
import { createDice } from '../src/market/random.js';
import { createAccountModel, type AccountModel } from './account-model.js';
import { createAccountWatch, type AccountWatch, type Frame } from './account-watch.js';
import { createRandomInputs, WALKED } from './random-inputs.js';

/** What came of a walk; it throws where anything was wrong. */
interface WalkReport {
  /** Orders and offers that were accepted; each of them has ended. */
  readonly accepted: number;
  readonly inputs: number;
  readonly trades: number;
  readonly loans: number;
  readonly credits: number;
  /** Days of the clock. */
  readonly days: number;
  /** Interest that lenders got, before fees, in whole units of all currencies. */
  readonly interest: number;
  /** How often the sums of all money were looked at. */
  readonly looks: number;
  /** SHA-256 over all that all accounts were told. */
  readonly digest: string;
}

interface Player {
  readonly owner: number;
  readonly account: TradingAccount;
  readonly listener: Listener;
  readonly watch: AccountWatch;
  readonly model: AccountModel;
}

const NOON = 1_600_000_000_000;
const HOUR = 3_600_000;
const OWNERS = [1, 2, 3, 4];
const FEES = { maker: 1_000, taker: 2_000, lending: 150_000 };
const CURRENCIES = ['USD', 'BTC', 'ETH', 'UST', 'USTF0'];
const SYMBOLS: ReadonlyArray<string> = [...WALKED.trading, ...WALKED.funding];
const ACKNOWLEDGED = new Set(['on', 'ou', 'oc', 'oc_multi', 'fon', 'foc']);

/** So little that orders are refused for want of it now and then. */
const WALLETS: ReadonlyArray<WalletOptions> = CURRENCIES.flatMap((currency) => [
  { type: 'exchange' as const, currency, balance: currency === 'USD' ? 800_000 : 60 },
  { type: 'margin' as const, currency, balance: 400_000 },
  { type: 'funding' as const, currency, balance: 50_000 },
]);
/** Not as deep as they are elsewhere: here it is not the house that counts. */
const MARKETS_WALKED = MARKETS.filter(({ symbol }) => SYMBOLS.includes(symbol)).map((definition) => ({
  ...definition,
  depth: 60,
  past: 60,
}));

/** Accounts on an exchange, without sockets, driven by the dice, until so many of their orders and offers were accepted. */
export const walkExchange = (seed: number, orders: number): WalkReport => {
  const dice = createDice(seed, 'walk');
  const draw = createRandomInputs(createDice(seed, 'inputs'));
  const digest = createHash('sha256');
  let now = NOON;
  let inputs = 0;
  let looks = 0;
  /** What the digest has still to take in: many small pieces take it long. */
  let heard = '';

  const pit = createPit(
    () => exchange,
    () => now,
  );
  const accounts: Accounts = createAccounts({
    accounts: OWNERS.map((userId) => ({ apiKey: `key ${userId}`, apiSecret: '', userId, wallets: WALLETS })),
    fees: FEES,
    seed,
    pit,
  });
  const exchange: Exchange = createExchange({
    ...{ seed, checksumMs: 0, faults: createFaults(), now, pairs: 0 },
    plans: MARKETS_WALKED.map((definition) => ({ definition, makers: 'makers' as const, lazy: false })),
    onEvent: () => undefined,
    brokers: accounts,
  });
  let first: Frame | null = null;
  const players = OWNERS.map((owner): Player => {
    const login = accounts.login({ token: accounts.token({ apiKey: `key ${owner}` }) });
    if (login._tag === 'Left') throw new Error(login.left.msg);
    const { account } = login.right;
    const watch = createAccountWatch(`seed ${seed}, account ${owner}`);
    const start = WALLETS.map(
      ({ type, currency, balance }) => [`${type} ${currency}`, moneyOfNumber(balance)] as const,
    );
    const model = createAccountModel(new Map(start), FEES);
    const listener: Listener = {
      hearAll: () => undefined,
      hear: (code, text) => {
        heard += `${owner} ${code} ${text}\n`;
        if (heard.length > 100_000) {
          digest.update(heard);
          heard = '';
        }
        const frame: Frame = { code, row: JSON.parse(text) as unknown[] };
        first ??= frame;
        watch.hear(frame);
        model.hear(frame, now);
      },
    };
    account.join(listener);
    return { owner, account, listener, watch, model };
  });

  const insist = (holds: boolean, what: string): void => {
    if (!holds) throw new Error(`seed ${seed}, after ${inputs} inputs: ${what}`);
  };
  const put = ({ account, listener }: Player, code: string, body: unknown): void => {
    first = null;
    inputs++;
    account.input(listener, code, null, body);
    const { code: answer, row } = first ?? { code: 'nothing', row: [] };
    const acknowledged = answer === 'n' && row[1] === `${code}-req`;
    if (ACKNOWLEDGED.has(code)) insist(acknowledged, `${code} was answered with ${answer}`);
  };
  /** Whether all money is where it must be. */
  const look = (): void => {
    looks++;
    for (const currency of CURRENCIES) insist(accounts.bank.sum(currency) === 0n, `${currency} has come or gone`);
    for (const symbol of SYMBOLS) {
      const { bids, asks, stops, due, last } = exchange.engine(symbol);
      insist((bids[0]?.price ?? 0) < (asks[0]?.price ?? Infinity), `${symbol} is crossed`);
      const come = stops.filter(({ side, price }) => last !== null && (side === 'bid' ? price <= last : price >= last));
      insist(due.length === 0 && come.length === 0, `stops of ${symbol} wait for a price that has come`);
    }
    for (const { owner, model } of players) {
      const settled = model.openPositions().length === 0;
      for (const { type, currency, balance } of accounts.bank.wallets(owner)) {
        const expected = model.balance(type, currency);
        if (type === 'margin' && !settled) continue;
        insist(
          balance === expected,
          `account ${owner} has ${balance} ${currency} (${type}) where ${expected} was told`,
        );
        insist(balance >= 0n || type === 'margin', `account ${owner} has overdrawn its ${type} ${currency}`);
      }
    }
  };
  const sum = (of: (player: Player) => number): number => players.reduce((all, player) => all + of(player), 0);
  const accepted = (): number => sum(({ watch }) => watch.counts.accepted);
  const pass = (ms: number): void => {
    now += ms;
    exchange.tick(now);
  };

  for (let done = 0; accepted() < orders; done++) {
    // Whole seconds: the times of loans are told no finer.
    now += 1_000;
    const player = players[dice.below(players.length)] as Player;
    const { code, body } = draw({
      last: (symbol) => exchange.engine(symbol).last ?? 1,
      decimals: (symbol) => exchange.definitionOf(symbol)?.decimals ?? 0,
      now: () => now,
      recent: player.watch.recent,
    });
    put(player, code, body);
    if (done % 5 === 0) exchange.step(1, now);
    if (done % 10 === 0) pass(dice.chance(0.05) ? HOUR * (1 + dice.below(30)) : 0);
    if (done % 100 === 0) look();
  }

  for (const player of players) {
    for (const { order } of [...accounts.offers(player.owner)]) put(player, 'foc', { id: order.id });
    put(player, 'oc_multi', { all: 1 });
  }
  const isOpen = ({ model }: Player): boolean => model.openPositions().length > 0;
  // A book may have too little for all of it at once.
  for (let tries = 0; tries < 200 && players.some(isOpen); tries++) {
    for (const player of players) {
      for (const symbol of player.model.openPositions()) {
        // Of what closes a position only the side counts: one of the two is refused.
        for (const amount of ['1', '-1']) put(player, 'on', { type: 'MARKET', symbol, amount, flags: 512 });
      }
    }
    exchange.step(100, now);
  }
  pass(121 * 24 * HOUR);
  look();
  for (const { owner, model, watch } of players) {
    watch.end();
    insist(model.openPositions().length === 0, `a position of account ${owner} is still open`);
  }
  return {
    accepted: accepted(),
    inputs,
    trades: sum(({ watch }) => watch.counts.trades),
    loans: sum(({ watch }) => watch.counts.loans),
    credits: sum(({ watch }) => watch.counts.credits),
    days: Math.round((now - NOON) / (24 * HOUR)) - 121,
    interest: Number(players.reduce((all, { model }) => all + model.interest(), 0n) / 10n ** 16n) / 100,
    looks,
    digest: digest.update(heard).digest('hex'),
  };
};
