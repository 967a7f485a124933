import type { TransportError } from '@bitfinex-ws/transport';
import type { ConnectionLoss } from './contract.js';
import { verdictOf } from './verdict.js';

const failed = (status: number | null, code: string | null = null): ConnectionLoss => ({
  _tag: 'DialFailed',
  error: { _tag: 'DialFailed', url: 'wss://x', reason: 'so', status, code },
});
const closed = (code: number | null): ConnectionLoss => ({ _tag: 'SocketClosed', code, reason: '' });
const dial = (error: TransportError): ConnectionLoss => ({ _tag: 'DialFailed', error });
const url = 'wss://x';

/** A verdict in a word. */
const word = (loss: ConnectionLoss): string => {
  const verdict = verdictOf(loss);
  if (verdict._tag === 'GiveUp') return 'never';
  return verdict.refused ? `${verdict.pace}, refused` : verdict.pace;
};

const ROWS: ReadonlyArray<readonly [string, ReadonlyArray<ConnectionLoss>]> = [
  ['slower, refused', [403, 408, 429].map((status) => failed(status))],
  ['backoff', [425, 500, 502, 503, 504, 522].map((status) => failed(status))],
  ['never', [200, 301, 302, 400, 401, 404, 407, 426].map((status) => failed(status))],
  ['never', ['ERR_INVALID_CHAR', 'ERR_INVALID_URL', 'ERR_UNESCAPED_CHARACTERS'].map((code) => failed(null, code))],
  [
    'slower',
    [
      'CERT_HAS_EXPIRED',
      'CERT_NOT_YET_VALID',
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'SELF_SIGNED_CERT_IN_CHAIN',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      'ERR_TLS_CERT_ALTNAME_INVALID',
      'EPROTO',
      'ERR_SSL_WRONG_VERSION_NUMBER',
      'HPE_INVALID_CONSTANT',
    ].map((code) => failed(null, code)),
  ],
  [
    'backoff',
    [
      'ENOTFOUND',
      'EAI_AGAIN',
      'ECONNREFUSED',
      'ECONNRESET',
      'EPIPE',
      'ETIMEDOUT',
      'EHOSTUNREACH',
      'ENETUNREACH',
      'ESOMETHINGNEW',
    ].map((code) => failed(null, code)),
  ],
  ['backoff', [failed(null), dial({ _tag: 'DialTimedOut', url, timeoutMs: 1 }), dial({ _tag: 'Closed', url })]],
  ['never', [dial({ _tag: 'BadUrl', url, reason: 'so' }), dial({ _tag: 'NoWebSocket', url })]],
  ['now', [closed(1001), closed(1012), { _tag: 'ServerStopped' }]],
  [
    'now',
    [
      { _tag: 'PongTimedOut', timeoutMs: 1 },
      { _tag: 'Silent', ms: 1 },
    ],
  ],
  ['backoff', [closed(1000), closed(1006), closed(1002), closed(1011), closed(4000), closed(null)]],
  ['slower', [closed(1008), closed(1009), closed(1013), { _tag: 'ConfRejected', flags: 1, status: 'no' }]],
  [
    'backoff',
    [
      { _tag: 'DialTimedOut', timeoutMs: 1 },
      { _tag: 'GreetingTimedOut', timeoutMs: 1 },
      { _tag: 'ConfTimedOut', timeoutMs: 1 },
    ],
  ],
];

describe('the verdict on a lost connection', () => {
  it.each(ROWS.flatMap(([expected, losses]) => losses.map((loss) => [JSON.stringify(loss), expected, loss] as const)))(
    '%s: %s',
    (_text, expected, loss) => {
      expect(word(loss)).toBe(expected);
    },
  );
});
