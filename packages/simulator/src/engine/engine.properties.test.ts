import fc from 'fast-check';
import { createRandomOrders } from '../../test/random-orders.js';
import { createEngine, dueOrder, step, type EngineInput } from './engine.js';
import { emptyEngine, type EngineEvent, type EngineState } from './state.js';

/** One step of a run: what was there before, what came in, what came of it. */
interface Seen {
  readonly before: EngineState;
  readonly input: EngineInput;
  readonly events: ReadonlyArray<EngineEvent>;
  readonly after: EngineState;
}

const run = (seed: number, inputs: number, margin = false): ReadonlyArray<Seen> => {
  const draw = createRandomOrders(seed, { margin });
  const seen: Seen[] = [];
  let state = emptyEngine(1);
  const take = (input: EngineInput): void => {
    const [after, events] = step(state, input);
    seen.push({ before: state, input, events, after });
    state = after;
  };
  for (let drawn = 0; drawn < inputs; drawn++) {
    take(draw());
    for (let due = dueOrder(state); due; due = dueOrder(state)) take({ _tag: 'Activated', id: due.id, spend: null });
  }
  return seen;
};
const holds = (check: (seen: ReadonlyArray<Seen>) => void): void =>
  fc.assert(
    fc.property(fc.integer(), fc.boolean(), (seed, margin) => check(run(seed, 200, margin))),
    { numRuns: 15 },
  );
const fillsOf = (events: ReadonlyArray<EngineEvent>) => events.filter((event) => event._tag === 'Filled');
const endsOf = (events: ReadonlyArray<EngineEvent>) => events.filter((event) => event._tag === 'Closed');
const livingOf = ({ bids, asks, stops }: EngineState) => [...bids, ...asks, ...stops];

