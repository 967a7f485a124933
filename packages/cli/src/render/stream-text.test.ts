import type { ClientError } from '@bitfinex-ws/client';
import { clientErrorText, endReasonText, gapText } from './stream-text.js';

const spec = { channel: 'ticker', symbol: 'tBTCUSD' } as const;

test('an error of the client is told without what the line says already', () => {
  const url = 'ws://127.0.0.1:1';
  const refused: ClientError = {
    _tag: 'ConnectFailed',
    loss: {
      _tag: 'DialFailed',
      error: { _tag: 'DialFailed', url, reason: 'connection refused', status: null, code: null },
    },
  };
  expect(clientErrorText(refused)).toBe('connection refused');
  expect(clientErrorText({ _tag: 'ConnectFailed', loss: { _tag: 'GreetingTimedOut', timeoutMs: 10 } })).toBe(
    'the server did not greet within 10 ms',
  );
  expect(clientErrorText({ _tag: 'SubscribeRejected', code: 10300, msg: 'symbol: invalid', spec })).toBe(
    'the server rejected it with code 10300 (symbol: invalid)',
  );
  expect(clientErrorText({ _tag: 'ClientClosed' })).toBe('The client is closed');
});

test('the end of a stream and a break in it are told in half a sentence', () => {
  expect(
    endReasonText({ _tag: 'ConnectionLost', cause: 'the socket closed', why: { _tag: 'ServerStopped' }, spec }),
  ).toBe('the connection was lost: the socket closed');
  expect(gapText({ type: 'gap', cause: 'checksum', at: 0 })).toBe('GAP: checksum');
  expect(gapText({ type: 'dropped', count: 3 })).toBe('3 messages were dropped, the output is too slow');
});
