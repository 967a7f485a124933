import { isLeft, isRight, left, right } from '@bitfinex-ws/machine';
import { login, resolveLoginOptions, type LoginOptions, type NonceStore, type Signer } from '@bitfinex-ws/auth';
import { authFilterWarning, FLAGS, parseAuthFilter } from '@bitfinex-ws/protocol';
import { LIMITER_DEFAULTS, OFFERS_DEFAULTS, ORDERS_DEFAULTS, type LimiterConfig } from '@bitfinex-ws/trading';
import type { either as E } from 'fp-ts';
import type { OptionsError, OptionsProblem } from '../options-problem.js';
import { createReader, isBag, type Reader } from '../options-reader.js';
import { isBoolean, LINK_KEYS, readLink } from '../resolve-link.js';
import type { AccountConfig, AccountOptions, ReadOnlyAccountOptions, Resolver } from './account-options.js';
import { ACCOUNT_URL } from './limits.js';
import type { Proofs, TokenSource } from './proof.js';

/** Turns options into the values in force, or says everything that is wrong with them at once. */
export const resolveAccountOptions = (options: AccountOptions): E.Either<OptionsError, AccountConfig> =>
  resolve(options, ACCOUNT_KEYS, true);

/** The same, for an account that is only looked at. */
export const resolveReadOnlyOptions = (options: ReadOnlyAccountOptions): E.Either<OptionsError, AccountConfig> =>
  resolve(options, READ_ONLY_KEYS, false);

type Bag = Readonly<Record<string, unknown>>;

const resolve = (
  options: AccountOptions,
  keys: ReadonlyArray<string>,
  trades: boolean,
): E.Either<OptionsError, AccountConfig> => {
  const problems: OptionsProblem[] = [];
  const read = createReader(problems);
  const top = read.bag(options, '', keys);
  const dms = read.made(
    top,
    'dms',
    (value): value is 4 => value === 4,
    '4',
    () => undefined,
  );
  const filter = read.made(top, 'filter', isFilter, 'a list of filters', (): ReadonlyArray<string> => []);
  if (trades && authFilterWarning(filter) !== null) {
    problems.push({ _tag: 'BadOption', path: 'filter', expected: 'one with "notify"', received: 'one without' });
  }
  const proof = readProof(top, problems);
  const loginOptions: LoginOptions = {
    ...proof.options,
    ...(filter.length === 0 ? {} : { filter }),
    dms,
    calc: read.made(top, 'calc', isBit, '0 or 1', () => undefined),
    timeoutMs: read.whole(top, 'loginTimeoutMs', 10_000, 1),
    lastNonce: read.whole(top, 'lastNonce', 0, 0),
  };
  const loginConfig = resolveLoginOptions(loginOptions);
  if (isLeft(loginConfig)) {
    if (problems.length === 0) problems.push(hidden('apiKey', 'a key with a signer, or a token', undefined));
    return left({ _tag: 'BadOptions', problems });
  }
  const orders = readOrders(read, top);
  const config: AccountConfig = {
    ...readLink(read, top, { url: ACCOUNT_URL, flags: FLAGS.SEQ_ALL }),
    login: login(loginConfig.right),
    proofs: proof.proofs,
    filter,
    afterGap: read.made(top, 'afterGap', isAfterGap, 'relogin or tell', () => (dms === undefined ? 'relogin' : 'tell')),
    views: {
      snapshotsMs: read.whole(top, 'snapshotsMs', 10_000, 1),
      tradesLimit: read.whole(top, 'tradesLimit', 1_000, 1),
      notificationsLimit: read.whole(top, 'notificationsLimit', 100, 1),
    },
    orders,
    offers: {
      ...OFFERS_DEFAULTS,
      ackTimeoutMs: orders.ackTimeoutMs,
      resolveMs: orders.resolveMs,
      awayMs: orders.awayMs,
      fillsMs: orders.fillsMs,
      serialised: read.made(top, 'serialiseOffers', isBoolean, 'true or false', () => true),
    },
    resolver: read.made(top, 'resolver', isResolver, 'a function', () => null),
    prices: read.made(top, 'prices', isPrices, 'refuse or round', () => 'refuse'),
    limiter: readLimiter(read, top),
    pairs: read.made(top, 'pairs', isPairs, 'a map of limits by symbol, or null', () => null),
  };
  return problems.length > 0 ? left({ _tag: 'BadOptions', problems }) : right(config);
};

const readOrders = (read: Reader, top: Bag): AccountConfig['orders'] => ({
  ...ORDERS_DEFAULTS,
  ackTimeoutMs: read.whole(top, 'ackTimeoutMs', ORDERS_DEFAULTS.ackTimeoutMs, 1),
  resolveMs: read.whole(top, 'resolveMs', ORDERS_DEFAULTS.resolveMs, 1),
  awayMs: read.whole(top, 'awayMs', ORDERS_DEFAULTS.awayMs, 1),
  resolverMs: read.whole(top, 'resolverMs', ORDERS_DEFAULTS.resolverMs, 1),
  fillsMs: read.whole(top, 'fillsMs', ORDERS_DEFAULTS.fillsMs, 0),
  batchMs: (top['batchMs'] ?? null) === null ? null : read.whole(top, 'batchMs', 0, 0),
  resolver: top['resolver'] !== undefined,
});

const readLimiter = (read: Reader, top: Bag): LimiterConfig | null => {
  if (top['orderRate'] === false) return null;
  const bag = read.bag(top['orderRate'], 'orderRate', Object.keys(LIMITER_DEFAULTS));
  const number = (key: keyof LimiterConfig): number =>
    read.made(bag, key, isPositive, 'a number above 0', () => LIMITER_DEFAULTS[key], 'orderRate.');
  return {
    burst: number('burst'),
    perSecond: number('perSecond'),
    minPerSecond: number('minPerSecond'),
    raisePerMinute: number('raisePerMinute'),
    pauseMs: number('pauseMs'),
    maxPauseMs: number('maxPauseMs'),
    sameBurstMs: number('sameBurstMs'),
    queueLimit: number('queueLimit'),
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
  const { apiKey, signer, token, nonces } = top;
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

const READ_ONLY_KEYS: ReadonlyArray<keyof ReadOnlyAccountOptions> = [
  ...LINK_KEYS,
  'apiKey',
  'signer',
  'token',
  'nonces',
  'lastNonce',
  'filter',
  'calc',
  'loginTimeoutMs',
  'afterGap',
  'snapshotsMs',
  'tradesLimit',
  'notificationsLimit',
];
const ACCOUNT_KEYS: ReadonlyArray<keyof AccountOptions> = [
  ...READ_ONLY_KEYS,
  'dms',
  'ackTimeoutMs',
  'resolveMs',
  'awayMs',
  'resolverMs',
  'fillsMs',
  'resolver',
  'batchMs',
  'prices',
  'pairs',
  'orderRate',
  'serialiseOffers',
];
