import { specKey } from '@bitfinex-ws/protocol';
import { CONCURRENCY, NOT_READY, TOO_MANY_CHANNELS } from './codes.js';
import type { SubscriptionEnd } from './contract.js';

/** Says in a sentence why a subscription ended. */
export const explainSubscriptionEnd = (end: SubscriptionEnd): string => {
  switch (end._tag) {
    case 'Unsubscribed':
      return 'The subscription was ended by its owner.';
    case 'SubscribeRejected':
      return `The server refused ${specKey(end.spec)}: ${end.msg ?? 'it gave no reason'} (code ${end.code}).`;
    case 'AckTimedOut':
      return `The server did not answer the subscription to ${specKey(end.spec)} within ${end.timeoutMs} ms.`;
    case 'NotSent':
      return `The subscription to ${specKey(end.spec)} was not sent: ${end.cause}.`;
    case 'ConnectionLost':
      return `The connection that carried ${specKey(end.spec)} was lost: ${end.cause}.`;
  }
};

/** Whether the same subscription may succeed when it is asked for again. */
export const isRetryableSubscriptionEnd = (end: SubscriptionEnd): boolean => {
  switch (end._tag) {
    case 'Unsubscribed':
      return false;
    case 'SubscribeRejected':
      return end.code === NOT_READY || end.code === CONCURRENCY || end.code === TOO_MANY_CHANNELS;
    case 'AckTimedOut':
    case 'NotSent':
    case 'ConnectionLost':
      return true;
  }
};
