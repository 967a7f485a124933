import fc from 'fast-check';
import {
  hasFills,
  isActiveStatus,
  isCanceledStatus,
  isFilledStatus,
  isRejectedStatus,
  parseOrderStatus,
  type OrderFill,
  type OrderState,
  type OrderStatus,
} from '../index.js';

const fill = (price: string, amount: string): OrderFill => ({
  price: Number(price),
  amount: Number(amount),
  text: { price, amount },
});
const state = (head: string, fills: ReadonlyArray<OrderFill> = [], note: string | null = null): OrderState => ({
  head,
  note,
  fills,
});
const status = (now: OrderState, history: ReadonlyArray<OrderState> = []): Omit<OrderStatus, 'raw'> => ({
  ...now,
  fills: [...now.fills, ...history.flatMap(({ fills }) => fills)],
  history,
});
const partly = (price: string, amount: string): OrderState => state('PARTIALLY FILLED', [fill(price, amount)]);
const posclose = state('ACTIVE', [], 'POSCLOSE');

type Fate = 'active' | 'filled' | 'canceled' | 'rejected';

describe('the status of an order', () => {
  test.each<readonly [string, Omit<OrderStatus, 'raw'>, Fate]>([
    ['ACTIVE', status(state('ACTIVE')), 'active'],
    ['ACTIVE (note:POSCLOSE)', status(posclose), 'active'],
    ['EXECUTED @ 107.6(-0.2)', status(state('EXECUTED', [fill('107.6', '-0.2')])), 'filled'],
    ['PARTIALLY FILLED @ 915.9(0.22)', status(partly('915.9', '0.22')), 'active'],
    ['CANCELED', status(state('CANCELED')), 'canceled'],
    ['CANCELED was: PARTIALLY FILLED @ 7.5(1.0)', status(state('CANCELED'), [partly('7.5', '1.0')]), 'canceled'],
    [
      'EXECUTED @ 916.2(0.78): was PARTIALLY FILLED @ 915.9(0.22)',
      status(state('EXECUTED', [fill('916.2', '0.78')]), [partly('915.9', '0.22')]),
      'filled',
    ],
    [
      'INSUFFICIENT MARGIN was: PARTIALLY FILLED @ 1e-7(0.5)',
      status(state('INSUFFICIENT MARGIN'), [partly('1e-7', '0.5')]),
      'rejected',
    ],
    [
      'INSUFFICIENT BALANCE (G1) was: ACTIVE (note:POSCLOSE), PARTIALLY FILLED @ 0.008049(-0.41291886)',
      status(state('INSUFFICIENT BALANCE (G1)'), [posclose, partly('0.008049', '-0.41291886')]),
      'rejected',
    ],
    ['INSUFFICIENT BALANCE (U1)', status(state('INSUFFICIENT BALANCE (U1)')), 'rejected'],
    ['FORCED EXECUTED', status(state('FORCED EXECUTED')), 'filled'],
    ['POSTONLY CANCELED', status(state('POSTONLY CANCELED')), 'canceled'],
    ['FILLORKILL CANCELED', status(state('FILLORKILL CANCELED')), 'canceled'],
    ['IOC CANCELED', status(state('IOC CANCELED')), 'canceled'],
    ['RSN_DUST', status(state('RSN_DUST')), 'rejected'],
    ['RSN_DUST was: ACTIVE (note: POSCLOSE)', status(state('RSN_DUST'), [posclose]), 'rejected'],
    ['RSN_PAUSE', status(state('RSN_PAUSE')), 'rejected'],
    ['RSN_POS_REDUCE_INCR', status(state('RSN_POS_REDUCE_INCR')), 'rejected'],
    ['RSN_POS_REDUCE_FLIP', status(state('RSN_POS_REDUCE_FLIP')), 'rejected'],
    ['RSN_POS_NOTFOUND', status(state('RSN_POS_NOTFOUND')), 'rejected'],
    ['RSN_BOOK_SLIP was: PARTIALLY FILLED @ 3(4)', status(state('RSN_BOOK_SLIP'), [partly('3', '4')]), 'rejected'],
  ])('%s is read', (text, expected, fate) => {
    const read = parseOrderStatus(text);
    expect(read).toEqual({ ...expected, raw: text });
    const fates = {
      active: isActiveStatus(read),
      filled: isFilledStatus(read),
      canceled: isCanceledStatus(read),
      rejected: isRejectedStatus(read),
    };
    expect(Object.entries(fates).filter(([, is]) => is)).toEqual([[fate, true]]);
    expect(hasFills(read)).toBe(text.includes('@'));
  });

  test('that tells of several fills has the latest first', () => {
    const read = parseOrderStatus('EXECUTED @ 3(1): was PARTIALLY FILLED @ 2(1), PARTIALLY FILLED @ 1(1)');
    expect(read.fills.map(({ price }) => price)).toEqual([3, 2, 1]);
    expect(read.history.map(({ fills }) => fills.length)).toEqual([1, 1]);
  });

  test('keeps every digit of a price that a number can not hold', () => {
    const [only] = parseOrderStatus('EXECUTED @ 12345678.123456789012(-0.10)').fills;
    expect(only?.text).toEqual({ price: '12345678.123456789012', amount: '-0.10' });
  });

  test.each(['', 'SOMETHING NEW', 'EXECUTED @ PRICE(AMOUNT)', 'EXECUTED @ 1.2', 'EXECUTED @ (1)', 'X @ 1e999(1)'])(
    'that nobody knows, %j, makes no fill up and keeps its text',
    (text) => {
      const read = parseOrderStatus(text);
      expect([read.raw, read.fills, read.history, read.note]).toEqual([text, [], [], null]);
      expect(text.startsWith(read.head)).toBe(true);
    },
  );

  test('never throws, whatever the text', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom('EXECUTED', ' @ ', '1.2(3)', ' was: ', ': was ', ', ', ' (note:', ')', 'PARTIALLY FILLED'),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('');
        const read = parseOrderStatus(text);
        expect(read.raw).toBe(text);
        for (const each of read.fills) expect(String(Number(each.text.price))).toBe(String(each.price));
      }),
      { numRuns: 1000 },
    );
  });

  test('is read in time that grows with its length alone', () => {
    for (const piece of [', A', ': was ', ' (note:', ' @ 1', '@ 1(', ' was']) {
      expect(parseOrderStatus(piece.repeat(200_000)).raw.length).toBe(piece.length * 200_000);
    }
  });

  test('says the fills that were written into it', () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map(String);
    fc.assert(
      fc.property(fc.array(fc.tuple(number, number), { minLength: 1 }), (fills) => {
        const text = fills.map(([price, amount]) => `PARTIALLY FILLED @ ${price}(${amount})`).join(', ');
        expect(parseOrderStatus(text).fills.map(({ text: each }) => [each.price, each.amount])).toEqual(fills);
      }),
    );
  });
});
