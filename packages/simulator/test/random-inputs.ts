import type { Dice } from '../src/market/random.js';

/** What there is to know of the markets for an input to make sense, most of the time. */
interface Surroundings {
  /** In ticks; what was traded last. */
  readonly last: (symbol: string) => number;
  readonly decimals: (symbol: string) => number;
  readonly now: () => number;
  /** Ids of orders and offers that the account was told of lately; many are over. */
  readonly recent: () => ReadonlyArray<number>;
}

/** An input of the account channel. */
interface AccountInput {
  readonly code: string;
  readonly body: unknown;
}

/** The markets on which these inputs trade, and lend. */
export const WALKED = {
  trading: ['tBTCUSD', 'tETHUSD', 'tBTCF0:USTF0'],
  funding: ['fUSD', 'fUST'],
} as const;

const KINDS = ['LIMIT', 'LIMIT', 'LIMIT', 'MARKET', 'STOP', 'STOP LIMIT', 'TRAILING STOP', 'FOK', 'IOC'];
const HOUR = 3_600_000;

/** Inputs of every kind, from the dice: orders of all types and flags, offers, updates, cancellations, some of them senseless. */
export const createRandomInputs = (dice: Dice) => {
  const anyOf = <T>(all: ReadonlyArray<T>): T => all[dice.below(all.length)] as T;
  const priceNear = (symbol: string, { last, decimals }: Surroundings): string =>
    String((last(symbol) + dice.below(201) - 100) / 10 ** decimals(symbol));
  const tif = (now: number): string => new Date(now + dice.below(HOUR)).toISOString().slice(0, 19).replace('T', ' ');

  const order = (around: Surroundings): AccountInput => {
    const symbol = anyOf(WALKED.trading);
    const kind = anyOf(KINDS);
    const type = symbol.includes('F0') || dice.chance(0.3) ? kind : `EXCHANGE ${kind}`;
    const price = (): string => priceNear(symbol, around);
    const body = {
      type,
      symbol,
      flags: anyOf([0, 0, 0, 64, 512, 1024, 4096, kind === 'LIMIT' ? 16_384 : 0]),
      amount: String((dice.chance(0.5) ? 1 : -1) * (0.1 + dice.below(200) / 100)),
      price: price(),
      price_aux_limit: price(),
      price_trailing: String((1 + dice.below(200)) / 10 ** around.decimals(symbol)),
      price_oco_stop: price(),
      ...(dice.chance(0.1) ? { tif: tif(around.now()) } : {}),
      ...(dice.chance(0.2) ? { gid: dice.below(5) } : {}),
      meta: dice.chance(0.3) ? { protect_selfmatch: 1 } : { make_visible: 1 },
    };
    return { code: 'on', body };
  };
  const offer = ({ last, decimals }: Surroundings): AccountInput => {
    const symbol = anyOf(WALKED.funding);
    const type = anyOf(['LIMIT', 'LIMIT', 'LIMIT', 'FRRDELTAVAR', 'FRRDELTAFIX']);
    const near = last(symbol);
    const rate = type === 'LIMIT' ? near + dice.below(401) - 200 : dice.below(200) - (type === 'FRRDELTAFIX' ? 100 : 0);
    const body = {
      type,
      symbol,
      amount: String((dice.chance(0.5) ? 1 : -1) * (100 + dice.below(2_000_000) / 1_000)),
      rate: (dice.chance(0.03) ? 0 : rate / 10 ** decimals(symbol)).toFixed(8),
      period: 1 + dice.below(14),
      flags: dice.chance(0.2) ? 64 : 0,
    };
    return { code: 'fon', body };
  };
  const update = (around: Surroundings): AccountInput => {
    const body = {
      id: anyOf(around.recent()),
      ...(dice.chance(0.7) ? { delta: String((dice.below(100) - 50) / 100) } : {}),
      ...(dice.chance(0.5) ? { price: priceNear(anyOf(WALKED.trading), around) } : {}),
      ...(dice.chance(0.1) ? { flags: anyOf([0, 64, 4096]) } : {}),
      ...(dice.chance(0.1) ? { tif: tif(around.now()) } : {}),
    };
    return { code: 'ou', body };
  };

  const one = (around: Surroundings): AccountInput => {
    const roll = dice.next();
    if (roll < 0.12) return { code: 'oc', body: { id: anyOf(around.recent()) } };
    if (roll < 0.2) return update(around);
    if (roll < 0.215) return { code: 'oc_multi', body: dice.chance(0.5) ? { all: 1 } : { gid: [dice.below(5)] } };
    if (roll < 0.28) return { code: 'foc', body: { id: anyOf(around.recent()) } };
    return roll < 0.45 ? offer(around) : order(around);
  };
  return (around: Surroundings): AccountInput => {
    if (!dice.chance(0.02)) return one(around);
    const few = Array.from({ length: 1 + dice.below(4) }, () => one(around));
    const operations = few.filter(({ code }) => !code.startsWith('f'));
    return { code: 'ox_multi', body: operations.map(({ code, body }) => [code, body]) };
  };
};
