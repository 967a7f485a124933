import { either as E } from 'fp-ts';
import { createSessionDecoder, FLAGS, type Message } from './index.js';

const SEQ = 41;
const TIME = 1790134414850;

const acknowledgements = [
  '{"event":"subscribed","channel":"ticker","chanId":1,"symbol":"tBTCUSD","pair":"BTCUSD"}',
  '{"event":"subscribed","channel":"ticker","chanId":2,"symbol":"fUSD","currency":"USD"}',
  '{"event":"subscribed","channel":"trades","chanId":3,"symbol":"tBTCUSD","pair":"BTCUSD"}',
  '{"event":"subscribed","channel":"trades","chanId":4,"symbol":"fUSD","currency":"USD"}',
  '{"event":"subscribed","channel":"book","chanId":5,"symbol":"tBTCUSD","prec":"P0","freq":"F0","len":"25"}',
  '{"event":"subscribed","channel":"book","chanId":6,"symbol":"tBTCUSD","prec":"R0","freq":"F0","len":"100"}',
  '{"event":"subscribed","channel":"book","chanId":7,"symbol":"fUSD","prec":"P0","freq":"F0","len":"25"}',
  '{"event":"subscribed","channel":"book","chanId":8,"symbol":"fUSD","prec":"R0","freq":"F0","len":"25"}',
  '{"event":"subscribed","channel":"candles","chanId":9,"key":"trade:1m:tBTCUSD"}',
  '{"event":"subscribed","channel":"status","chanId":10,"key":"deriv:tBTCF0:USTF0"}',
  '{"event":"subscribed","channel":"status","chanId":11,"key":"liq:global"}',
];

const BULK = 'a list: bulk or snapshot';
const deriv =
  '[1790133734000,null,86710.46123944,86670.5,null,62210384.95685668,null,1790150400000,0.00015317,3873,null,0,null,null,' +
  '86676.3172,null,null,8851.89352831,null,null,null,0.0005,0.0025]';

// In the order in which a connection would say it: the first list of a channel is its snapshot.
const frames: ReadonlyArray<readonly [head: string, type: string, holds: object]> = [
  ['[1,[7616.5,31.8,7617.5,43.3,-550.8,-0.06,7617.1,8314.7,8257.8,7500]', 'ticker', { ticker: { low: 7500 } }],
  ['[2,[1,2,30,4,5,2,7,8,9,10,11,12,6.8e-7,null,null,15]', 'fundingTicker', { ticker: { low: 6.8e-7, bidPeriod: 30 } }],
  ['[3,[[401597393,1574694475039,0.005,7244.9]]', 'trades', { trades: [{ price: 7244.9 }] }],
  ['[3,"te",[401597395,1574694478808,0.005,7245.3]', 'te', { trade: { id: 401597395, price: 7245.3 } }],
  ['[3,"tu",[401597395,1574694478808,0.005,7245.3]', 'tu', { trade: { id: 401597395, price: 7245.3 } }],
  ['[3,[]', 'trades', { trades: [] }],
  ['[4,[]', 'fundingTrades', { trades: [] }],
  ['[4,"fte",[133323543,1574694605000,-59.84,0.00023647,2]', 'fte', { trade: { rate: 0.00023647, period: 2 } }],
  ['[4,"tu",[133323543,1574694605000,-59.84,0.00023647,2]', 'ftu', { trade: { rate: 0.00023647, period: 2 } }],
  ['[5,[[7254.7,3,3.3],[6.6e-7,1,-0.0000011]]', 'bookSnapshot', { rows: [{}, { price: 6.6e-7, text: null }] }],
  ['[5,[7254.5,0,1]', 'bookUpdate', { kind: 'price', row: { count: 0 } }],
  ['[5,[[86717,0,1],[86735,1,-0.00047262]]', BULK, { kind: 'price', rows: [{}, { amount: -0.00047262 }] }],
  ['[5,"cs",-1175357890', 'checksum', { checksum: -1175357890 }],
  ['[6,[]', 'bookSnapshot', { kind: 'order', rows: [] }],
  ['[6,[86143754888,41646.35995408,0.10224349]', 'bookUpdate', { kind: 'order', row: { orderId: 86143754888 } }],
  ['[6,[]', BULK, { kind: 'order', rows: [] }],
  ['[7,[[0.00023112,30,1,-15190.7005375]]', 'bookSnapshot', { kind: 'funding', rows: [{ period: 30, count: 1 }] }],
  ['[7,[0.00023157,2,1,66.35007188]', 'bookUpdate', { kind: 'funding', row: { amount: 66.35007188, text: null } }],
  ['[8,[[658282397,30,0.000233,-530]]', 'bookSnapshot', { kind: 'offer', rows: [{ offerId: 658282397 }] }],
  ['[8,[658286906,2,0,1]', 'bookUpdate', { kind: 'offer', row: { rate: 0, offerId: 658286906, text: null } }],
  ['[9,[[1574698260000,7379.7,7383.8,7388.3,7379.7,1.6]]', 'candles', { candles: [{ close: 7383.8, high: 7388.3 }] }],
  ['[9,[1574698200000,7399.9,7379.7,7399.9,7371.8,41.6]', 'candle', { candle: { close: 7379.7, low: 7371.8 } }],
  [`[10,${deriv}`, 'derivativesStatus', { status: { markPrice: 86676.3172, clampMax: 0.0025 } }],
  [
    '[11,[["pos",1,1574697680828.2,null,"tB",-2,91,null,1,1,null,null]]',
    'liquidations',
    { liquidations: [{ posId: 1 }] },
  ],
  ['[5,"hb"', 'heartbeat', { spec: { channel: 'book' } }],
  ['[99,"hb"', 'heartbeat', { spec: null }],
  ['[99,[1,2,3]', 'unrouted', { chanId: 99 }],
];

