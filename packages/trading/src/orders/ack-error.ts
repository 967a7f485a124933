import type { TradingError } from '../errors.js';
import type { OrderOutcome } from './outcome.js';

/**
 * What `ack` says of an order that ended without an acknowledgement; null: such an end comes behind one. Of an order in
 * doubt `ack` has said `OutcomeUnknown` before.
 */
export const ackErrorOf = (cid: number, outcome: OrderOutcome): TradingError | null => {
  switch (outcome._tag) {
    case 'Rejected':
      return { _tag: 'Refused', asked: 'on', cid, id: null, status: outcome.status, text: outcome.text };
    case 'NotSent':
      return { _tag: 'NotSent', asked: 'on', cid, cause: outcome.cause };
    case 'NotPlaced':
      return { _tag: 'OutcomeUnknown', asked: 'on', cid, id: null, cause: outcome.cause };
    case 'Unresolved':
      return { _tag: 'OutcomeUnknown', asked: 'on', cid, id: outcome.id, cause: outcome.cause };
    case 'Executed':
    case 'Canceled':
    case 'EndedWhileAway':
      return null;
  }
};
