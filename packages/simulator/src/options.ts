import type { Clock } from '@bitfinex-ws/machine';
import { either as E } from 'fp-ts';
import { accountsOfSeed, type AccountOptions } from './accounts/accounts.js';
import type { FeeRates } from './accounts/holdings.js';
import type { SimulatorError } from './errors.js';
import type { LedgerOptions } from './ledger/ledger.js';
import { resolveMarketOptions, type MarketConfig, type MarketOptions } from './market-options.js';
import type { AckManners } from './session/acks.js';
import { wrongShape } from './option-shapes.js';
import { readScenario } from './scenario/read-scenario.js';
import type { Scenario } from './scenario/scenario.js';

/** How a simulator shall be; each option has a default. */
export interface SimulatorOptions extends MarketOptions {
  /**
   * Address to listen on. Anything but loopback lets others in: nothing is encrypted or authenticated.
   * @default '127.0.0.1'
   */
  readonly host?: string;
  /**
   * Port to listen on; 0 takes any free one.
   * @default 0
   */
  readonly port?: number;
  /**
   * Where chance begins, an integer. Markets with the same seed do the same in each step.
   * @default 1
   */
  readonly seed?: number;
  /**
   * Steps per second that each market takes by itself; may be a fraction. 0: only `step()` moves the markets.
   * @default 10
   */
  readonly rate?: number;
  /**
   * Milliseconds between two bursts of heartbeats.
   * @default 15000
   */
  readonly heartbeatMs?: number;
  /**
   * Least milliseconds between two checksums of a channel whose book changed. 0: one after each change.
   * @default 2500
   */
  readonly checksumMs?: number;
  /**
   * Where time comes from.
   * @default the system's clock
   */
  readonly clock?: Clock;
  /**
   * Channels that one connection may have. The exchange documents 25 and 30 and was seen to accept more.
   * @default 30
   */
  readonly maxChannels?: number;
  /**
   * How soon subscriptions are acknowledged. 'prompt': at once, books within 40 ms; 'recorded': as the exchange was recorded, books
   * after 1.2 to 13 s.
   * @default 'prompt'
   */
  readonly acks?: AckManners;
  /**
   * Markets more, with made-up names (tAAAUSD, tAABUSD …), opened when somebody first asks for them.
   * @default 0
   */
  readonly pairs?: number;
  /**
   * Makes some markets so busy that their channels say so much.
   * @default no more than `rate` says
   */
  readonly load?: LoadOptions;
  /**
   * Accounts that can be logged in to; a number means so many, whose keys follow from the seed and are in `simulator.keys`.
   * @default 2
   */
  readonly accounts?: number | ReadonlyArray<AccountOptions>;
  /**
   * Fees in millionths of what a trade brings in.
   * @default { maker: 1000, taker: 2000 }, that is 0.1 % and 0.2 %
   */
  readonly fees?: FeeRates;
  /** How much the ledger keeps. */
  readonly ledger?: LedgerOptions;
  /**
   * What goes wrong, and when.
   * @default nothing
   */
  readonly scenario?: Scenario;
}

/** A load: real steps of the market, with true sequence numbers and checksums. */
export interface LoadOptions {
  /**
   * Updates a second, of all channels of these markets that somebody is subscribed to, each counted once however many
   * connections it goes to. What the machine cannot do in time is left out, not made up for.
   */
  readonly messagesPerSecond: number;
  /**
   * The markets that are busy.
   * @default ['tBTCUSD']
   */
  readonly symbols?: ReadonlyArray<string>;
}

/** Options after the door: nothing is missing, nothing is senseless. */
export interface SimulatorConfig
  extends
    Required<Omit<SimulatorOptions, 'load' | 'scenario' | 'ledger' | 'accounts' | keyof MarketOptions>>,
    MarketConfig {
  readonly accounts: ReadonlyArray<AccountOptions>;
  readonly load: Required<LoadOptions> | null;
  readonly ledger: Required<LedgerOptions>;
  readonly scenario: Scenario;
}

/** Fills in defaults, or names the first option that makes no sense. */
export const resolveOptions = (options: SimulatorOptions): E.Either<SimulatorError, SimulatorConfig> => {
  const misshapen = wrongShape(options);
  if (misshapen) return E.left({ _tag: 'BadOption', ...misshapen });
  const { accounts = 2 } = options;
  if (typeof accounts === 'number' && !isWhole(accounts, 0, MOST_ACCOUNTS)) {
    const reason = `must be from 0 to ${MOST_ACCOUNTS}, or a list, not ${accounts}`;
    return E.left({ _tag: 'BadOption', option: 'accounts', reason });
  }
  const seed = options.seed ?? 1;
  const plain: PlainConfig = {
    host: options.host ?? '127.0.0.1',
    port: options.port ?? 0,
    seed,
    rate: options.rate ?? 10,
    heartbeatMs: options.heartbeatMs ?? 15_000,
    checksumMs: options.checksumMs ?? 2_500,
    clock: options.clock ?? systemClock,
    maxChannels: options.maxChannels ?? 30,
    acks: options.acks ?? 'prompt',
    pairs: options.pairs ?? 0,
    load: options.load ? { symbols: ['tBTCUSD'], ...options.load } : null,
    ledger: { trades: 10_000, told: 1_000, connections: 200, accounts: 10_000, ...options.ledger },
    accounts: typeof accounts === 'number' ? accountsOfSeed(seed, accounts) : accounts,
    fees: options.fees ?? { maker: 1_000, taker: 2_000 },
    scenario: options.scenario ?? { timeline: [] },
  };
  const wrong = wrongOption(plain);
  if (wrong) return E.left({ _tag: 'BadOption', ...wrong });
  const markets = resolveMarketOptions(options, plain.pairs, plain.load?.symbols ?? []);
  if (E.isLeft(markets)) return E.left({ _tag: 'BadOption', ...markets.left });
  return E.map((): SimulatorConfig => ({ ...plain, ...markets.right }))(readScenario(plain.scenario));
};

