import { createHash } from 'node:crypto';
import { createFaults } from '../feed/faults.js';
import { createExchange, type Exchange } from '../feed/exchange.js';
import { createDice } from '../market/random.js';
import { createAccounts, type Accounts } from './accounts.js';
import { listingOf } from './listing.js';
import { ALL_CAPS } from './login.js';
import { createTradingAccount, type Listener } from './account.js';
import { createBank, HOUSE } from './bank.js';
import { moneyOfNumber } from './money.js';
import type { EngineEvent } from '../engine/state.js';

jest.setTimeout(120_000);

const NOON = 1_600_000_000_000;
const OWNERS = [1, 2, 3, 4];
const CURRENCIES = ['USD', 'BTC', 'ETH', 'LTC', 'USTF0'];
const SYMBOLS = ['tBTCUSD', 'tETHUSD', 'tBTCF0:USTF0'];

/** One event of an account: what it was told, as code, id of the order, and state. */
interface Heard {
  readonly code: string;
  readonly row: ReadonlyArray<unknown>;
}

/** Accounts on an exchange, without sockets, driven by the dice. */
const walk = (seed: number, orders: number) => {
  const dice = createDice(seed, 'walk');
  const bank = createBank();
  const heard = new Map<number, Heard[]>();
  const digest = createHash('sha256');
  let now = NOON;
  let nextId = 1;
  const exchange: Exchange = createExchange({
    seed,
    checksumMs: 0,
    faults: createFaults(),
    now,
    pairs: 0,
    onEvent: () => undefined,
    brokers: {
      onEvents: (symbol: string, events: ReadonlyArray<EngineEvent>, at: number) => {
        for (const { account } of players) account.onEvents(symbol, events, at);
      },
      spendOf: (symbol, order) =>
        players.find(({ owner }) => owner === order.owner)?.account.spendOf(symbol, order) ?? null,
    },
  });
  const players = OWNERS.map((owner) => {
    const told: Heard[] = [];
    heard.set(owner, told);
    for (const currency of CURRENCIES) {
      // So little that orders are refused for want of it.
      const little = currency === 'USD' ? 60_000 : 5;
      bank.pay(HOUSE, { holder: owner, type: 'exchange' }, currency, moneyOfNumber(little));
      bank.pay(HOUSE, { holder: owner, type: 'margin' }, currency, moneyOfNumber(20_000));
    }
    const account = createTradingAccount({
      userId: owner,
      bank,
      fees: { maker: 1_000, taker: 2_000 },
      takeOrderId: () => (nextId += 2),
      pit: {
        listing: (symbol) => {
          const definition = exchange.definitionOf(symbol);
          return definition && listingOf(definition);
        },
        engine: exchange.engine,
        act: (symbol, input) => exchange.act(symbol, input, now),
        now: () => now,
      },
    });
    const listener: Listener = {
      mayWrite: () => true,
      hear: (code, row) => {
        digest.update(`${owner} ${code} ${row}\n`);
        told.push({ code, row: JSON.parse(row) as unknown[] });
      },
    };
    account.join(listener);
    return { owner, account, listener };
  });

  const anyOf = <T>(all: ReadonlyArray<T>): T => all[dice.below(all.length)] as T;
  const input = (): readonly [code: string, body: unknown] => {
    const roll = dice.next();
    const id = 3 + 2 * Math.max(0, Math.floor(nextId / 2) - 1 - dice.below(60));
    if (roll < 0.1) return ['oc', { id }];
    if (roll < 0.18)
      return ['ou', { id, delta: String((dice.below(100) - 50) / 100), price: String(aPrice('tETHUSD')) }];
    if (roll < 0.19) return ['oc_multi', { all: 1 }];
    const symbol = anyOf(SYMBOLS);
    const plain = anyOf(['LIMIT', 'LIMIT', 'LIMIT', 'MARKET', 'STOP', 'STOP LIMIT', 'TRAILING STOP', 'FOK', 'IOC']);
    const type = symbol.includes('F0') || dice.chance(0.3) ? plain : `EXCHANGE ${plain}`;
    const flags = anyOf([0, 0, 0, 64, 512, 1024, 4096, plain === 'LIMIT' ? 16_384 : 0]);
    const order = {
      type,
      symbol,
      flags,
      amount: String((dice.chance(0.5) ? 1 : -1) * (0.1 + dice.below(200) / 100)),
      price: String(aPrice(symbol)),
      price_aux_limit: String(aPrice(symbol)),
      price_trailing: String(1 + dice.below(200)),
      price_oco_stop: String(aPrice(symbol)),
      ...(dice.chance(0.1) ? { tif: new Date(now + 3_000).toISOString().slice(0, 19).replace('T', ' ') } : {}),
      meta: dice.chance(0.3) ? { protect_selfmatch: 1 } : { make_visible: 1 },
    };
    return ['on', order];
  };
  const aPrice = (symbol: string): number => {
    const decimals = exchange.definitionOf(symbol)?.decimals ?? 0;
    const last = exchange.engine(symbol).last ?? 1;
    return (last + dice.below(201) - 100) / 10 ** decimals;
  };
  return {
    bank,
    heard,
    exchange,
    digest: () => digest.digest('hex'),
    run: (check: () => void) => {
      for (let done = 0; done < orders; done++) {
        now += 50;
        const { account, listener } = anyOf(players);
        const [code, body] = input();
        account.input(listener, code, null, body);
        if (done % 5 === 0) exchange.step(1, now);
        if (done % 20 === 0) exchange.tick(now);
        if (done % 50 === 0) check();
      }
    },
    cancelAll: () => players.forEach(({ account }) => account.cancelAll()),
  };
};

