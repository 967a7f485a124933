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
  expect(endReasonText({ _tag: 'ConnectionLost', why: { _tag: 'ServerStopped' }, spec })).toBe(
    'the connection was lost: the server announced that it stops or restarts',
  );
  const gap = { cause: 'disconnected', at: 0, from: null } as const;
  const to = { at: 0, id: null, mts: null };
  expect(gapText({ type: 'gap', ...gap, to: null, sequence: null })).toBe('GAP: disconnected');
  expect(gapText({ type: 'resynced', ...gap, to, missing: 'unknown', backfilled: 0 })).toBe(
    'whole again after: disconnected, something may be missing',
  );
  expect(gapText({ type: 'backfill', outcome: 'filled', rows: 12, reason: null, at: 0 })).toBe(
    'brought back 12 rows: filled',
  );
  expect(gapText({ type: 'dropped', count: 3 })).toBe('3 messages were dropped, the output is too slow');
});
