import { left, right } from '@bitfinex-ws/machine';
import type { AccountFundingTrade, NewOffer, SparseFundingOffer } from '@bitfinex-ws/protocol';
import type {
  OfferAcknowledgement,
  OfferKey,
  OfferOutcome,
  OffersNews,
  OfferState,
  OfferTicket as MachineTicket,
  TradingError,
} from '@bitfinex-ws/trading';
import type { either as E } from 'fp-ts';
import type { QueueOptions } from '../options.js';
import type { QueueConfig } from '../queue.js';
import type { DroppedNotice } from '../subscription/stream.js';
import type { CallOptions } from '../subscription/subscription.js';
import type { AccountAnswer, AccountEndedNotice } from './account.js';
import { createTicketStream, type Steps } from './ticket-stream.js';

/** What happens to a funding offer, in order; `final` is the last. */
export type OfferStep = Exclude<OffersNews, { readonly type: 'answered' | 'unmatchedReject' }>;

/** A funding offer that was asked for. It settles once, whatever happens to the connection. */
export interface OfferTicket extends AsyncIterable<OfferStep | DroppedNotice | AccountEndedNotice> {
  /** Its number within this account client: the exchange knows no client id of offers. */
  readonly key: OfferKey;
  readonly asked: NewOffer;
  /** The exchange's id; null until it is known. */
  readonly id: () => number | null;
  /** Where it stands. */
  readonly state: () => OfferState | { readonly _tag: 'Final'; readonly outcome: OfferOutcome };
  /** The offer as known last; null until the exchange told it. */
  readonly offer: () => SparseFundingOffer | null;
  /** What was lent of it so far, in order of arrival. */
  readonly fills: () => ReadonlyArray<AccountFundingTrade>;
  /** As `ack` of an order. Never rejects. */
  readonly ack: Promise<E.Either<TradingError, OfferAcknowledgement>>;
  /** Settles once, within the deadlines of the options, at the latest when the account is closed. Never rejects. */
  readonly final: Promise<OfferOutcome>;
  /** What happens to it, from its first step on. */
  readonly steps: (options?: QueueOptions) => Steps<OfferStep>;
  /** Asks for its cancellation; one that was not written yet is taken back. */
  readonly cancel: (options?: CallOptions) => AccountAnswer<SparseFundingOffer | null>;
}

/** What a ticket needs of the desk. */
interface TicketPorts {
  readonly queue: QueueConfig;
  readonly now: () => number;
  /** The machine's ticket; null once it is settled. */
  readonly ticket: () => MachineTicket | null;
  readonly cancel: OfferTicket['cancel'];
}

/** A ticket, and the door by which its news come in. */
export interface OfferHandle {
  readonly face: OfferTicket;
  readonly hear: (news: OfferStep) => void;
}

type Known = Pick<MachineTicket, 'id' | 'offer' | 'fills'>;

/** Makes the ticket of an offer that was just asked for. */
export const createOfferTicket = (key: OfferKey, asked: NewOffer, ports: TicketPorts): OfferHandle => {
  const stream = createTicketStream<OfferStep, OfferAcknowledgement, OfferOutcome>(ports.queue, ports.now);
  let last: Known = { id: null, offer: null, fills: [] };
  let outcome: OfferOutcome | null = null;
  const known = (): Known => ports.ticket() ?? last;

  const hear = (step: OfferStep): void => {
    if (step.type === 'final') {
      outcome = step.outcome;
      last = lastOf(step.outcome, last);
      stream.settleAck(left(ackErrorOf(step.outcome, last.id)));
      return stream.finish(step, step.outcome);
    }
    last = known();
    if (step.type === 'acknowledged') stream.settleAck(right(step.ack));
    if (step.type === 'outcomeUnknown') stream.settleAck(left(unknown(step.cause, last.id)));
    stream.push(step);
  };
  const face: OfferTicket = {
    key,
    asked,
    id: () => known().id,
    state: () => (outcome === null ? (ports.ticket()?.state ?? { _tag: 'Queued' }) : { _tag: 'Final', outcome }),
    offer: () => known().offer,
    fills: () => known().fills,
    ack: stream.ack,
    final: stream.final,
    steps: stream.steps,
    cancel: ports.cancel,
    [Symbol.asyncIterator]: () => stream.steps(),
  };
  return { face, hear };
};

const unknown = (
  cause: Extract<OfferOutcome, { readonly _tag: 'Unresolved' }>['cause'],
  id: number | null,
): TradingError => ({ _tag: 'OutcomeUnknown', asked: 'fon', cid: null, id, cause });

/** What `ack` says of an offer that ended before it was acknowledged; behind an acknowledgement it says nothing any more. */
const ackErrorOf = (outcome: OfferOutcome, id: number | null): TradingError => {
  switch (outcome._tag) {
    case 'Rejected':
      return { _tag: 'Refused', asked: 'fon', cid: null, id, status: outcome.status, text: outcome.text };
    case 'NotSent':
      return { _tag: 'NotSent', asked: 'fon', cid: null, cause: outcome.cause };
    case 'Unresolved':
      return unknown(outcome.cause, id);
    case 'EndedWhileAway':
    case 'Executed':
    case 'Canceled':
      return unknown('connectionLost', id);
  }
};

const lastOf = (outcome: OfferOutcome, before: Known): Known => {
  switch (outcome._tag) {
    case 'Executed':
    case 'Canceled':
      return { id: outcome.offer.id, offer: outcome.offer, fills: outcome.fills };
    case 'EndedWhileAway':
    case 'Unresolved':
      return { id: outcome.id, offer: outcome.offer, fills: outcome.fills };
    case 'Rejected':
    case 'NotSent':
      return before;
  }
};
