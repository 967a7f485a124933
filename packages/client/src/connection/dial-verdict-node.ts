import type { TransportError } from '@bitfinex-ws/transport';
import { LONGEST_RETRY_AFTER_MS } from '../limits.js';
import { BACKOFF, GIVE_UP, REFUSED, SLOWER, type Verdict } from './pace.js';

type DialFailure = Extract<TransportError, { readonly _tag: 'DialFailed' }>;

/*
 * What follows from a dial that failed, where the platform says why: by HTTP status, and by its own code. Each row says what it rests
 * on: see verdict.ts.
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

/** What follows from a dial that failed. */
export const dialVerdict = ({ status, code }: DialFailure): Verdict =>
  status === null ? ofCode(code) : ofStatus(status);

/** For how long the host asked not to be dialled, ms; 0 where it did not. A transport from elsewhere may say anything. */
export const askedPauseMs = ({ retryAfterMs = 0 }: DialFailure): number =>
  retryAfterMs > 0 ? Math.min(retryAfterMs, LONGEST_RETRY_AFTER_MS) : 0;

/** The status with which the host refuses because of our dials, or asks for a pause; null where it does neither. */
export const refusalOf = (failure: DialFailure): number | null => {
  const verdict = dialVerdict(failure);
  return verdict._tag === 'Retry' && (verdict.refused || askedPauseMs(failure) > 0) ? failure.status : null;
};

const ofStatus = (status: number): Verdict => BY_STATUS.get(status) ?? (status >= 500 ? ANY_5XX : ANY_OTHER_STATUS);

const ofCode = (code: string | null): Verdict =>
  (code === null ? undefined : BY_CODE.find(([pattern]) => pattern.test(code))?.[1]) ?? ANY_OTHER_CODE;
