import { orderLike } from '../../test/orders.js';
import { averageOf, stateText, withFill, type OrderRecord } from './record.js';

const order = { ...orderLike({ side: 'bid', amount: 100_000_000 }), before: null, original: 100_000_000, priority: 1 };
const fresh: OrderRecord = {
  order,
  symbol: 'tBTCUSD',
  decimals: 1,
  cid: 1,
  gid: null,
  flags: 0,
  meta: {},
  placedId: null,
  created: 0,
  updated: 0,
  typeBefore: null,
  fills: [],
  value: 0n,
  filled: 0,
  end: null,
};

describe('the state of an order', () => {
  // The texts are recorded ones.
  it('tells of its fills as the exchange does', () => {
    const once = withFill(fresh, order, 9_159, 22_000_000);
    const twice = withFill(once, order, 9_162, 78_000_000);
    expect(stateText(fresh)).toBe('ACTIVE');
    expect(stateText(once)).toBe('PARTIALLY FILLED @ 915.9(0.22)');
    expect(stateText({ ...twice, end: 'EXECUTED' })).toBe('EXECUTED @ 916.2(0.78): was PARTIALLY FILLED @ 915.9(0.22)');
    expect(stateText({ ...once, end: 'CANCELED' })).toBe('CANCELED was: PARTIALLY FILLED @ 915.9(0.22)');
    expect(stateText({ ...fresh, end: 'POSTONLY CANCELED' })).toBe('POSTONLY CANCELED');
    expect(stateText({ ...fresh, end: 'EXPIRED' })).toBe('CANCELED');
  });

  it('puts fills at one price together, and forgets the oldest of too many', () => {
    const eaten = Array.from({ length: 100 }, (_, place) => place).reduce(
      (record, place) => withFill(record, order, 9_000 + (place >> 1), 1_000),
      fresh,
    );
    expect(stateText(eaten).split('PARTIALLY').length - 1).toBe(20);
    expect(stateText(eaten)).toContain('@ 904.9(0.00002)');
    expect(averageOf(eaten)).toBe(9_024.5);
  });
});
