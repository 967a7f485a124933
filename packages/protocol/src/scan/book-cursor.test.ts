import { either as E } from 'fp-ts';
import { createSessionDecoder, FLAGS, type BookCursor, type Frame, type SessionDecoder } from '../index.js';

const open = (symbol: string, prec: string, flags: number = FLAGS.SEQ_ALL): SessionDecoder => {
  const decoder = createSessionDecoder({ flags });
  const event = { event: 'subscribed', channel: 'book', chanId: 5, symbol, prec, freq: 'F0', len: '25' };
  expect(decoder.decode(JSON.stringify(event))).toMatchObject({ right: { type: 'subscribed' } });
  return decoder;
};
const all = (): boolean => true;
const hashed = ({ bytes, keyStart, keyEnd, amountStart, amountEnd }: BookCursor): string =>
  [bytes.slice(keyStart, keyEnd), bytes.slice(amountStart, amountEnd)]
    .map((text) => `:${Buffer.from(text).toString()}`)
    .join('');
/** Price, amount, count, period, id; null where the kind has none. */
const numbersOf = ({ values, places }: BookCursor): ReadonlyArray<number | null> =>
  [places.price, places.amount, places.count, places.period, places.id].map((at) => (at === -1 ? null : values[at]!));
const scanned = (decoder: SessionDecoder, frame: Frame): BookCursor => {
  const cursor = decoder.scanBook(frame, all);
  if (cursor === null) throw new Error('not scanned');
  return cursor;
};

const frames = [
  ['price', 'tBTCUSD', 'P0', '[5,[7254.5,3,-1.25],9]', [7254.5, -1.25, 3, null, null], ':7254.5:-1.25'],
  [
    'order',
    'tBTCUSD',
    'R0',
    '[5,[86143754888,41646.35,0.1],9]',
    [41646.35, 0.1, null, null, 86143754888],
    ':86143754888:0.1',
  ],
  ['funding', 'fUSD', 'P0', '[5,[0.00023157,2,1,66.35],9]', [0.00023157, 66.35, 1, 2, null], ':0.00023157:66.35'],
  ['offer', 'fUSD', 'R0', '[5,[658286906,30,0,1],9]', [0, 1, null, 30, 658286906], ':658286906:1'],
] as const;

describe.each(frames)('the cursor on a row of kind %s', (kind, symbol, prec, frame, numbers, text) => {
  test.each([
    ['text', frame],
    ['bytes', Buffer.from(frame)],
  ])('has its numbers and the bytes that are hashed, from %s', (_from, from) => {
    const cursor = scanned(open(symbol, prec), from);
    expect(cursor).toMatchObject({ type: 'bookUpdate', kind, chanId: 5, seq: 9, serverTime: null, text: null });
    expect(numbersOf(cursor)).toEqual(numbers);
    expect(hashed(cursor)).toBe(text);
  });

  test('makes the message that decode makes, of a row and of a checksum', () => {
    for (const each of [frame, '[5,"cs",-12,10]', frame.replace('66.35', '66.350')]) {
      expect(open(symbol, prec).decode(each)).toEqual(E.right(scanned(open(symbol, prec), each).message()));
    }
  });

  test('is where the next frame is, once that has been scanned', () => {
    const decoder = open(symbol, prec);
    const cursor = scanned(decoder, frame);
    expect(scanned(decoder, '[5,"cs",-12,10]')).toBe(cursor);
    expect(cursor).toMatchObject({ type: 'checksum', checksum: -12, seq: 10 });
    expect(scanned(decoder, frame)).toMatchObject({ type: 'bookUpdate', checksum: 0 });
    expect(numbersOf(cursor)).toEqual(numbers);
  });
});

test.each([
  ['[5,[1.50,1,2],1]', { key: '1.50', amount: '2' }, ':1.50:2'],
  ['[5,[1.5,1,2.0],1]', { key: '1.5', amount: '2.0' }, ':1.5:2.0'],
  ['[5,[0.0000001,1,2],1]', { key: '0.0000001', amount: '2' }, ':0.0000001:2'],
  ['[5,[6.6e-7,1,2],1]', null, ':6.6e-7:2'],
])('the cursor on %s keeps the texts that numbers do not say', (frame, text, bytes) => {
  const cursor = scanned(open('tBTCUSD', 'P0'), frame);
  expect(cursor.text).toEqual(text);
  expect(hashed(cursor)).toBe(bytes);
});

test.each([
  '[5,[],1]',
  '[5,[[1,1,1]],1]',
  '[5,"hb",1]',
  '[5,"cs",1.5,1]',
  '[5,"cs",4294967295,1]',
  '[5,[1,1],1]',
  '[5,[1,1,1,1],1]',
  '[5,[1,1,1]]',
  '[6,[1,1,1],1]',
  '{"event":"pong"}',
  '',
])('%s is left to decode, which reads it as if nobody had looked at it', (frame) => {
  const [looked, fresh] = [open('tBTCUSD', 'P0'), open('tBTCUSD', 'P0')];
  expect(looked.scanBook(frame, all)).toBeNull();
  expect(looked.decode(frame)).toEqual(fresh.decode(frame));
});

test('a channel that nobody wants is left to decode', () => {
  const asked: number[] = [];
  const decoder = open('tBTCUSD', 'P0');
  expect(decoder.scanBook('[5,[1,1,1],1]', (chanId) => asked.push(chanId) === 0)).toBeNull();
  expect(asked).toEqual([5]);
});

test('in text mode there are no numbers to scan', () => {
  const decoder = createSessionDecoder({ numbers: 'text' });
  const event = {
    event: 'subscribed',
    channel: 'book',
    chanId: 5,
    symbol: 'tBTCUSD',
    prec: 'P0',
    freq: 'F0',
    len: '25',
  };
  expect(E.isRight(decoder.decode(JSON.stringify(event)))).toBe(true);
  expect(decoder.scanBook('[5,[1,1,1]]', all)).toBeNull();
});
