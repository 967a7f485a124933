import { dialVerdict } from '#dial-verdict';
import type { TransportError } from '@bitfinex-ws/transport';
import type { ConnectionLoss } from './contract.js';
import { BACKOFF, GIVE_UP, NOW, SLOWER, type Verdict } from './pace.js';

/*
 * One table, in three parts: of dials that failed, which is the platform's, because not every platform says why (`#dial-verdict`); by
 * close code; and the rest. Each row says what it rests on: [doc] documentation, of the exchange, an RFC or IANA; [rec] recordings
 * and live probes; [rep] reports of users of other clients; [judgement] nothing but thought.
 */

/** The socket was open and closed, or broke. */
const BY_CLOSE: ReadonlyMap<number, Verdict> = new Map([
  [1000, BACKOFF], // [judgement] the server has had its reasons, which it did not tell
  [1001, NOW], // [doc] RFC 6455, 7.4.1: the server goes away; another one behind the same name does not
  [1006, BACKOFF], // [rec] how an idle socket ends; also a TCP reset and every lost network
  [1008, SLOWER], // [doc] RFC 6455: against a policy of theirs; [judgement] it will be so for a while
  [1009, SLOWER], // [doc] RFC 6455: a message larger than `maxPayload`; [judgement] the next snapshot is as large
  [1012, NOW], // [doc] IANA: the service restarts; other clients take 20051 for the same
  [1013, SLOWER], // [doc] IANA: try again later, the server is overloaded
]);
/** Any other close code. */
const ANY_OTHER_CLOSE = BACKOFF; // [judgement]

/** What follows from the loss of a connection, or of the attempt to make one. */
export const verdictOf = (loss: ConnectionLoss): Verdict => {
  switch (loss._tag) {
    case 'DialFailed':
      return ofDial(loss.error);
    case 'DialTimedOut':
      return BACKOFF; // [judgement] as a host that can not be reached
    case 'GreetingTimedOut':
      return BACKOFF; // [judgement] the server is overloaded; the greeting comes first [rec]
    case 'ConfTimedOut':
      return BACKOFF; // [judgement] the same; it comes within 200 ms [rec]
    case 'ConfRejected':
      return SLOWER; // [doc] 10050; [judgement] the flags are refused again, unless the server was only not ready
    case 'PongTimedOut':
      return NOW; // [judgement] a half-open socket: nothing says that the server is in trouble
    case 'Silent':
      return NOW; // [rec] heartbeats come every 15 s; [judgement] as a missing pong
    case 'ServerStopped':
      return NOW; // [doc] 20051: please reconnect
    case 'SocketClosed':
      return loss.code === null ? ANY_OTHER_CLOSE : (BY_CLOSE.get(loss.code) ?? ANY_OTHER_CLOSE);
  }
};

const ofDial = (error: TransportError): Verdict => {
  switch (error._tag) {
    case 'DialFailed':
      return dialVerdict(error);
    case 'DialTimedOut':
      return BACKOFF; // [judgement] as above: the transport's clock was the faster one
    case 'NotOpen':
    case 'Closed':
      return BACKOFF; // [judgement] a transport that closes itself while it dials
    case 'BadUrl':
    case 'NoWebSocket':
      return GIVE_UP; // [doc] RFC 6455, 3; nothing was dialled
  }
};
