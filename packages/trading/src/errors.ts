import { explainInputError, type InputError } from '@bitfinex-ws/protocol';
import type { CheckError } from './checks/contract.js';
import { explainCheckError } from './checks/explain.js';
import type { RateLimited } from './limiter/contract.js';
import { explainLimiterError } from './limiter/explain.js';

/** What was asked of the exchange, by the code of its input. */
export type Asked = 'on' | 'ou' | 'oc' | 'oc_multi' | 'fon' | 'foc' | 'n';

/** Why something was never written to a socket. */
export type NotSentCause =
  /** There is no connection that is logged in. */
  | 'notReady'
  /** The socket did not take the frame: too much waits in it, or it has just gone. */
  | 'refusedBySocket'
  /** The connection was lost while it waited for its turn. */
  | 'connectionLost'
  /** It was taken back while it waited for its turn. */
  | 'withdrawn'
  /** Its turn did not come within the time that it may wait: the exchange refused others meanwhile. */
  | 'rateLimited'
  /** The exchange was not to be relied on when its turn came. */
  | 'paused'
  /** The account was closed. */
  | 'closed';

/** Why nobody knows what became of something that was written. */
export type UnknownCause =
  /** The connection was lost before the answer, or while the order lived. */
  | 'connectionLost'
  /** The answer did not come in time. */
  | 'ackTimeout'
  /** The account was closed before the answer. */
  | 'closed';

/**
 * What can go wrong between wanting something of an account and hearing what became of it. `cid` and `id` are null where
 * what was asked has none. Never contains a key, a secret or a signature.
 */
export type TradingError =
  /** The exchange refused; `text` is all that it says of the reason, null where it says nothing. */
  | {
      readonly _tag: 'Refused';
      readonly asked: Asked;
      readonly cid: number | null;
      readonly id: number | null;
      readonly status: string | null;
      readonly text: string | null;
    }
  /** It was never written: the exchange has not heard of it. */
  | { readonly _tag: 'NotSent'; readonly asked: Asked; readonly cid: number | null; readonly cause: NotSentCause }
  /** It was written, and what became of it is not known (yet): look at the ticket's `final`, never send it again blindly. */
  | {
      readonly _tag: 'OutcomeUnknown';
      readonly asked: Asked;
      readonly cid: number | null;
      readonly id: number | null;
      readonly cause: UnknownCause;
    }
  /** An order with this client id is under way, or was a moment ago. */
  | { readonly _tag: 'DuplicateCid'; readonly cid: number }
  /** What was asked could not be written as a frame. */
  | { readonly _tag: 'BadInput'; readonly reason: InputError }
  /** A price or an amount that the exchange would refuse, cut or round. */
  | { readonly _tag: 'BadOrder'; readonly reason: CheckError }
  | RateLimited;

/** The error in one sentence of prose, for a log or a person. */
export const explainTradingError = (error: TradingError): string => {
  switch (error._tag) {
    case 'Refused':
      return `The exchange refused ${things[error.asked]}${named(error)}: ${error.text ?? 'it gave no reason'} (${error.status ?? 'no status'}).`;
    case 'NotSent':
      return `${capital(things[error.asked])}${named({ ...error, id: null })} was not sent: ${notSent[error.cause]}.`;
    case 'OutcomeUnknown':
      return `What became of ${things[error.asked]}${named(error)} is not known: ${unknown[error.cause]}.`;
    case 'DuplicateCid':
      return `The client id ${error.cid} is in use, or was a moment ago.`;
    case 'BadInput':
      return `It can not be sent: ${explainInputError(error.reason)}.`;
    case 'BadOrder':
      return `It was not sent: ${explainCheckError(error.reason)}.`;
    case 'RateLimited':
      return `It was not sent: ${explainLimiterError(error)}.`;
  }
};

/**
 * Whether the same may be asked again as it is. Of `OutcomeUnknown` it is false although a second try could succeed: the
 * first may have succeeded too.
 */
export const isRetryableTradingError = (error: TradingError): boolean => {
  switch (error._tag) {
    case 'NotSent':
      return error.cause !== 'withdrawn' && error.cause !== 'closed';
    case 'RateLimited':
      return true;
    case 'Refused':
    case 'OutcomeUnknown':
    case 'DuplicateCid':
    case 'BadInput':
    case 'BadOrder':
      return false;
  }
};

const things: Readonly<Record<Asked, string>> = {
  on: 'the order',
  ou: 'the change of an order',
  oc: 'the cancellation',
  oc_multi: 'the cancellation of several orders',
  fon: 'the offer',
  foc: 'the cancellation of an offer',
  n: 'the message',
};
const notSent: Readonly<Record<NotSentCause, string>> = {
  notReady: 'no connection is logged in',
  refusedBySocket: 'the socket did not take the frame',
  connectionLost: 'the connection was lost while it waited',
  withdrawn: 'it was taken back before',
  rateLimited: 'its turn did not come in time',
  paused: 'the exchange was paused when its turn came',
  closed: 'the account was closed',
};
const unknown: Readonly<Record<UnknownCause, string>> = {
  connectionLost: 'the connection was lost',
  ackTimeout: 'the answer did not come in time',
  closed: 'the account was closed before the answer',
};
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const named = ({ cid, id }: { readonly cid: number | null; readonly id: number | null }): string => {
  const names = [...(id === null ? [] : [`id ${id}`]), ...(cid === null ? [] : [`cid ${cid}`])];
  return names.length === 0 ? '' : ` (${names.join(', ')})`;
};
