import { explainTransportError } from '@bitfinex-ws/transport';
import type { ConnectionEnd, ConnectionLoss } from './contract.js';

/** Half a sentence for a person: what happened to the connection. */
export const explainConnectionLoss = (loss: ConnectionLoss): string => {
  switch (loss._tag) {
    case 'DialFailed':
      return explainTransportError(loss.error);
    case 'DialTimedOut':
      return `the connection did not open within ${loss.timeoutMs} ms`;
    case 'GreetingTimedOut':
      return `the server did not greet within ${loss.timeoutMs} ms`;
    case 'ConfTimedOut':
      return `the server did not acknowledge the flags within ${loss.timeoutMs} ms`;
    case 'ConfRejected':
      return `the server refused the flags ${loss.flags} (${loss.status})`;
    case 'PongTimedOut':
      return `the server did not answer a ping within ${loss.timeoutMs} ms`;
    case 'Silent':
      return `no frame came for ${loss.ms} ms`;
    case 'ServerStopped':
      return 'the server announced that it stops or restarts';
    case 'SocketClosed':
      return `the socket closed${loss.code === null ? '' : ` with code ${loss.code}`}${
        loss.reason === '' ? '' : ` (${loss.reason})`
      }`;
  }
};

/** Half a sentence for a person: why the connection does not come back. */
export const explainConnectionEnd = (end: ConnectionEnd): string => {
  switch (end._tag) {
    case 'ClosedByUser':
      return 'it was closed by this side';
    case 'IncompatibleVersion':
      return `the server speaks protocol version ${end.version}, this client speaks version 2`;
    case 'CannotDial':
      return explainTransportError(end.error);
    case 'NotReconnected':
      return `it is not to be dialled again after this: ${explainConnectionLoss(end.last)}`;
    case 'AttemptsExhausted':
      return `${end.attempts} attempt(s) in a row failed; last, ${explainConnectionLoss(end.last)}`;
  }
};

/** Half a sentence for a person: what happened to the connection of a subscription that ended with it. */
export const explainConnectionFault = (why: ConnectionEnd | ConnectionLoss): string => {
  switch (why._tag) {
    case 'ClosedByUser':
    case 'IncompatibleVersion':
    case 'CannotDial':
    case 'NotReconnected':
    case 'AttemptsExhausted':
      return explainConnectionEnd(why);
    default:
      return explainConnectionLoss(why);
  }
};