type PlainConfig = Omit<SimulatorConfig, keyof MarketConfig>;

const wrongOption = (config: PlainConfig): { readonly option: string; readonly reason: string } | null => {
  const { host, port, seed, rate, heartbeatMs, checksumMs, maxChannels, acks, pairs, load, ledger } = config;
  if (host === '') return { option: 'host', reason: 'must not be empty' };
  if (!isWhole(port, 0, 65_535)) return { option: 'port', reason: `must be an integer from 0 to 65535, not ${port}` };
  if (!Number.isSafeInteger(seed)) return { option: 'seed', reason: `must be an integer, not ${seed}` };
  if (!(rate >= 0 && rate <= MOST_STEPS)) {
    return { option: 'rate', reason: `must be from 0 to ${MOST_STEPS} steps per second, not ${rate}` };
  }
  if (!(heartbeatMs >= 1 && heartbeatMs < Infinity)) {
    return { option: 'heartbeatMs', reason: `must be at least 1 ms, not ${heartbeatMs}` };
  }
  if (!(checksumMs >= 0 && checksumMs < Infinity)) {
    return { option: 'checksumMs', reason: `must be at least 0 ms, not ${checksumMs}` };
  }
  if (!isWhole(maxChannels, 1, 10_000)) {
    return { option: 'maxChannels', reason: `must be an integer from 1 to 10000, not ${maxChannels}` };
  }
  if (acks !== 'prompt' && acks !== 'recorded') {
    return { option: 'acks', reason: `must be 'prompt' or 'recorded', not ${String(acks)}` };
  }
  if (!isWhole(pairs, 0, MOST_PAIRS)) {
    return { option: 'pairs', reason: `must be an integer from 0 to ${MOST_PAIRS}, not ${pairs}` };
  }
  if (load && !(load.messagesPerSecond > 0 && load.messagesPerSecond < Infinity)) {
    return { option: 'load.messagesPerSecond', reason: `must be above 0, not ${load.messagesPerSecond}` };
  }
  const wrongAccount = wrongAccountOption(config);
  if (wrongAccount) return wrongAccount;
  for (const [name, kept] of Object.entries(ledger)) {
    if (isWhole(kept, 0, MOST_KEPT)) continue;
    return { option: `ledger.${name}`, reason: `must be an integer from 0 to ${MOST_KEPT}, not ${kept}` };
  }
  return null;
};

const wrongAccountOption = ({
  accounts,
  fees,
}: PlainConfig): { readonly option: string; readonly reason: string } | null => {
  const names = accounts.map(({ apiKey }) => apiKey);
  if (names.includes('') || new Set(names).size < names.length) {
    return { option: 'accounts', reason: 'must have keys that are not empty and differ from each other' };
  }
  for (const [name, rate] of [
    ['maker', fees.maker],
    ['taker', fees.taker],
    ['lending', fees.lending ?? 0],
  ] as const) {
    if (isWhole(rate, 0, 1_000_000)) continue;
    return { option: `fees.${name}`, reason: `must be an integer from 0 to 1000000, not ${rate}` };
  }
  const balances = accounts.flatMap(({ wallets }) => wallets ?? []);
  const odd = balances.find(({ balance }) => !(balance >= 0 && balance <= MOST_BALANCE));
  return odd
    ? { option: 'accounts', reason: `must have balances from 0 to ${MOST_BALANCE}, not ${odd.balance}` }
    : null;
};

const MOST_ACCOUNTS = 1_000;
/** More than this has no eight exact decimals. */
const MOST_BALANCE = 50_000_000;

/** Beyond this one process cannot write what it would have to say. */
const MOST_STEPS = 100_000;
/** Names of three letters before USD, from AAA on, none of which is that of a market with its own definition. */
const MOST_PAIRS = 1_000;
const MOST_KEPT = 100_000_000;

const isWhole = (value: number, least: number, most: number): boolean =>
  Number.isInteger(value) && value >= least && value <= most;

const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, fire) => {
    const timer = setTimeout(fire, ms);
    return () => clearTimeout(timer);
  },
};
