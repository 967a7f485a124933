// Wire text of each kind of channel, as text and as bytes, and what is sent.
const subscribed = (fields) => JSON.stringify({ event: 'subscribed', ...fields });

/** The acknowledgement, a frame as recorded or documented, and what must be read of it. */
const channels = [
  {
    kind: 'ticker',
    ack: { channel: 'ticker', chanId: 232949, symbol: 'tBFTUSD', pair: 'BFTUSD' },
    frame:
      '[232949,[0.068965,60157.36709703,0.0774,48578.50804052,0.001969,0.0262,0.076989,101459.39453471,0.0828,0.068961]]',
    read: ({ type, ticker }) => [type, ticker.bid, ticker.lastPrice, ticker.low],
    is: ['ticker', 0.068965, 0.076989, 0.068961],
  },
  {
    kind: 'trades',
    ack: { channel: 'trades', chanId: 232959, symbol: 'tBFTUSD', pair: 'BFTUSD' },
    frame: '[232959,[[669899159,1618665870435,166.391496,0.076989],[669899158,1618665870435,6961.461304,0.076985]]]',
    read: ({ type, trades }) => [type, trades.length, trades[0].id, trades[1].amount],
    is: ['trades', 2, 669899159, 6961.461304],
  },
  {
    kind: 'book',
    ack: { channel: 'book', chanId: 81757, symbol: 'tXRPBTC', prec: 'P0', freq: 'F0', len: '25' },
    frame: '[81757,[[7e-7,1,10000],[0.00000111,1,-4847.13]]]',
    read: ({ type, rows }) => [type, rows.length, rows[0].price, rows[1].amount],
    is: ['bookSnapshot', 2, 7e-7, -4847.13],
  },
  {
    kind: 'book R0',
    ack: { channel: 'book', chanId: 165356, symbol: 'tBTCUSD', prec: 'R0', freq: 'F0', len: '25' },
    frame: '[165356,[[86143757311,41652,0.24],[86143770009,41653,-1e-8]]]',
    read: ({ type, rows }) => [type, rows[0].orderId, rows[1].amount],
    is: ['bookSnapshot', 86143757311, -1e-8],
  },
  {
    kind: 'candles',
    ack: { channel: 'candles', chanId: 343351, key: 'trade:1m:tBTCUSD' },
    frame: '[343351,[1574698260000,7379.785503,7383.8,7388.3,7379.785503,1.68829482]]',
    read: ({ type, candle }) => [type, candle.mts, candle.open, candle.volume],
    is: ['candle', 1574698260000, 7379.785503, 1.68829482],
  },
  {
    kind: 'status',
    ack: { channel: 'status', chanId: 335856, key: 'deriv:tBTCF0:USTF0' },
    frame:
      '[335856,[1596124822000,null,0.896,0.771995,null,1396531.673460,null,1596153600000,-0.00056574,5,null,0.0001,null,null,0.8939,null,null,125934.1,null,null,null,0,0]]',
    read: ({ type, status }) => [type, status.derivPrice, status.openInterest],
    is: ['derivativesStatus', 0.896, 125934.1],
  },
  {
    kind: 'heartbeat',
    ack: { channel: 'trades', chanId: 7, symbol: 'fUSD' },
    frame: '[7,"hb"]',
    read: ({ type }) => [type],
    is: ['heartbeat'],
  },
];

const decoding = channels.map(({ kind, ack, frame, read, is }) => [
  `a frame of ${kind} is read alike from text and from bytes`,
  async ({ load, equal, right }) => {
    const { createSessionDecoder } = await load('@bitfinex-ws/protocol');
    const bytes = (text) => new TextEncoder().encode(text);
    const readings = [(text) => text, bytes].map((form) => {
      const decoder = createSessionDecoder();
      equal(right(decoder.decode(form(subscribed(ack)))).type, 'subscribed', kind);
      return right(decoder.decode(form(frame)));
    });
    equal(read(readings[0]), is, kind);
    equal(readings[1], readings[0], 'from bytes');
  },
]);

export default [
  ...decoding,
  [
    'a subscribe is encoded, and read back as it was meant',
    async ({ load, equal, right }) => {
      const { bookSpec, decodeRequest, encodeRequest, subscribe } = await load('@bitfinex-ws/protocol');
      const text = encodeRequest(subscribe(bookSpec('tBTCUSD', { len: 100 }), 'mine'));
      equal(JSON.parse(text).event, 'subscribe');
      equal(JSON.parse(text).len, '100');
      equal(right(decodeRequest(text)).subId, 'mine');
    },
  ],
  [
    'an order goes out with its digits as they were written',
    async ({ load, equal, right, left }) => {
      const { encodeInput, newOrder } = await load('@bitfinex-ws/protocol');
      const order = { type: 'EXCHANGE LIMIT', symbol: 'tBTCUSD', amount: '-0.00000001', price: 1e-7, cid: 12 };
      const [channel, code, , fields] = JSON.parse(right(encodeInput(newOrder(order))));
      equal([channel, code, fields.amount, fields.price], [0, 'on', '-0.00000001', '0.0000001']);
      left(encodeInput(newOrder({ ...order, amount: 'much' })));
    },
  ],
  [
    'numbers of any length survive in text mode',
    async ({ load, equal, right }) => {
      const { createSessionDecoder } = await load('@bitfinex-ws/protocol');
      const decoder = createSessionDecoder({ numbers: 'text' });
      right(decoder.decode(subscribed({ channel: 'trades', chanId: 3, symbol: 'tBTCUSD' })));
      const { trade } = right(
        decoder.decode('[3,"te",[9007199254740993,1574694478808,-0.050000000000000001,7245.30]]'),
      );
      equal([trade.id, trade.amount, trade.price], ['9007199254740993', '-0.050000000000000001', '7245.30']);
    },
  ],
  [
    'what is no frame is an error with a sentence, not a throw',
    async ({ load, ok, left }) => {
      const { createSessionDecoder, explainDecodeError } = await load('@bitfinex-ws/protocol');
      const error = left(createSessionDecoder().decode('{"event":'));
      ok(explainDecodeError(error).length > 10, 'no sentence');
    },
  ],
];
