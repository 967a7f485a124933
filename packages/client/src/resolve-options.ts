import type { either as E } from 'fp-ts';
import { FLAGS, MAX_CHANNELS_PER_CONNECTION } from '@bitfinex-ws/protocol';
import type { BookPolicy, BookPolicyConfig } from './book-policy.js';
import { PUBLIC_URL } from './limits.js';
import type { ClientOptions, Config, CoreClientOptions } from './options.js';
import type { OptionsError, OptionsProblem } from './options-problem.js';
import { isBag, isBoolean, readOptions, resolved, type Bag } from './options-reader.js';
import { readLink } from './resolve-link.js';

/**
 * Turns options into the values in force, or says everything that is wrong with them at once. Unknown keys are refused,
 * because a misspelt option would otherwise silently be a default.
 */
export const resolveOptions = (options: ClientOptions = {}): E.Either<OptionsError, Config> =>
  resolved(readClientOptions(options));

/** The same, with defaults in place of what is wrong, and what that is. */
export const readClientOptions = (options: ClientOptions): ReadConfig =>
  readOptions(options, '', (top): Config => ({
    ...readCore(top),
    account: top.made('account', isAccountChannel, 'an object with open', () => null),
  }));

/** Those that a core client has. */
export const readCoreOptions = (options: CoreClientOptions): ReadConfig =>
  readOptions(options, '', (top): Config => ({ ...readCore(top), account: null }));

type ReadConfig = { readonly value: Config; readonly problems: ReadonlyArray<OptionsProblem> };

const readCore = (top: Bag): Omit<Config, 'account'> => {
  const link = readLink(top, { url: PUBLIC_URL, flags: FLAGS.SEQ_ALL + FLAGS.OB_CHECKSUM });
  const { silenceMs } = link.connection;
  return {
    ...link,
    ...top.numbers({
      capacity: [MAX_CHANNELS_PER_CONNECTION, 1],
      ackTimeoutMs: [20_000, 1],
      resyncCooldownMs: [5_000, 0],
      channelSilenceMs: [silenceMs, 1],
      backfillTimeoutMs: [10_000, 1],
    }),
    backfill: top.made('backfill', isSource, 'a function', () => null),
    resubscribe: top.made('resubscribe', isBoolean, 'true or false', () => true),
    books: readBookPolicy(top.inner('books'), { checksums: null, maxAgeMs: silenceMs }),
  };
};

/** The policy of one book in force, where it says nothing that of the client; or what is wrong with it. */
export const resolveBookPolicy = (
  policy: BookPolicy | undefined,
  defaults: BookPolicyConfig,
): E.Either<OptionsError, BookPolicyConfig> =>
  resolved(readOptions(policy, 'book', (bag) => readBookPolicy(bag, defaults)));

const readBookPolicy = (bag: Bag, { checksums, maxAgeMs }: BookPolicyConfig): BookPolicyConfig => ({
  checksums: bag.made('checksums', isVerdict, 'enforce or warn', () => checksums),
  maxAgeMs: bag.whole('maxAgeMs', maxAgeMs, 1),
});

// What a function takes and answers can not be seen from outside: the caller's types vouch for it.
const isSource = (value: unknown): value is Config['backfill'] => typeof value === 'function';
const isAccountChannel = (value: unknown): value is Config['account'] =>
  isBag(value) && typeof value['open'] === 'function';
const isVerdict = (value: unknown): value is BookPolicyConfig['checksums'] => value === 'enforce' || value === 'warn';
