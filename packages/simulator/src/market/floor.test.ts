import { createRandomOrders } from '../../test/random-orders.js';
import { MARKETS } from './definitions.js';
import { createFloor, NO_BROKERS } from './floor.js';
import { createMarket } from './market.js';
import { standsBefore } from './orders.js';

describe('the floor of a market', () => {
  it('shows exactly what rests and is not hidden, by price and id, after whatever orders', () => {
    for (let seed = 1; seed <= 10; seed++) {
      const floor = createFloor('tX', 1, NO_BROKERS);
      const draw = createRandomOrders(seed);
      for (let drawn = 0; drawn < 400; drawn++) {
        floor.tell(draw(), drawn);
        for (const side of ['bid', 'ask'] as const) {
          const { bids, asks } = floor.engine();
          const rest = [...(side === 'bid' ? bids : asks)].filter(({ hidden }) => !hidden);
          rest.sort((a, b) => (standsBefore(side, a, b) ? -1 : 1));
          expect(floor.orders.of(side)).toEqual(rest);
        }
      }
      expect(floor.engine().due).toEqual([]);
    }
  });

  it('says between which prices something changed', () => {
    const [definition] = MARKETS;
    if (!definition) throw new Error('no market');
    const market = createMarket(definition, 1, 1_600_000_000_000);
    for (let step = 0; step < 500; step++) {
      const before = new Set(market.orders.bids);
      const { bid } = market.step(1_600_000_000_000 + step);
      const changed = [
        ...[...before].filter((order) => !market.orders.bids.includes(order)),
        ...market.orders.bids.filter((order) => !before.has(order)),
      ];
      const outside = changed.filter(({ price }) => !bid || price > bid.best || price < bid.worst);
      expect(outside).toEqual([]);
    }
  });

  it('tells brokers of what their owners did, and of nothing else, and asks them what a stop may spend', () => {
    const told: string[] = [];
    const floor = createFloor('tX', 1, {
      ...NO_BROKERS,
      onEvents: (_symbol, events) => told.push(...events.map(({ _tag }) => _tag)),
      spendOf: () => 300n,
    });
    const order = {
      ...{ id: 2, owner: null, side: 'ask' as const, kind: 'LIMIT' as const, spot: true, price: 100, period: 0 },
      ...{ amount: 10, limit: 0, trail: 0, hidden: false, makeVisible: false, postOnly: false, reduceOnly: false },
      ...{ closes: false, protect: false, sibling: null, expiresAt: null },
    };
    floor.tell({ _tag: 'Submitted', order, spend: null }, 0);
    expect(told).toEqual([]);
    const stop = { ...order, id: 3, owner: 7, side: 'bid' as const, kind: 'STOP' as const };
    floor.tell({ _tag: 'Submitted', order: stop, spend: null }, 0);
    const taker = { ...order, id: 4, side: 'bid' as const, amount: 1 };
    const trades = floor.tell({ _tag: 'Submitted', order: taker, spend: null }, 5);
    expect(trades.map(({ amount, price, mts }) => [amount, price, mts])).toEqual([
      [1, 100, 5],
      [3, 100, 5],
    ]);
    expect(told).toEqual(['Rested', 'Triggered', 'Filled', 'Closed']);
  });
});
