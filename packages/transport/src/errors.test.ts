import { explainTransportError, isRetryableTransportError, type TransportError } from './errors.js';

const url = 'wss://api-pub.bitfinex.com/ws/2';
const failed = (status: number | null): TransportError => ({
  _tag: 'DialFailed',
  url,
  reason: 'so',
  status,
  code: null,
});
const all: ReadonlyArray<TransportError> = [
  { _tag: 'BadUrl', url, reason: 'so' },
  failed(null),
  { _tag: 'DialTimedOut', url, timeoutMs: 10 },
  { _tag: 'NoWebSocket', url },
  { _tag: 'Closed', url },
  { _tag: 'NotOpen', url },
];

describe('transport errors', () => {
  it('are explained in one line that names the address', () => {
    for (const error of all) expect(explainTransportError(error)).toMatch(/^[^\n]*wss:\/\/api-pub[^\n]*[^.]$/);
    expect(new Set(all.map(explainTransportError)).size).toBe(all.length);
  });

  it('are worth another try where the network or the server may change its mind', () => {
    expect([null, 403, 408, 429, 500, 502, 503].map((status) => isRetryableTransportError(failed(status)))).toEqual(
      Array(7).fill(true),
    );
    expect([301, 400, 401, 404, 426].map((status) => isRetryableTransportError(failed(status)))).toEqual(
      Array(5).fill(false),
    );
    expect(all.filter(isRetryableTransportError).map(({ _tag }) => _tag)).toEqual([
      'DialFailed',
      'DialTimedOut',
      'NotOpen',
    ]);
  });
});
