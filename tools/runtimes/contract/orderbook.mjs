/** tXRPBTC, P0, 25 levels, as the exchange sent it: a snapshot, an update, the checksum. Prices down to 1e-8. */
const snapshot =
  '[81757,[[0.0000011,13,271510.49],[0.00000109,4,500793.10790141],[0.00000108,5,776367.43],[0.00000107,1,23329.54842056],[0.00000106,3,116868.87735849],[0.00000105,3,205000],[0.00000103,3,227308.25386407],[0.00000102,2,105000],[0.00000101,1,2970],[0.000001,2,21000],[7e-7,1,10000],[6.6e-7,1,10000],[6e-7,1,100000],[4.9e-7,1,10000],[2.5e-7,1,2000],[6e-8,1,100000],[5e-8,1,200000],[1e-8,4,640000],[0.00000111,1,-4847.13],[0.00000112,7,-528102.69042633],[0.00000113,5,-302397.07],[0.00000114,3,-339088.93],[0.00000126,4,-245944.06],[0.00000127,1,-5000],[0.0000013,1,-5000],[0.00000134,1,-8249.18938656],[0.00000136,1,-13161.25184766],[0.00000145,1,-2914],[0.0000015,3,-54448.5],[0.00000152,2,-5538.54849594],[0.00000153,1,-62691.75475079],[0.00000159,1,-2914],[0.0000016,1,-52631.10296831],[0.00000164,1,-4000],[0.00000166,1,-3831.46784605],[0.00000171,1,-14575.17730379],[0.00000174,1,-3124.81815395],[0.0000018,1,-18000],[0.00000182,1,-16000],[0.00000186,1,-4000],[0.00000189,1,-10000.686624],[0.00000191,1,-14500],[0.00000193,1,-2422]]]';
const update = '[81757,[0.0000011,12,266122.94]]';
const checksum = '[81757,"cs",-1175357890]';
const ack =
  '{"event":"subscribed","channel":"book","chanId":81757,"symbol":"tXRPBTC","prec":"P0","freq":"F0","len":"25"}';
const spec = { channel: 'book', symbol: 'tXRPBTC', prec: 'P0', freq: 'F0', len: 25 };

const open = async ({ load, right }) => {
  const { createBook } = await load('@bitfinex-ws/orderbook');
  const { createSessionDecoder } = await load('@bitfinex-ws/protocol');
  const book = createBook(spec, { sequenced: true });
  const decoder = createSessionDecoder();
  decoder.decode(ack);
  return { book, decoder, take: (frame) => book.apply(right(decoder.decode(frame)), 1) };
};

export default [
  [
    'a book that the exchange sent matches the checksum that the exchange sent',
    async (kit) => {
      const { book, take } = await open(kit);
      kit.right(take(snapshot));
      kit.equal(book.checksum(), 1311645903, 'before the update');
      kit.right(take(update));
      kit.right(take(checksum));
      const view = kit.right(book.view());
      kit.equal([view.verified, view.bids.length, view.asks.length], ['checksum', 18, 25]);
      kit.equal([view.bestBid.price, view.bestBid.amount], [0.0000011, 266122.94]);
    },
  ],
  [
    'so does one whose rows are read from the bytes without a message',
    async (kit) => {
      const { book, decoder, take } = await open(kit);
      kit.right(take(snapshot));
      for (const frame of [update, checksum]) {
        const cursor = decoder.scanBook(new TextEncoder().encode(frame), () => true);
        kit.ok(cursor !== null, `${frame} is not scanned`);
        kit.right(book.applyFrom(cursor, 1));
      }
      kit.equal(kit.right(book.view()).verified, 'checksum');
    },
  ],
  [
    'a checksum that differs makes the book unreadable, with both numbers',
    async (kit) => {
      const { book, take } = await open(kit);
      kit.right(take(snapshot));
      const { _tag, expected, actual } = kit.left(take(checksum));
      kit.equal([_tag, expected, actual], ['ChecksumMismatch', -1175357890, 1311645903]);
      kit.equal(kit.left(book.view()).reason, 'mismatch');
    },
  ],
  [
    'depth and fills are reckoned from it',
    async (kit) => {
      const { averageFill, cumulativeCurve } = await kit.load('@bitfinex-ws/orderbook');
      const { book, take } = await open(kit);
      kit.right(take(snapshot));
      const view = kit.right(book.view());
      kit.equal(kit.right(averageFill(view, 'buy', 4847.13)).price, 0.00000111);
      kit.ok(typeof cumulativeCurve === 'function', 'no curve');
    },
  ],
];
