import type { TransportError } from '@bitfinex-ws/transport';
import type { ConnectionLoss } from './contract.js';

/**
 * How soon a lost connection is dialled again. `now`: after a jitter that stays below some seconds, however often it failed;
 * `backoff`: after a jitter whose range doubles with each failure in a row; `slower`: so, and `slowMs` later.
 */
export type Pace = 'now' | 'backoff' | 'slower';

/** What follows from a loss. `refused`: the host counts our dials and had enough of them, so the governor must know. */
type Verdict =
  | { readonly _tag: 'Retry'; readonly pace: Pace; readonly refused: boolean }
  /**
   * It would end in the same way again, whatever time passes. Not so where the same address has worked before: then the other
   * side is at fault, and it is tried again, `slower`.
   */
  | { readonly _tag: 'GiveUp' };

const NOW: Verdict = { _tag: 'Retry', pace: 'now', refused: false };
const BACKOFF: Verdict = { _tag: 'Retry', pace: 'backoff', refused: false };
const SLOWER: Verdict = { _tag: 'Retry', pace: 'slower', refused: false };
const REFUSED: Verdict = { _tag: 'Retry', pace: 'slower', refused: true };
const GIVE_UP: Verdict = { _tag: 'GiveUp' };

/*
 * One table, in four parts: by HTTP status, by the platform's code, by close code, and the rest. Each row says what it rests on:
 * [doc] documentation, of the exchange, an RFC or IANA; [rec] recordings and live probes; [rep] reports of users of other
 * clients; [judgement] nothing but thought.
 */

/** The server answered the handshake with a status. Its `Retry-After`, where there is one, is waited for besides [doc] RFC 9110, 10.2.3. */
const BY_STATUS: ReadonlyMap<number, Verdict> = new Map([
  [403, REFUSED], // [judgement] an address that dials too often is blocked for 60 s [doc]; how is not written, a front end says 403
  [408, REFUSED], // [rep] what a blocked or overloaded front end was seen to say
  [425, BACKOFF], // [doc] RFC 8470: the same may be accepted later
  [429, REFUSED], // [rep] seen after restart storms; [doc] RFC 6585: too many requests
  [500, BACKOFF], // [judgement] this and all of 5xx: the fault is theirs and may pass
  [502, BACKOFF], // [judgement] the front end does not reach the server
  [503, BACKOFF], // [rep] what maintenance looks like from outside, as often as an info code
]);
/** Any other status of 500 and above. */
const ANY_5XX = BACKOFF; // [judgement] the front end has codes of its own, 520 to 530
/** Any other status: 400, 401, 404, 407, 426, redirects. */
const ANY_OTHER_STATUS = GIVE_UP; // [judgement] wrong address or path, a proxy that wants a password: the same again

/** The attempt failed without a status. The first pattern that fits decides. */
const BY_CODE: ReadonlyArray<readonly [RegExp, Verdict]> = [
  // [judgement] our own options: a header that HTTP forbids, say
  [/^ERR_(INVALID|UNESCAPED|HTTP_INVALID)_/, GIVE_UP],
  // [judgement] a wrong clock, a proxy that listens in, a certificate that ran out: somebody repairs it while the program runs
  [
    /^(CERT_|ERR_TLS_|UNABLE_TO_|DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE)/,
    SLOWER,
  ],
  [/^(EPROTO|ERR_SSL_)/, SLOWER], // [judgement] the other side speaks another TLS, or none
  [/^HPE_/, SLOWER], // [judgement] the other side speaks no HTTP: a portal, or a wrong port
  [/^ENOTFOUND$/, BACKOFF], // [rep] also said while the network is down, by machines that then never came back
  [/^EAI_/, BACKOFF], // [judgement] the name server does not answer: the network comes up
  [/^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENETDOWN)$/, BACKOFF], // [judgement] networks come back
];
/** Any other code, or none: browsers hide it. */
const ANY_OTHER_CODE = BACKOFF; // [judgement] a wrong guess costs one dial a minute

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
      return error.status === null ? ofCode(error.code) : ofStatus(error.status);
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

const ofStatus = (status: number): Verdict => BY_STATUS.get(status) ?? (status >= 500 ? ANY_5XX : ANY_OTHER_STATUS);

const ofCode = (code: string | null): Verdict =>
  (code === null ? undefined : BY_CODE.find(([pattern]) => pattern.test(code))?.[1]) ?? ANY_OTHER_CODE;
