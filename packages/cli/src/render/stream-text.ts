import {
  explainClientError,
  explainConnectionFault,
  explainConnectionLoss,
  type ClientError,
  type EndReason,
  type StreamMessage,
  type StreamNotice,
} from '@bitfinex-ws/client';

/** Why a stream ended, in half a sentence. */
export const endReasonText = (reason: EndReason): string => {
  switch (reason._tag) {
    case 'Unsubscribed':
      return 'it was unsubscribed';
    case 'SubscribeRejected':
      return `the server rejected it with code ${reason.code}${reason.msg === null ? '' : ` (${reason.msg})`}`;
    case 'AckTimedOut':
      return `the server did not answer within ${reason.timeoutMs} ms`;
    case 'SendQueueFull':
      return `its request found no room: ${reason.buffered} of ${reason.limitBytes} bytes wait for the network`;
    case 'ConnectionLost':
      return `the connection was lost: ${explainConnectionFault(reason.why)}`;
    case 'ClientClosed':
      return 'the client was closed';
    case 'QueueOverflowed':
      return `more than ${reason.limit} messages waited for the output`;
    case 'BadOptions':
      return 'it was asked for with options that mean nothing';
  }
};

type StreamBreak = Exclude<StreamNotice, { readonly type: 'ended' }>;

/** Whether an item of a stream tells of its continuity, and is neither data nor its end. */
export const isBreak = (message: StreamMessage): message is StreamBreak =>
  message.type === 'gap' || message.type === 'resynced' || message.type === 'backfill' || message.type === 'dropped';

/** What happened to the continuity of a stream, in half a sentence. */
export const gapText = (notice: StreamBreak): string => {
  switch (notice.type) {
    case 'gap':
      return `GAP: ${notice.cause}`;
    case 'resynced':
      return `whole again after: ${notice.cause}${notice.missing === 'unknown' ? ', something may be missing' : ''}`;
    case 'backfill':
      return `brought back ${notice.rows} rows: ${notice.outcome}`;
    case 'dropped':
      return `${notice.count} messages were dropped, the output is too slow`;
  }
};

/** Why a call of the client came to nothing, in half a sentence that does not say again what was called. */
export const clientErrorText = (error: ClientError): string => {
  switch (error._tag) {
    case 'ConnectFailed': {
      const { loss } = error;
      if (loss._tag !== 'DialFailed') return explainConnectionLoss(loss);
      return 'reason' in loss.error ? loss.error.reason : explainConnectionLoss(loss);
    }
    case 'SubscribeRejected':
    case 'AckTimedOut':
    case 'ConnectionLost':
      return endReasonText(error);
    default:
      return explainClientError(error).replace(/\.$/, '');
  }
};
