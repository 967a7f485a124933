import { left, right } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import type { QueueOptions } from './options.js';
import type { OptionsError, OptionsProblem } from './options-problem.js';
import { createReader, type Reader } from './options-reader.js';
import type { QueueConfig, QueuePolicy } from './queue.js';

/** The queue of one consumer in force, where its options say nothing that of the client; or what is wrong with them. */
export const resolveQueue = (options: QueueOptions, defaults: QueueConfig): E.Either<OptionsError, QueueConfig> => {
  const problems: OptionsProblem[] = [];
  const queue = readQueue(createReader(problems), options, '', defaults);
  return problems.length > 0 ? left({ _tag: 'BadOptions', problems }) : right(queue);
};

/** Reads the options of a queue that stand under `path`; '' for those of a call. */
export const readQueue = (read: Reader, value: unknown, path: string, defaults: QueueConfig): QueueConfig => {
  const bag = read.bag(value, path, ['limit', 'policy']);
  const prefix = path === '' ? '' : `${path}.`;
  return {
    limit: read.whole(bag, 'limit', defaults.limit, 1, prefix),
    policy: read.made(bag, 'policy', isPolicy, POLICIES.join(', '), () => defaults.policy, prefix),
  };
};

const POLICIES: ReadonlyArray<QueuePolicy> = ['drop-oldest', 'latest', 'fail'];
const isPolicy = (value: unknown): value is QueuePolicy => POLICIES.some((policy) => policy === value);