describe('20,000 random orders of four accounts', () => {
  const all = walk(5, 20_000);
  it('make no money and lose none, cross no book, and overdraw no wallet', () => {
    all.run(() => {
      for (const currency of CURRENCIES) expect(all.bank.sum(currency)).toBe(0n);
      for (const owner of OWNERS) {
        const overdrawn = all.bank.wallets(owner).filter(({ type, balance }) => type === 'exchange' && balance < 0n);
        expect(overdrawn).toEqual([]);
      }
      for (const symbol of SYMBOLS) {
        const { bids, asks } = all.exchange.engine(symbol);
        expect(bids[0]?.price ?? 0).toBeLessThan(asks[0]?.price ?? Infinity);
      }
    });
    const fills = [...all.heard.values()].flat().filter(({ code }) => code === 'tu').length;
    expect(fills).toBeGreaterThan(5_000);
  });

  it('each end exactly once, after all that is told of them, and are stored as often as they were matched', () => {
    all.cancelAll();
    for (const told of all.heard.values()) {
      const known = new Set<unknown>();
      const ended = new Set<unknown>();
      const matched: unknown[] = [];
      const stored: unknown[] = [];
      let late = 0;
      for (const { code, row } of told) {
        const id = code === 'te' || code === 'tu' ? row[3] : row[0];
        if (code === 'on' || code === 'ou' || code === 'oc') {
          if (ended.has(id)) late++;
          known.add(id);
        }
        if (code === 'te' && ended.has(id)) late++;
        if (code === 'oc') ended.add(id);
        if (code === 'te') matched.push(`${String(row[0])} ${String(id)}`);
        if (code === 'tu') stored.push(`${String(row[0])} ${String(id)}`);
      }
      expect(late).toBe(0);
      expect([...known].filter((id) => !ended.has(id))).toEqual([]);
      expect(stored.sort()).toEqual(matched.sort());
      expect(known.size).toBeGreaterThan(1_000);
    }
  });

  it('say byte for byte the same again for the same seed', () => {
    const [one, same, other] = [walk(9, 1_000), walk(9, 1_000), walk(10, 1_000)].map((each) => {
      each.run(() => undefined);
      return each.digest();
    });
    expect(same).toBe(one);
    expect(other).not.toBe(one);
  });
});

describe('the default wallets', () => {
  it('are owed by the house', () => {
    const pit = { listing: () => null, engine: () => never(), act: () => never(), now: () => NOON };
    const accounts: Accounts = createAccounts({
      accounts: [{ apiKey: 'a', apiSecret: 'b', caps: ALL_CAPS }],
      fees: { maker: 0, taker: 0 },
      seed: 1,
      pit,
    });
    expect(accounts.bank.sum('USD')).toBe(0n);
    expect(accounts.bank.balance('house', 'exchange', 'BTC')).toBe(-moneyOfNumber(20));
  });
});

const never = (): never => {
  throw new Error('nobody trades here');
};