const bits = [FLAGS.TIMESTAMP, FLAGS.SEQ_ALL, FLAGS.OB_CHECKSUM, FLAGS.BULK_UPDATES];
const mixes = Array.from({ length: 16 }, (_, mix) => bits.reduce((sum, bit, at) => sum + ((mix >> at) & 1) * bit, 0));

test('the mixes are the sixteen sums of the four flags', () => {
  expect(new Set(mixes).size).toBe(16);
  expect(Math.max(...mixes)).toBe(536870912 + 131072 + 65536 + 32768);
});

describe.each(mixes)('under the flags %d', (flags) => {
  const has = (flag: number): boolean => (flags & flag) !== 0;
  const tail = `${has(FLAGS.SEQ_ALL) ? `,${SEQ}` : ''}${has(FLAGS.TIMESTAMP) ? `,${TIME}` : ''}]`;
  const trailers = {
    seq: has(FLAGS.SEQ_ALL) ? SEQ : null,
    accountSeq: null,
    serverTime: has(FLAGS.TIMESTAMP) ? TIME : null,
  };

  const run = (toFrame: (text: string) => string | Uint8Array): Message[] => {
    const decoder = createSessionDecoder();
    const say = (text: string): Message => {
      const decoded = decoder.decode(toFrame(text));
      if (E.isLeft(decoded)) throw new Error(`${text}: ${JSON.stringify(decoded.left)}`);
      return decoded.right;
    };
    for (const text of [`{"event":"conf","status":"OK","flags":${flags}}`, ...acknowledgements]) say(text);
    return frames.map(([head]) => say(head + tail));
  };

  test.each([
    ['text', (text: string) => text],
    ['bytes', (text: string) => Buffer.from(text)],
  ])('every message is read with its trailers, from %s', (_what, toFrame) => {
    const messages = run(toFrame);
    frames.forEach(([, type, holds], at) => {
      const expected = type === BULK ? (has(FLAGS.BULK_UPDATES) ? 'bookUpdates' : 'bookSnapshot') : type;
      expect(messages[at]).toMatchObject({ type: expected, ...trailers, ...holds });
    });
  });

  test('a frame that lacks the trailers it should have is read without them', () => {
    const decoder = createSessionDecoder({ flags });
    for (const text of acknowledgements) decoder.decode(text);
    const none = { seq: null, accountSeq: null, serverTime: null };
    for (const [head] of frames) expect(decoder.decode(`${head}]`)).toMatchObject({ right: none });
  });
});