describe('whatever orders come', () => {
  it('nothing is lost or made: what an order was is what it was filled plus what is left of it', () => {
    holds((seen) => {
      const filled = new Map<number, number>();
      const add = (id: number, amount: number) => filled.set(id, (filled.get(id) ?? 0) + amount);
      for (const { events, after } of seen) {
        for (const { taker, maker, amount } of fillsOf(events)) {
          add(taker.id, amount);
          add(maker.id, amount);
          expect(amount).toBeGreaterThan(0);
          expect(taker.side).not.toBe(maker.side);
        }
        for (const { order } of endsOf(events)) expect(order.original - order.amount).toBe(filled.get(order.id) ?? 0);
        for (const order of livingOf(after)) expect(order.original - order.amount).toBe(filled.get(order.id) ?? 0);
      }
    });
  });

  it('an engine that works in place says and holds the same, and one that does not leaves what it was given', () => {
    const textOf = (state: EngineState, events: ReadonlyArray<EngineEvent>) =>
      JSON.stringify([state.bids, state.asks, state.stops, events]);
    holds((seen) => {
      let pure = emptyEngine(1);
      const inPlace = createEngine(1);
      const told: string[] = [];
      const states: EngineState[] = [];
      for (const { input } of seen) {
        const [next, events] = step(pure, input);
        const said = inPlace.step(input);
        told.push(textOf(next, events));
        expect(textOf(inPlace.state(), said)).toBe(told[told.length - 1]);
        expect(inPlace.due()).toEqual(dueOrder(next));
        states.push(next);
        pure = next;
      }
      expect(states.map((state, place) => textOf(state, seen[place]?.events ?? []))).toEqual(told);
    });
  });

  it('the book is never crossed after a step', () => {
    holds((seen) => {
      for (const { after } of seen) {
        const [bid, ask] = [after.bids[0]?.price ?? -Infinity, after.asks[0]?.price ?? Infinity];
        expect(bid).toBeLessThan(ask);
      }
    });
  });

  it('nobody is served before a better price, or before one that came earlier at the same price', () => {
    holds((seen) => {
      for (const { events } of seen) {
        const byTaker = new Map<number, { id: number; price: number; priority: number }>();
        for (const { taker, maker } of fillsOf(events)) {
          const last = byTaker.get(taker.id);
          const worse = taker.side === 'bid' ? 1 : -1;
          if (last) {
            expect((maker.price - last.price) * worse).toBeGreaterThanOrEqual(0);
            // One that only reduces may be hit again by its own owner: such a trade leaves the position as it was.
            if (maker.price === last.price && maker.id !== last.id) {
              expect(maker.priority).toBeGreaterThan(last.priority);
            }
          }
          byTaker.set(taker.id, maker);
        }
      }
    });
  });

  it('a taker is filled at the price of the maker, and never beyond its own', () => {
    holds((seen) => {
      for (const { events } of seen) {
        for (const { taker, maker, price } of fillsOf(events)) {
          expect(price).toBe(maker.price);
          if (taker.kind !== 'MARKET') expect((taker.price - price) * (taker.side === 'bid' ? 1 : -1) >= 0).toBe(true);
        }
      }
    });
  });

  it('a FOK is filled whole or not at all; neither it nor an IOC or a MARKET ever rests', () => {
    holds((seen) => {
      for (const { events, after } of seen) {
        for (const { order, reason } of endsOf(events)) {
          if (order.kind === 'FOK') expect(order.amount).toBe(reason === 'EXECUTED' ? 0 : order.original);
        }
        const wrong = livingOf(after).filter(({ kind }) => kind === 'FOK' || kind === 'IOC' || kind === 'MARKET');
        expect(wrong).toEqual([]);
      }
    });
  });

  it('a post-only order takes nothing that can be seen', () => {
    holds((seen) => {
      for (const { before, events } of seen) {
        const visible = new Set(
          livingOf(before)
            .filter(({ hidden }) => !hidden)
            .map(({ id }) => id),
        );
        for (const { taker, maker } of fillsOf(events)) {
          if (taker.postOnly && taker.kind === 'LIMIT' && taker.before === null)
            expect(visible.has(maker.id)).toBe(false);
        }
      }
    });
  });

  it('of a pair at most one lives once either was filled, triggered or ended, and both end', () => {
    holds((seen) => {
      const pairs = new Map<number, number>();
      const touched = new Set<number>();
      for (const { input, events, after } of seen) {
        if (input._tag === 'PairSubmitted') {
          pairs.set(input.order.id, input.stop.id);
          pairs.set(input.stop.id, input.order.id);
        }
        for (const event of events) {
          if (event._tag === 'Filled') touched.add(event.taker.id).add(event.maker.id);
          if (event._tag === 'Closed' || event._tag === 'Triggered') touched.add(event.order.id);
        }
        const living = new Set(livingOf(after).map(({ id }) => id));
        for (const id of living) {
          const partner = pairs.get(id);
          if (partner !== undefined && touched.has(id)) expect(living.has(partner)).toBe(false);
        }
      }
    });
  });

  it('every order ends exactly once or still lives, and is never heard of after its end', () => {
    holds((seen) => {
      const known = new Set<number>();
      const ended = new Set<number>();
      for (const { input, events, after } of seen) {
        if (input._tag === 'Submitted') known.add(input.order.id);
        if (input._tag === 'PairSubmitted') known.add(input.order.id).add(input.stop.id);
        for (const event of events) {
          const ids = event._tag === 'Filled' ? [event.taker.id, event.maker.id] : [event.order.id];
          for (const id of ids) expect(ended.has(id)).toBe(false);
          if (event._tag === 'Closed') ended.add(event.order.id);
        }
        const living = livingOf(after).map(({ id }) => id);
        expect(new Set(living).size).toBe(living.length);
        expect(living.length + ended.size).toBe(known.size);
        expect(living.filter((id) => ended.has(id))).toEqual([]);
      }
    });
  });

  it('an order that only reduces never lets a position grow or turn', () => {
    holds((seen) => {
      for (const { before, events } of seen) {
        const positions = new Map(before.positions);
        for (const { taker, maker, amount } of fillsOf(events)) {
          for (const { owner, side, spot, reduceOnly, closes } of [taker, maker]) {
            if (owner === null || spot) continue;
            const held = positions.get(owner) ?? 0;
            const moved = held + (side === 'bid' ? amount : -amount);
            positions.set(owner, moved);
            if ((reduceOnly || closes) && taker.owner !== maker.owner) {
              expect(Math.abs(moved)).toBe(Math.abs(held) - amount);
            }
          }
        }
      }
    });
  });

  it('the same inputs make the same events, and no state that was given is changed', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const [one, same] = [run(seed, 100), run(seed, 100)];
        expect(same.map(({ events }) => events)).toEqual(one.map(({ events }) => events));
        for (const { before, input, events } of one) expect(step(before, input)[1]).toEqual(events);
      }),
      { numRuns: 8 },
    );
  });
});
