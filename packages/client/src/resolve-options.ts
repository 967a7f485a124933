import { left, right } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import { FLAGS, MAX_CHANNELS_PER_CONNECTION } from '@bitfinex-ws/protocol';
import type { BookPolicy, BookPolicyConfig } from './book-policy.js';
import { PUBLIC_URL } from './limits.js';
import type { ClientOptions, Config } from './options.js';
import type { OptionsError, OptionsProblem } from './options-problem.js';
import { createReader, isBag, type Reader } from './options-reader.js';
import { isBoolean, LINK_KEYS, readLink } from './resolve-link.js';

/**
 * Turns options into the values in force, or says everything that is wrong with them at once. Unknown keys are refused,
 * because a misspelt option would otherwise silently be a default.
 */
export const resolveOptions = (options: ClientOptions = {}): E.Either<OptionsError, Config> => {
  const problems: OptionsProblem[] = [];
  const read = createReader(problems);
  const top = read.bag(options, '', TOP_KEYS);
  const link = readLink(read, top, { url: PUBLIC_URL, flags: FLAGS.SEQ_ALL + FLAGS.OB_CHECKSUM });
  const { silenceMs } = link.connection;
  const config: Config = {
    ...link,
    capacity: read.whole(top, 'capacity', MAX_CHANNELS_PER_CONNECTION, 1),
    ackTimeoutMs: read.whole(top, 'ackTimeoutMs', 20_000, 1),
    resyncCooldownMs: read.whole(top, 'resyncCooldownMs', 5_000, 0),
    channelSilenceMs: read.whole(top, 'channelSilenceMs', silenceMs, 1),
    backfill: read.made(top, 'backfill', isSource, 'a function', () => null),
    backfillTimeoutMs: read.whole(top, 'backfillTimeoutMs', 10_000, 1),
    account: read.made(top, 'account', isAccountChannel, 'an object with open', () => null),
    resubscribe: read.made(top, 'resubscribe', isBoolean, 'true or false', () => true),
    books: readBookPolicy(read, top['books'], 'books', { checksums: null, maxAgeMs: silenceMs }),
  };
  return problems.length > 0 ? left({ _tag: 'BadOptions', problems }) : right(config);
};

/** The policy of one book in force, where it says nothing that of the client; or what is wrong with it. */
export const resolveBookPolicy = (
  policy: BookPolicy | undefined,
  defaults: BookPolicyConfig,
): E.Either<OptionsError, BookPolicyConfig> => {
  const problems: OptionsProblem[] = [];
  const resolved = readBookPolicy(createReader(problems), policy, 'book', defaults);
  return problems.length > 0 ? left({ _tag: 'BadOptions', problems }) : right(resolved);
};

const readBookPolicy = (read: Reader, value: unknown, path: string, defaults: BookPolicyConfig): BookPolicyConfig => {
  const bag = read.bag(value, path, ['checksums', 'maxAgeMs']);
  return {
    checksums: read.made(bag, 'checksums', isVerdict, 'enforce or warn', () => defaults.checksums, `${path}.`),
    maxAgeMs: read.whole(bag, 'maxAgeMs', defaults.maxAgeMs, 1, `${path}.`),
  };
};

const TOP_KEYS: ReadonlyArray<keyof ClientOptions> = [
  ...LINK_KEYS,
  'capacity',
  'ackTimeoutMs',
  'resubscribe',
  'books',
  'resyncCooldownMs',
  'channelSilenceMs',
  'backfill',
  'backfillTimeoutMs',
  'account',
];

// What a function takes and answers can not be seen from outside: the caller's types vouch for it.
const isSource = (value: unknown): value is Config['backfill'] => typeof value === 'function';
const isAccountChannel = (value: unknown): value is Config['account'] =>
  isBag(value) && typeof value['open'] === 'function';
const isVerdict = (value: unknown): value is BookPolicyConfig['checksums'] => value === 'enforce' || value === 'warn';
