import type { ChannelSpec } from '@bitfinex-ws/protocol';
import { specKey } from '@bitfinex-ws/protocol';
import { explainConnectionEnd, explainConnectionFault, explainConnectionLoss } from './connection/explain.js';
import type { ConnectionEnd, ConnectionLoss } from './connection/contract.js';
import type { SendQueueFull } from './connection/outbox.js';
import { explainOptionsProblem, type OptionsProblem } from './options-problem.js';

/** The calls of a client that take time. */
export type ClientCall = 'connect' | 'scale' | 'setFlags' | 'subscribe' | 'unsubscribe' | 'close';

/** Why a call of the client came to nothing. */
export type ClientError =
  /** The client was made with options that mean nothing; every call of it answers this. */
  | { readonly _tag: 'BadOptions'; readonly problems: ReadonlyArray<OptionsProblem> }
  | { readonly _tag: 'ClientClosed' }
  /** The caller's signal was aborted. */
  | { readonly _tag: 'Aborted'; readonly call: ClientCall }
  /** `lastLoss`: what went wrong with a connection last; null where nothing did. */
  | {
      readonly _tag: 'CallTimedOut';
      readonly call: ClientCall;
      readonly timeoutMs: number;
      readonly lastLoss: ConnectionLoss | null;
    }
  /** The attempt in hand failed. The client goes on trying unless it was told not to reconnect. */
  | { readonly _tag: 'ConnectFailed'; readonly loss: ConnectionLoss }
  | { readonly _tag: 'ConnectionEnded'; readonly end: ConnectionEnd }
  | {
      readonly _tag: 'SubscribeRejected';
      readonly code: number;
      readonly msg: string | null;
      readonly spec: ChannelSpec;
    }
  | { readonly _tag: 'AckTimedOut'; readonly timeoutMs: number; readonly spec: ChannelSpec }
  | {
      readonly _tag: 'ConnectionLost';
      readonly why: ConnectionEnd | ConnectionLoss;
      readonly spec: ChannelSpec;
    }
  /** A connection refused new flags, or (null) did not answer in time. The old ones are in force again on all. */
  | {
      readonly _tag: 'FlagsRejected';
      readonly flags: number;
      readonly status: string | null;
      readonly conn: number;
    }
  /** It was unsubscribed before it had become live. */
  | { readonly _tag: 'Unsubscribed'; readonly id: string }
  | { readonly _tag: 'UnknownSubscription'; readonly id: string }
  /** There is no open connection to send on; null: none at all. Nothing was sent. */
  | { readonly _tag: 'NotConnected'; readonly conn: number | null }
  | { readonly _tag: 'UnknownConnection'; readonly conn: number }
  | SendQueueFull
  /** Sockets that had not ended when the time for closing was up. */
  | { readonly _tag: 'ShutdownTimedOut'; readonly timeoutMs: number; readonly sockets: number };

/** One sentence for a person. */
export const explainClientError = (error: ClientError): string => {
  switch (error._tag) {
    case 'BadOptions':
      return `The options are wrong: ${error.problems.map(explainOptionsProblem).join('; ')}.`;
    case 'ClientClosed':
      return 'The client is closed.';
    case 'Aborted':
      return `The call "${error.call}" was aborted.`;
    case 'CallTimedOut':
      return `The call "${error.call}" took longer than ${error.timeoutMs} ms${
        error.lastLoss === null ? '' : `; last, ${explainConnectionLoss(error.lastLoss)}`
      }.`;
    case 'ConnectFailed':
      return `Could not connect: ${explainConnectionLoss(error.loss)}.`;
    case 'ConnectionEnded':
      return `The connection ended for good: ${explainConnectionEnd(error.end)}.`;
    case 'SubscribeRejected':
      return `The server rejected ${specKey(error.spec)} with code ${error.code}${
        error.msg === null ? '' : ` (${error.msg})`
      }.`;
    case 'AckTimedOut':
      return `The server did not answer the subscription to ${specKey(error.spec)} within ${error.timeoutMs} ms.`;
    case 'ConnectionLost':
      return `The connection of ${specKey(error.spec)} was lost: ${explainConnectionFault(error.why)}.`;
    case 'FlagsRejected':
      return `The server did not take the flags ${error.flags} on connection ${error.conn}${
        error.status === null ? ': it did not answer' : ` (${error.status})`
      }.`;
    case 'Unsubscribed':
      return `The subscription ${error.id} was unsubscribed before it became live.`;
    case 'UnknownSubscription':
      return `There is no subscription ${error.id}.`;
    case 'NotConnected':
      return error.conn === null ? 'No connection is open.' : `Connection ${error.conn} is not open.`;
    case 'UnknownConnection':
      return `There is no connection ${error.conn}.`;
    case 'SendQueueFull':
      return `Nothing was sent on connection ${error.conn}: ${error.buffered} of ${error.limitBytes} bytes wait for the network.`;
    case 'ShutdownTimedOut':
      return `${error.sockets} socket(s) had not ended after ${error.timeoutMs} ms.`;
  }
};

/** Server codes of a rejected subscription that another time may do away with: busy, channel limit, not ready. */
const RETRYABLE_CODES: ReadonlyArray<number> = [10008, 10305, 11000];

/** Whether the same call may succeed later without anything being changed. */
export const isRetryableClientError = (error: ClientError): boolean => {
  switch (error._tag) {
    case 'CallTimedOut':
    case 'ConnectFailed':
    case 'AckTimedOut':
    case 'NotConnected':
    case 'SendQueueFull':
      return true;
    case 'FlagsRejected':
      return error.status === null;
    case 'ConnectionEnded':
      return mayComeBack(error.end);
    case 'ConnectionLost':
      return mayComeBack(error.why);
    case 'SubscribeRejected':
      return RETRYABLE_CODES.includes(error.code);
    case 'BadOptions':
    case 'ClientClosed':
    case 'Aborted':
    case 'Unsubscribed':
    case 'UnknownSubscription':
    case 'UnknownConnection':
    case 'ShutdownTimedOut':
      return false;
  }
};

const mayComeBack = (why: ConnectionEnd | ConnectionLoss): boolean =>
  why._tag !== 'ClosedByUser' && why._tag !== 'IncompatibleVersion' && why._tag !== 'CannotDial';
