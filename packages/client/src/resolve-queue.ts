import type { either as E } from 'fp-ts';
import type { QueueOptions } from './options.js';
import type { OptionsError } from './options-problem.js';
import { readOptions, resolved, type Bag } from './options-reader.js';
import type { QueueConfig, QueuePolicy } from './queue.js';

/** The queue of one consumer in force, where its options say nothing that of the client; or what is wrong with them. */
export const resolveQueue = (options: QueueOptions, defaults: QueueConfig): E.Either<OptionsError, QueueConfig> =>
  resolved(readOptions(options, '', (bag) => readQueue(bag, defaults)));

/** Reads the options of a queue. */
export const readQueue = (bag: Bag, { limit, policy }: QueueConfig): QueueConfig => ({
  limit: bag.whole('limit', limit, 1),
  policy: bag.made('policy', isPolicy, POLICIES.join(', '), () => policy),
});

const POLICIES: ReadonlyArray<QueuePolicy> = ['drop-oldest', 'latest', 'fail'];
const isPolicy = (value: unknown): value is QueuePolicy => POLICIES.some((policy) => policy === value);
