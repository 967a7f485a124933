import { isLeft, isRight } from '@bitfinex-ws/machine';
import type { QueueOptions } from './options.js';
import type { OptionsError } from './options-problem.js';
import { createQueue, type QueueConfig, type QueueStatus, type QueueTraits } from './queue.js';
import { resolveQueue } from './resolve-queue.js';

/** What the consumers of one stream have in common. */
interface ConsumerTraits<A> extends Omit<QueueTraits<A>, 'onReleased'> {
  /** The item of a stream that was asked for with options that mean nothing; its only one. */
  readonly refused: (error: OptionsError) => A;
}

/** Those who iterate over one stream, each with a queue of its own: how fast one reads is no matter to the others. */
interface Consumers<A> {
  /** Opens one more; `first` is called with what pushes to it alone, before anything else is pushed. */
  readonly open: (
    options: QueueOptions,
    first?: (push: (item: A) => void) => void,
  ) => AsyncIterableIterator<A, undefined>;
  readonly push: (item: A) => void;
  /** Whether anybody iterates. */
  readonly any: () => boolean;
  /** Ends all of them with this item, and every later one as well. */
  readonly end: (last: A) => void;
  readonly status: () => ReadonlyArray<QueueStatus>;
}

/** Nobody iterates yet. `defaults`: the queue of who does not say. */
export const createConsumers = <A>(defaults: QueueConfig, traits: ConsumerTraits<A>): Consumers<A> => {
  type Consumer = ReturnType<typeof createQueue<A>>;
  // The list is replaced, never changed: one may leave while it is being walked.
  let consumers: ReadonlyArray<Consumer> = [];
  let ending: { readonly last: A } | null = null;

  return {
    open: (options, first) => {
      const config = resolveQueue(options, defaults);
      const consumer: Consumer = createQueue<A>(isRight(config) ? config.right : defaults, {
        ...traits,
        onReleased: () => (consumers = consumers.filter((other) => other !== consumer)),
      });
      if (isLeft(config)) {
        consumer.end(traits.refused(config.left));
        return consumer.iterator();
      }
      consumers = [...consumers, consumer];
      first?.(consumer.push);
      if (ending !== null) {
        consumer.end(ending.last);
        consumers = [];
      }
      return consumer.iterator();
    },
    push: (item) => {
      for (const consumer of consumers) consumer.push(item);
    },
    any: () => consumers.length > 0,
    end: (last) => {
      ending ??= { last };
      for (const consumer of consumers) consumer.end(last);
      consumers = [];
    },
    status: () => consumers.map((consumer) => consumer.status()),
  };
};
