import type { AccountMessage, FundingOffer, Order, Position, Wallet } from '@bitfinex-ws/protocol';
import { offer, order, position, say, wallet } from './rows.js';

/** A number below `below`. */
export type Dice = (below: number) => number;

/** Messages of one subject must stay in order where nothing in them says when they were written. */
export interface Told {
  readonly message: AccountMessage;
  readonly mayOvertake: boolean;
}

/** The exchange's side of one account, as small as it can be: what is, and what is said when it changes. */
export interface AccountModel {
  readonly orders: ReadonlyMap<string, Order>;
  readonly positions: ReadonlyMap<string, Position>;
  readonly wallets: ReadonlyMap<string, Wallet>;
  readonly offers: ReadonlyMap<string, FundingOffer>;
  /** Something happens. */
  readonly act: (dice: Dice) => ReadonlyArray<Told>;
  /** The six snapshots, as things are now. */
  readonly snapshots: () => ReadonlyArray<AccountMessage>;
}

const SYMBOLS = ['tBTCUSD', 'tETHUSD', 'tLTCUSD'];
const CURRENCIES = ['USD', 'BTC', 'ETH'];

/** An account that holds nothing. */
export const createAccountModel = (): AccountModel => {
  const orders = new Map<string, Order>();
  const positions = new Map<string, Position>();
  const wallets = new Map<string, Wallet>();
  const offers = new Map<string, FundingOffer>();
  let now = 1_700_000_000_000;
  let lastId = 100;

  const tick = (): number => (now += 1);
  const told = (message: AccountMessage): Told => ({ message, mayOvertake: true });
  const pick = <A>(from: Iterable<A>, dice: Dice): A | undefined => {
    const all = [...from];
    return all[dice(all.length)];
  };

  const placeOrder = (dice: Dice): Told => {
    const at = tick();
    lastId += 1;
    const amount = 1 + dice(9);
    const row = order({
      id: lastId,
      cid: at,
      symbol: SYMBOLS[dice(3)] ?? '',
      mtsCreate: at,
      mtsUpdate: at,
      amount,
      amountOrig: amount,
      price: 100 + dice(50),
      meta: dice(2) === 0 ? null : { source: 'api' },
    });
    orders.set(String(lastId), row);
    return told(say.on(row));
  };

  const changeOrder = (row: Order, dice: Dice): Told => {
    const left = row.amount - 1;
    const next = { ...row, mtsUpdate: tick(), priceAvg: row.price };
    if (left > 0 && dice(3) > 0) {
      const filled = { ...next, amount: left, status: `PARTIALLY FILLED @ ${row.price}(1)` };
      orders.set(String(row.id), filled);
      return told(say.ou(filled));
    }
    orders.delete(String(row.id));
    const status = left > 0 ? 'CANCELED' : `EXECUTED @ ${row.price}(1)`;
    return told(say.oc({ ...next, amount: left > 0 ? row.amount : 0, status }));
  };

  const changePosition = (dice: Dice): Told => {
    const symbol = SYMBOLS[dice(3)] ?? '';
    const held = positions.get(symbol);
    const at = tick();
    if (held === undefined) {
      lastId += 1;
      const row = position({ symbol, positionId: lastId, mtsCreate: at, mtsUpdate: at, amount: 1 + dice(9) });
      positions.set(symbol, row);
      return told(say.pn(row));
    }
    if (dice(3) === 0) {
      positions.delete(symbol);
      return told(say.pc({ ...held, mtsUpdate: at, amount: 0, status: 'CLOSED' }));
    }
    const row = { ...held, mtsUpdate: at, amount: 1 + dice(9), pl: dice(2) === 0 ? null : dice(100) };
    positions.set(symbol, row);
    return told(say.pu(row));
  };

  const changeWallet = (dice: Dice): Told => {
    const currency = CURRENCIES[dice(3)] ?? '';
    const balance = dice(1000);
    const row = wallet({
      currency,
      balance,
      balanceAvailable: dice(2) === 0 ? null : balance,
      description: `trade ${tick()}`,
    });
    wallets.set(`exchange:${currency}`, row);
    return { message: say.wu(row), mayOvertake: false };
  };

  const changeOffer = (dice: Dice): Told => {
    const held = dice(2) === 0 ? undefined : pick(offers.values(), dice);
    const at = tick();
    if (held === undefined) {
      lastId += 1;
      const row = offer({ id: lastId, mtsCreated: at, mtsUpdated: at, rate: 0.0001 * (1 + dice(9)) });
      offers.set(String(lastId), row);
      return told(say.fon(row));
    }
    offers.delete(String(held.id));
    return told(say.foc({ ...held, mtsUpdated: at, status: 'CANCELED' }));
  };

  return {
    orders,
    positions,
    wallets,
    offers,
    act: (dice) => {
      const chance = dice(10);
      if (chance < 3) return [placeOrder(dice)];
      if (chance < 6) {
        const row = pick(orders.values(), dice);
        return row === undefined ? [placeOrder(dice)] : [changeOrder(row, dice), changeWallet(dice)];
      }
      if (chance < 8) return [changePosition(dice)];
      return [chance === 8 ? changeWallet(dice) : changeOffer(dice)];
    },
    snapshots: () => [
      // What is calculated on request is not in a snapshot.
      say.ps(...[...positions.values()].map((row) => ({ ...row, pl: null }))),
      say.ws(...[...wallets.values()].map((row) => ({ ...row, balanceAvailable: null, description: null }))),
      say.os(...orders.values()),
      say.fos(...offers.values()),
      say.fcs(),
      say.fls(),
    ],
  };
};
