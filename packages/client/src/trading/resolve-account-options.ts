import { isLeft, isRight, left, right } from '@bitfinex-ws/machine';
import { login, resolveLoginOptions, type LoginOptions, type NonceStore, type Signer } from '@bitfinex-ws/auth';
import { authFilterWarning, FLAGS, parseAuthFilter } from '@bitfinex-ws/protocol';
import { LIMITER_DEFAULTS, OFFERS_DEFAULTS, ORDERS_DEFAULTS, type LimiterConfig } from '@bitfinex-ws/trading';
import type { either as E } from 'fp-ts';
import type { OptionsError, OptionsProblem } from '../options-problem.js';
import { isBag, isBoolean, readOptions, type Bag } from '../options-reader.js';
import { readLink } from '../resolve-link.js';
import type { AccountConfig, AccountOptions, ReadOnlyAccountOptions, Resolver } from './account-options.js';
import { ACCOUNT_URL } from './limits.js';
import type { Proofs, TokenSource } from './proof.js';

/** Turns options into the values in force, or says everything that is wrong with them at once. */
export const resolveAccountOptions = (options: AccountOptions): E.Either<OptionsError, AccountConfig> =>
  resolve(options, true);

/** The same, for an account that is only looked at. */
export const resolveReadOnlyOptions = (options: ReadOnlyAccountOptions): E.Either<OptionsError, AccountConfig> =>
  resolve(options, false);

const resolve = (options: AccountOptions, trades: boolean): E.Either<OptionsError, AccountConfig> => {
  const { value, problems } = readOptions(options, '', (top, found) => read(top, trades, found));
  if (value !== null && problems.length === 0) return right(value);
  const missing = hidden('apiKey', 'a key with a signer, or a token', undefined);
  return left({ _tag: 'BadOptions', problems: problems.length === 0 ? [missing] : problems });
};

/** An object of options that has none. Whoever only looks is not asked for what an order needs. */
const NONE: Bag = readOptions({}, '', (none) => none).value;

const read = (top: Bag, trades: boolean, problems: OptionsProblem[]): AccountConfig | null => {
  const trading = trades ? top : NONE;
  const dms = trading.made(
    'dms',
    (value): value is 4 => value === 4,
    '4',
    () => undefined,
  );
  const filter = top.made('filter', isFilter, 'a list of filters', (): ReadonlyArray<string> => []);
  if (trades && authFilterWarning(filter) !== null) {
    problems.push({ _tag: 'BadOption', path: 'filter', expected: 'one with "notify"', received: 'one without' });
  }
  const proof = readProof(top, problems);
  const { loginTimeoutMs: timeoutMs, ...numbers } = top.numbers({
    loginTimeoutMs: [10_000, 1],
    lastNonce: [0, 0],
    snapshotsMs: [10_000, 1],
    tradesLimit: [1_000, 1],
    notificationsLimit: [100, 1],
  });
  const { lastNonce, ...views } = numbers;
  const loginOptions: LoginOptions = {
    ...proof.options,
    ...(filter.length === 0 ? {} : { filter }),
    dms,
    calc: top.made('calc', isBit, '0 or 1', () => undefined),
    timeoutMs,
    lastNonce,
  };
  const loginConfig = resolveLoginOptions(loginOptions);
  const orders = readOrders(trading);
  const config: Omit<AccountConfig, 'login'> = {
    ...readLink(top, { url: ACCOUNT_URL, flags: FLAGS.SEQ_ALL }),
    proofs: proof.proofs,
    filter,
    afterGap: top.made('afterGap', isAfterGap, 'relogin or tell', () => (dms === undefined ? 'relogin' : 'tell')),
    views,
    orders,
    offers: {
      ...OFFERS_DEFAULTS,
      ackTimeoutMs: orders.ackTimeoutMs,
      resolveMs: orders.resolveMs,
      awayMs: orders.awayMs,
      fillsMs: orders.fillsMs,
      serialised: trading.made('serialiseOffers', isBoolean, 'true or false', () => true),
    },
    resolver: trading.made('resolver', isResolver, 'a function', () => null),
    prices: trading.made('prices', isPrices, 'refuse or round', () => 'refuse'),
    limiter: readLimiter(trading),
    pairs: trading.made('pairs', isPairs, 'a map of limits by symbol, or null', () => null),
  };
  return isLeft(loginConfig) ? null : { ...config, login: login(loginConfig.right) };
};

