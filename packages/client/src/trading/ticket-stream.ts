import type { TradingError } from '@bitfinex-ws/trading';
import type { either as E } from 'fp-ts';
import { createConsumers } from '../consumers.js';
import type { QueueOptions } from '../options.js';
import type { QueueConfig } from '../queue.js';
import type { DroppedNotice } from '../subscription/stream.js';
import type { AccountEndedNotice } from './account.js';

/** What a reader of a ticket's steps gets: the steps from the first on, kept for those who come late. */
export type Steps<Step> = AsyncIterableIterator<Step | DroppedNotice | AccountEndedNotice, undefined>;

/** The promises and the stream of one ticket. */
interface TicketStream<Step, Ack, Outcome> {
  readonly ack: Promise<E.Either<TradingError, Ack>>;
  readonly final: Promise<Outcome>;
  readonly steps: (options?: QueueOptions) => Steps<Step>;
  /** The first answer counts. */
  readonly settleAck: (answer: E.Either<TradingError, Ack>) => void;
  readonly push: (step: Step) => void;
  /** The last step, and the outcome that it tells. */
  readonly finish: (step: Step, outcome: Outcome) => void;
}

/** Steps of one ticket that are kept for readers who come late: more than an order with a hundred fills has. */
const STEPS_KEPT = 256;

/** Makes the stream of a ticket of which nothing is known yet. */
export const createTicketStream = <Step, Ack, Outcome>(
  queue: QueueConfig,
  now: () => number,
): TicketStream<Step, Ack, Outcome> => {
  const ended = (reason: AccountEndedNotice['reason']): AccountEndedNotice => ({ type: 'ended', reason, at: now() });
  const readers = createConsumers<Step | DroppedNotice | AccountEndedNotice>(queue, {
    isNotice: () => false,
    dropped: (count) => ({ type: 'dropped', count }),
    overflowed: (limit) => ended({ _tag: 'QueueOverflowed', limit }),
    refused: ended,
    onDropped: () => undefined,
  });
  const kept: Step[] = [];
  let settleAck: TicketStream<Step, Ack, Outcome>['settleAck'] = () => undefined;
  let settleFinal: (outcome: Outcome) => void = () => undefined;
  const ack = new Promise<E.Either<TradingError, Ack>>((resolve) => (settleAck = resolve));
  const final = new Promise<Outcome>((resolve) => (settleFinal = resolve));

  return {
    ack,
    final,
    steps: (options = {}) => readers.open(options, (push) => kept.forEach((step) => push(step))),
    settleAck: (answer) => settleAck(answer),
    push: (step) => {
      if (kept.length < STEPS_KEPT) kept.push(step);
      readers.push(step);
    },
    finish: (step, outcome) => {
      settleFinal(outcome);
      readers.end(step);
    },
  };
};
