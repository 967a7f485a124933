import { createRandomOrders } from '../../test/random-orders.js';
import { createSlowEngine } from '../../test/slow-engine.js';
import { dueOrder, step, type EngineInput } from './engine.js';
import { emptyEngine, type EngineEvent, type EngineState } from './state.js';

const logOf = (events: ReadonlyArray<EngineEvent>): ReadonlyArray<string> =>
  events.flatMap((event) => {
    if (event._tag === 'Filled') return [`fill ${event.taker.id} ${event.maker.id} ${event.price} ${event.amount}`];
    return event._tag === 'Closed' ? [`close ${event.order.id} ${event.reason}`] : [];
  });
const booksOf = ({ bids, asks }: EngineState) =>
  [bids, asks].map((side) => side.map(({ id, price, amount }) => `${id} ${price} ${amount}`));

describe('the engine beside a slow model that is obviously right', () => {
  it('fills the same orders at the same prices in the same order, and ends them for the same reasons, 100,000 times', () => {
    let inputs = 0;
    let fills = 0;
    const reasons = new Map<string, number>();
    for (let seed = 1; seed <= 20; seed++) {
      const draw = createRandomOrders(seed);
      const slow = createSlowEngine();
      let state = emptyEngine(1);
      const both = (input: EngineInput): void => {
        const [next, events] = step(state, input);
        const log = logOf(events);
        state = next;
        const truth = slow.apply(input);
        // Asked only where they differ: asking costs more than a step.
        if (log.join() !== truth.join()) expect(log).toEqual(truth);
        fills += log.filter((line) => line.startsWith('fill')).length;
        for (const line of log.filter((text) => text.startsWith('close'))) {
          const reason = line.split(' ').slice(2).join(' ');
          reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
        }
      };
      for (let drawn = 0; drawn < 5_000; drawn++) {
        inputs++;
        both(draw());
        for (let due = dueOrder(state); due; due = dueOrder(state)) {
          expect(due.id).toBe(slow.due());
          both({ _tag: 'Activated', id: due.id, spend: null });
        }
        if (drawn % 10 === 0) expect(booksOf(state)).toEqual([slow.book(true), slow.book(false)]);
      }
    }
    expect(inputs).toBe(100_000);
    expect(fills).toBeGreaterThan(40_000);
    // Every way to end was taken, and often.
    const ends = ['EXECUTED', 'CANCELED', 'POSTONLY CANCELED', 'FILLORKILL CANCELED', 'IOC CANCELED', 'EXPIRED', 'OCO'];
    for (const reason of [...ends, 'SELF', 'RSN_BOOK_SLIP']) expect(reasons.get(reason)).toBeGreaterThan(100);
  });
});
