import type { either as E } from 'fp-ts';
import type { OptionsError } from './options-problem.js';
import { readOptions, resolved, type Bag } from './options-reader.js';

/** How far a live book is trusted. */
export interface BookPolicy {
  /**
   * What a wrong checksum does. `enforce`: the book turns unreadable and its channel is asked again. `warn`: it is told
   * (`bookError`) and counted, and the book stays readable without the word of a checksum.
   * @default 'enforce' for trading books, 'warn' for funding books, whose rule nobody has verified
   */
  readonly checksums?: 'enforce' | 'warn';
  /**
   * A book whose channel has been silent for this long, ms, reads as `stale`; heartbeats, every 15 s, count as a sign of life.
   * It says nothing to the server: the client's `silenceMs` decides when the channel is asked again.
   * @default the client's `silenceMs`
   */
  readonly maxAgeMs?: number;
}

/** The policy in force. */
export interface BookPolicyConfig {
  /** Null: by the kind of book. */
  readonly checksums: 'enforce' | 'warn' | null;
  readonly maxAgeMs: number;
}

/** The policy of one book in force, where it says nothing that of the client; or what is wrong with it. */
export const resolveBookPolicy = (
  policy: BookPolicy | undefined,
  defaults: BookPolicyConfig,
): E.Either<OptionsError, BookPolicyConfig> =>
  resolved(readOptions(policy, 'book', (bag) => readBookPolicy(bag, defaults)));

/** Reads it out of the bag that holds it. */
export const readBookPolicy = (bag: Bag, { checksums, maxAgeMs }: BookPolicyConfig): BookPolicyConfig => ({
  checksums: bag.made('checksums', isVerdict, 'enforce or warn', () => checksums),
  maxAgeMs: bag.whole('maxAgeMs', maxAgeMs, 1),
});

const isVerdict = (value: unknown): value is BookPolicyConfig['checksums'] => value === 'enforce' || value === 'warn';
