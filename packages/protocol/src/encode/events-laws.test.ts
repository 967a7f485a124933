import { either as E } from 'fp-ts';
import fc from 'fast-check';
import { createSessionDecoder, encodeMessage } from '../index.js';

const FIELDS = [
  ...['version', 'serverId', 'platform', 'code', 'msg', 'status', 'flags', 'chanId', 'userId', 'auth_id', 'caps'],
  ...['channel', 'symbol', 'key', 'prec', 'freq', 'len', 'pair', 'currency', 'subId', 'ts', 'cid', 'new'],
];
const EVENTS = ['info', 'conf', 'auth', 'subscribed', 'unsubscribed', 'error', 'pong', 'unauth', '__proto__'];

const value = fc.oneof(
  fc.constantFrom<unknown>('OK', 'ticker', 'book', 'tBTCUSD', 'P0', '25', 25, 0, -0, 1, '1', '7', null, { status: 1 }),
  fc.constantFrom<unknown>({ orders: { read: 1, write: '0' } }, '{"orders":{"read":true,"write":false}}', {}, '{}'),
  fc.maxSafeInteger(),
  fc.jsonValue(),
);
const event = fc
  .tuple(fc.constantFrom(...EVENTS), fc.dictionary(fc.constantFrom(...FIELDS), value, { maxKeys: 12 }))
  .map(([name, fields]) => JSON.stringify({ event: name, ...fields }));

test('an event that is read is written as one that reads the same', () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(event, (frame) => {
      const decoded = createSessionDecoder().decode(frame);
      if (E.isLeft(decoded)) return;
      seen.set(decoded.right.type, (seen.get(decoded.right.type) ?? 0) + 1);
      expect(createSessionDecoder().decode(encodeMessage(decoded.right))).toEqual(decoded);
    }),
    { numRuns: 8_000, seed: 2021 },
  );
  const types = ['auth', 'conf', 'error', 'info', 'infoCode', 'pong', 'subscribed', 'unrecognised', 'unsubscribed'];
  expect([...seen.keys()].sort()).toEqual(types);
});
