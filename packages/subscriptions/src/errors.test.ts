import type { ChannelSpec } from '@bitfinex-ws/protocol';
import { explainSubscriptionEnd, isRetryableSubscriptionEnd, type SubscriptionEnd } from './index.js';

const spec: ChannelSpec = { channel: 'book', symbol: 'tBTCUSD', prec: 'P1', freq: 'F0', len: 100 };
const rejected = (code: number, msg: string | null = null): SubscriptionEnd => ({
  _tag: 'SubscribeRejected',
  code,
  msg,
  spec,
});

it.each<[SubscriptionEnd, string]>([
  [{ _tag: 'Unsubscribed' }, 'The subscription was ended by its owner.'],
  [rejected(10300, 'symbol: invalid'), 'The server refused book:tBTCUSD:P1:F0:100: symbol: invalid (code 10300).'],
  [rejected(10300), 'The server refused book:tBTCUSD:P1:F0:100: it gave no reason (code 10300).'],
  [
    { _tag: 'AckTimedOut', timeoutMs: 10_000, spec },
    'The server did not answer the subscription to book:tBTCUSD:P1:F0:100 within 10000 ms.',
  ],
  [
    { _tag: 'ConnectionLost', conn: 1, cause: 'closed with 1006', spec },
    'The connection that carried book:tBTCUSD:P1:F0:100 was lost: closed with 1006.',
  ],
])('the end %j is explained in a sentence', (end, sentence) => {
  expect(explainSubscriptionEnd(end)).toBe(sentence);
});

it('asking again helps after a time-out, a lost connection and the passing refusals, and not otherwise', () => {
  const helps: ReadonlyArray<SubscriptionEnd> = [
    { _tag: 'AckTimedOut', timeoutMs: 1, spec },
    { _tag: 'ConnectionLost', conn: 1, cause: '', spec },
    ...[10008, 10305, 11000].map((code) => rejected(code)),
  ];
  const not: ReadonlyArray<SubscriptionEnd> = [{ _tag: 'Unsubscribed' }, rejected(10300), rejected(10301)];
  expect([helps.map(isRetryableSubscriptionEnd), not.map(isRetryableSubscriptionEnd)]).toEqual([
    helps.map(() => true),
    not.map(() => false),
  ]);
});
