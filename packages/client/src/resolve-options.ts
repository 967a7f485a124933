import type { either as E } from 'fp-ts';
import { FLAGS, MAX_CHANNELS_PER_CONNECTION } from '@bitfinex-ws/protocol';
import { readBookPolicy, type BookPolicyConfig } from './book-policy.js';
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
    ...readCore(top, readBookPolicy),
    account: top.made('account', isAccountChannel, 'an object with open', () => null),
  }));

/** Those that a core client has. */
export const readCoreOptions = (options: CoreClientOptions): ReadConfig =>
  readOptions(options, '', (top): Config => ({ ...readCore(top, null), account: null }));

type ReadConfig = { readonly value: Config; readonly problems: ReadonlyArray<OptionsProblem> };

const readCore = (top: Bag, readBooks: typeof readBookPolicy | null): Omit<Config, 'account'> => {
  const link = readLink(top, { url: PUBLIC_URL, flags: FLAGS.SEQ_ALL + FLAGS.OB_CHECKSUM });
  const { silenceMs } = link.connection;
  const books: BookPolicyConfig = { checksums: null, maxAgeMs: silenceMs };
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
    books: readBooks === null ? books : readBooks(top.inner('books'), books),
  };
};

// What a function takes and answers can not be seen from outside: the caller's types vouch for it.
const isSource = (value: unknown): value is Config['backfill'] => typeof value === 'function';
const isAccountChannel = (value: unknown): value is Config['account'] =>
  isBag(value) && typeof value['open'] === 'function';
