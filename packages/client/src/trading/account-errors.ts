import { explainAuthError, type AuthError } from '@bitfinex-ws/auth';
import { explainTradingError, isRetryableTradingError, type TradingError } from '@bitfinex-ws/trading';
import type { ConnectionEnd, ConnectionLoss, PauseCause } from '../connection/contract.js';
import { explainConnectionEnd, explainConnectionLoss } from '../connection/explain.js';
import { explainOptionsProblem, type OptionsError } from '../options-problem.js';

/** The calls of an account that take time. */
export type AccountCall =
  'ready' | 'reconnect' | 'update' | 'cancel' | 'cancelMany' | 'cancelOffer' | 'calculate' | 'close';

/** Why a call of an account came to nothing. Never contains a key, a secret, a signature or a token. */
export type AccountError =
  /** The account was made with options that mean nothing, or a call was; every call of such an account answers this. */
  | OptionsError
  | { readonly _tag: 'AccountClosed' }
  /** The caller's signal was aborted. What was sent was sent. */
  | { readonly _tag: 'Aborted'; readonly call: AccountCall }
  /** `lastLoss`, `lastFailure`: what went wrong with the connection and with the login last; null where nothing did. */
  | {
      readonly _tag: 'CallTimedOut';
      readonly call: AccountCall;
      readonly timeoutMs: number;
      readonly lastLoss: ConnectionLoss | null;
      readonly lastFailure: AuthError | null;
    }
  /** The exchange does not take this key, or token: nothing is dialled any more. */
  | { readonly _tag: 'LoginFailed'; readonly error: AuthError }
  | { readonly _tag: 'ConnectionEnded'; readonly end: ConnectionEnd }
  /** Nothing is logged in at this moment. Nothing was sent. */
  | { readonly _tag: 'NotLoggedIn' }
  /** Logged in, but the snapshots have not come: an order now would be refused for want of balance. Nothing was sent. */
  | { readonly _tag: 'SnapshotsAwaited' }
  /** The exchange said that it is not to be relied on at this moment. Nothing was sent. */
  | { readonly _tag: 'Paused'; readonly cause: PauseCause }
  /** The key, or token, may not do it. Nothing was sent. */
  | { readonly _tag: 'NotPermitted'; readonly scope: string; readonly access: 'read' | 'write' }
  /** The filter of the login keeps the answers away. Nothing was sent. */
  | { readonly _tag: 'FilteredOut'; readonly needs: 'trading' | 'funding'; readonly filter: ReadonlyArray<string> }
  | TradingError
  /** Sockets that had not ended when the time for closing was up. */
  | { readonly _tag: 'ShutdownTimedOut'; readonly timeoutMs: number; readonly sockets: number };

/** One sentence for a person. */
export const explainAccountError = (error: AccountError): string => {
  switch (error._tag) {
    case 'BadOptions':
      return `The options are wrong: ${error.problems.map(explainOptionsProblem).join('; ')}.`;
    case 'AccountClosed':
      return 'The account is closed.';
    case 'Aborted':
      return `The call "${error.call}" was aborted.`;
    case 'CallTimedOut':
      return `The call "${error.call}" took longer than ${error.timeoutMs} ms${
        error.lastLoss === null ? '' : `; last, ${explainConnectionLoss(error.lastLoss)}`
      }${error.lastFailure === null ? '' : `; ${explainAuthError(error.lastFailure)}`}.`;
    case 'LoginFailed':
      return explainAuthError(error.error);
    case 'ConnectionEnded':
      return `The connection ended for good: ${explainConnectionEnd(error.end)}.`;
    case 'NotLoggedIn':
      return 'Nothing was sent: the account is not logged in.';
    case 'SnapshotsAwaited':
      return 'Nothing was sent: the snapshots of the account have not come.';
    case 'Paused':
      return `Nothing was sent: the exchange is paused (${error.cause}).`;
    case 'NotPermitted':
      return `Nothing was sent: the key may not ${error.access} ${error.scope}.`;
    case 'FilteredOut':
      return `Nothing was sent: the filter ${error.filter.join(', ')} leaves out ${error.needs}, and with it the outcome.`;
    case 'ShutdownTimedOut':
      return `${error.sockets} socket(s) had not ended after ${error.timeoutMs} ms.`;
    case 'Refused':
    case 'NotSent':
    case 'OutcomeUnknown':
    case 'DuplicateCid':
    case 'BadInput':
    case 'BadOrder':
    case 'RateLimited':
      return explainTradingError(error);
  }
};

/** Whether the same call may succeed later without anything being changed, and can do no harm twice. */
export const isRetryableAccountError = (error: AccountError): boolean => {
  switch (error._tag) {
    case 'NotLoggedIn':
    case 'SnapshotsAwaited':
    case 'Paused':
      return true;
    case 'CallTimedOut':
      return error.call === 'ready' || error.call === 'reconnect';
    case 'ConnectionEnded':
    case 'BadOptions':
    case 'AccountClosed':
    case 'Aborted':
    case 'LoginFailed':
    case 'NotPermitted':
    case 'FilteredOut':
    case 'ShutdownTimedOut':
      return false;
    case 'Refused':
    case 'NotSent':
    case 'OutcomeUnknown':
    case 'DuplicateCid':
    case 'BadInput':
    case 'BadOrder':
    case 'RateLimited':
      return isRetryableTradingError(error);
  }
};