const readOrders = (trading: Bag): AccountConfig['orders'] => ({
  ...ORDERS_DEFAULTS,
  ...trading.numbers({
    ackTimeoutMs: [ORDERS_DEFAULTS.ackTimeoutMs, 1],
    resolveMs: [ORDERS_DEFAULTS.resolveMs, 1],
    awayMs: [ORDERS_DEFAULTS.awayMs, 1],
    resolverMs: [ORDERS_DEFAULTS.resolverMs, 1],
    fillsMs: [ORDERS_DEFAULTS.fillsMs, 0],
  }),
  batchMs: (trading.at('batchMs') ?? null) === null ? null : trading.whole('batchMs', 0, 0),
  resolver: trading.at('resolver') !== undefined,
});

const readLimiter = (trading: Bag): AccountConfig['limiter'] => {
  if (trading.at('orderRate') === false) return null;
  const bag = trading.inner('orderRate');
  const number = (key: keyof LimiterConfig): number =>
    bag.made(key, isPositive, 'a number above 0', () => LIMITER_DEFAULTS[key]);
  return {
    burst: number('burst'),
    perSecond: number('perSecond'),
    minPerSecond: number('minPerSecond'),
    raisePerMinute: number('raisePerMinute'),
    pauseMs: number('pauseMs'),
    maxPauseMs: number('maxPauseMs'),
    sameBurstMs: number('sameBurstMs'),
    queueLimit: number('queueLimit'),
    waitMs: bag.made('waitMs', isNotNegative, 'a number of ms, 0 or above', () => 0),
  };
};

/** What is secret is never shown, not even where it stands in the wrong place. */
const hidden = (path: string, expected: string, value: unknown): OptionsProblem => ({
  _tag: 'BadOption',
  path,
  expected,
  received: value === undefined ? 'missing' : value === '' ? 'empty' : `of type ${typeof value}`,
});

const readProof = (
  top: Bag,
  problems: OptionsProblem[],
): { readonly options: LoginOptions; readonly proofs: Proofs } => {
  const [apiKey, signer, token, nonces] = ['apiKey', 'signer', 'token', 'nonces'].map(top.at);
  const ok = (is: boolean, path: string, expected: string, value: unknown): boolean => {
    if (!is) problems.push(hidden(path, expected, value));
    return is;
  };
  const none: Proofs = {
    signer: () => Promise.resolve(left({ _tag: 'SigningFailed', reason: 'unavailable' })),
    token: () => Promise.resolve(left({ _tag: 'TokenFailed', reason: 'unavailable' })),
    nonces: { take: () => Promise.resolve(left({ _tag: 'NonceUnavailable', reason: 'unreachable' })) },
  };
  if (token !== undefined) {
    ok(apiKey === undefined && signer === undefined, 'token', 'given without apiKey and signer', token);
    ok(isText(token) || typeof token === 'function', 'token', 'a token, or a function that gives one', token);
    const renewed = typeof token === 'function';
    return {
      options: { token: renewed ? 'renewed' : 'fixed' },
      proofs: { ...none, token: tokenSource(token as NonNullable<AccountOptions['token']>) },
    };
  }
  ok(isText(apiKey), 'apiKey', 'the public half of an API key', apiKey);
  ok(typeof signer === 'function', 'signer', 'a function that signs', signer);
  ok(nonces === undefined || isNonceStore(nonces), 'nonces', 'an object with take', nonces);
  return {
    options: { apiKey: isText(apiKey) ? apiKey : '', nonces: nonces === undefined ? 'own' : 'store' },
    proofs: { ...none, signer: signer as Signer, ...(nonces === undefined ? {} : { nonces: nonces as NonceStore }) },
  };
};

const tokenSource =
  (token: NonNullable<AccountOptions['token']>): TokenSource =>
  async () => {
    const given: unknown = typeof token === 'function' ? await token() : token;
    return isText(given) ? right(given) : left({ _tag: 'TokenFailed', reason: 'notAToken' });
  };

const isPositive = (value: unknown): value is number => typeof value === 'number' && value > 0 && value < Infinity;
const isNotNegative = (value: unknown): value is number => value === 0 || isPositive(value);
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isNonceStore = (value: unknown): value is NonceStore => isBag(value) && typeof value['take'] === 'function';
const isBit = (value: unknown): value is 0 | 1 => value === 0 || value === 1;
const isAfterGap = (value: unknown): value is 'relogin' | 'tell' => value === 'relogin' || value === 'tell';
const isPrices = (value: unknown): value is 'refuse' | 'round' => value === 'refuse' || value === 'round';
const isPairs = (value: unknown): value is AccountConfig['pairs'] => value === null || value instanceof Map;
// What a function takes and answers can not be seen from outside: the caller's types vouch for it.
const isResolver = (value: unknown): value is Resolver => typeof value === 'function';
const isFilter = (value: unknown): value is ReadonlyArray<string> =>
  Array.isArray(value) && value.every((each) => typeof each === 'string' && isRight(parseAuthFilter(each)));
