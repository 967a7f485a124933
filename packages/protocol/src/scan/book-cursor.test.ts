import { createBookCursor, FLAGS, type BookKind } from '../index.js';

const cursor = createBookCursor();
const frames: ReadonlyArray<readonly [BookKind, string, object, key: string, amount: string]> = [
  [
    'price',
    '[5,[7254.5,3,-1.25],9]',
    { id: NaN, price: 7254.5, period: NaN, count: 3, amount: -1.25 },
    '7254.5',
    '-1.25',
  ],
  [
    'order',
    '[5,[86143754888,41646.35,0.1],9]',
    { id: 86143754888, price: 41646.35, amount: 0.1 },
    '86143754888',
    '0.1',
  ],
  [
    'funding',
    '[5,[0.00023157,2,1,66.35],9]',
    { id: NaN, price: 0.00023157, period: 2, count: 1 },
    '0.00023157',
    '66.35',
  ],
  [
    'offer',
    '[5,[658286906,30,0,1],9]',
    { id: 658286906, price: 0, period: 30, count: NaN, amount: 1 },
    '658286906',
    '1',
  ],
];

describe.each(frames)('the cursor on a row of kind %s', (kind, text, numbers, key, amount) => {
  test.each([
    ['text', text],
    ['bytes', Buffer.from(text)],
  ])('has its numbers and the places of their texts, from %s', (_from, frame) => {
    expect(cursor.scan(frame, kind, FLAGS.SEQ_ALL)).toBe(true);
    expect(cursor).toMatchObject({ ...numbers, chanId: 5, seq: 9, serverTime: null, plain: true });
    expect(text.slice(cursor.keyStart, cursor.keyEnd)).toBe(key);
    expect(text.slice(cursor.amountStart, cursor.amountEnd)).toBe(amount);
  });

  test('is where the next frame is, once it has been scanned', () => {
    expect(cursor.scan(text, kind, FLAGS.SEQ_ALL)).toBe(true);
    expect(cursor.scan(text.replace('[5,', '[77,').replace(',9]', ',10]'), kind, FLAGS.SEQ_ALL)).toBe(true);
    expect(cursor).toMatchObject({ ...numbers, chanId: 77, seq: 10 });
  });
});

test('the cursor tells where texts are not what numbers are written as', () => {
  expect(cursor.scan('[5,[1.50,1,2]]', 'price', 0) && cursor.plain).toBe(false);
  expect(cursor.scan('[5,[1.5,1,2.0]]', 'price', 0) && cursor.plain).toBe(false);
  expect(cursor.scan('[5,[86143754888,41646.0,2]]', 'order', 0) && cursor.plain).toBe(true);
});

test.each([
  '[5,[]]',
  '[5,[[1,1,1]]]',
  '[5,"hb"]',
  '[5,"cs",1]',
  '[5,[1,1]]',
  '[5,[1,1,1,1]]',
  '[5,[1,1,1],1]',
  '{}',
  '',
])('the cursor refuses %s, which is no row of a book', (frame) => {
  expect(cursor.scan(frame, 'price', 0)).toBe(false);
});
