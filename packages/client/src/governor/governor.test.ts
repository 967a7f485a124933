import { createFakeClock } from '@bitfinex-ws/testkit';
import fc from 'fast-check';
import type { DialKind, DialTicket } from './contract.js';
import { createDialGovernor } from './governor.js';

const PUBLIC = { host: 'api-pub.bitfinex.com', kind: 'public' } as const;
const ACCOUNT = { host: 'api.bitfinex.com', kind: 'auth' } as const;

/** A governor on a clock that is turned by hand, and when it let whom dial. */
const open = () => {
  const clock = createFakeClock(0);
  const governor = createDialGovernor({ clock });
  const dials: Array<{ readonly at: number; readonly name: string }> = [];
  const ask = (name: string, request: { readonly host: string; readonly kind: DialKind } = PUBLIC): DialTicket =>
    governor.ask(request, () => dials.push({ at: clock.now(), name }));
  const times = (): ReadonlyArray<number> => dials.map(({ at }) => at);
  return { clock, governor, dials, ask, times };
};
/** The most that any stretch of that length holds. */
const most = (times: ReadonlyArray<number>, windowMs: number): number =>
  Math.max(0, ...times.map((first) => times.filter((at) => at >= first && at < first + windowMs).length));
const names = (count: number): ReadonlyArray<string> => Array.from({ length: count }, (_, index) => `${index}`);

describe('a governor', () => {
  it('lets the first dial through at once, and no timer of it runs', () => {
    const { clock, ask, times } = open();
    expect([ask('first').waitMs, times(), clock.pending()]).toEqual([0, [0], 0]);
  });

  it('spreads 100 dials to public channels: 20 a minute and 4 in 2 s, in the order of asking', () => {
    const { clock, ask, dials, times } = open();
    const waits = names(100).map((name) => ask(name).waitMs);
    clock.advance(400_000);
    expect([most(times(), 60_000), most(times(), 2_000)]).toEqual([20, 4]);
    expect(dials.map(({ name }) => name)).toEqual(names(100));
    // What was foretold came true, and the fifth twenty began after four minutes and a margin.
    expect([times(), times()[80], clock.pending()]).toEqual([waits, 244_000, 0]);
  });

  it('lets 5 in 15 s dial the host of accounts, and counts it apart', () => {
    const { clock, ask, times } = open();
    names(20).forEach((name) => ask(name));
    const before = times().length;
    names(12).forEach((name) => ask(name, ACCOUNT));
    expect(times().length - before).toBe(5);
    clock.advance(60_000);
    expect(most(times(), 60_000)).toBe(32);
  });

  it('gives the place of one that withdrew to those behind', () => {
    const { clock, ask, dials } = open();
    const tickets = names(6).map((name) => ask(name));
    tickets[4]?.withdraw();
    tickets[0]?.withdraw();
    clock.advance(2_000);
    expect(dials.map(({ name }) => name)).toEqual(['0', '1', '2', '3', '5']);
    const last = ['6', '7', '8', '9'].map((name) => ask(name)).at(-1);
    last?.withdraw();
    last?.withdraw();
    expect([dials.length, clock.pending()]).toEqual([8, 0]);
  });

  it('keeps away from a host that refused for a minute, then dials half as often, and recovers', () => {
    const { clock, governor, ask, times } = open();
    ask('refused');
    governor.refused(PUBLIC, 429);
    // What was under way is refused too, and is no second warning.
    governor.refused(PUBLIC, 429);
    names(400).forEach((name) => ask(name));
    clock.advance(60_999);
    expect(times()).toEqual([0]);
    clock.advance(290_000);
    expect([most(times(), 60_000), most(times(), 2_000)]).toEqual([10, 2]);
    clock.advance(600_000);
    expect([most(times(), 60_000), most(times(), 2_000)]).toEqual([20, 4]);
  });

  it('keeps away for as long as the host asked, and dials no slower then where it did not complain of us', () => {
    const { clock, governor, ask, times } = open();
    governor.refused(PUBLIC, 503, 120_000);
    governor.refused(PUBLIC, 503, 20_000);
    expect(ask('first').waitMs).toBe(120_000);
    names(100).forEach((name) => ask(name));
    clock.advance(119_999);
    expect(times()).toEqual([]);
    clock.advance(60_000);
    expect([most(times(), 60_000), most(times(), 2_000)]).toEqual([20, 4]);
  });

  it('never keeps away for less than the documented minute where we dialled too often, and for longer where that is asked', () => {
    const { clock, governor, ask } = open();
    governor.refused(PUBLIC, 429, 5_000);
    const ticket = ask('first');
    expect(ticket.waitMs).toBe(61_000);
    clock.advance(10_000);
    governor.refused(PUBLIC, 429, 300_000);
    expect(ask('second').waitMs).toBe(300_000);
    governor.refused(PUBLIC, 503);
    // And two seconds behind the one before, at half the rate.
    expect(ask('third').waitMs).toBe(302_000);
  });

  it('slows down further with each minute that begins with a refusal, but never stands still', () => {
    const { clock, governor, ask, times } = open();
    for (let minute = 0; minute < 6; minute++) {
      governor.refused(PUBLIC, 429);
      clock.advance(61_000);
    }
    names(5).forEach((name) => ask(name));
    clock.advance(5 * 61_000);
    expect([times().length, most(times(), 60_000)]).toEqual([5, 1]);
  });

  it('waits no longer because the clock was set back', () => {
    const { clock, ask, times } = open();
    let shift = 0;
    const governor = createDialGovernor({ clock: { now: () => clock.now() + shift, after: clock.after } });
    const granted: number[] = [];
    for (let index = 0; index < 4; index++) governor.ask(PUBLIC, () => granted.push(clock.now()));
    shift = -3_600_000;
    expect(governor.ask(PUBLIC, () => granted.push(clock.now())).waitMs).toBe(2_000);
    clock.advance(2_000);
    expect([granted, ask('other').waitMs, times()]).toEqual([[0, 0, 0, 0, 2_000], 0, [2_000]]);
  });

  it('goes on with the others where one that it lets through throws', () => {
    const { clock, governor, ask, times } = open();
    names(4).forEach((name) => ask(name));
    governor.ask(PUBLIC, () => {
      throw new Error('mine');
    });
    ask('after');
    clock.advance(2_000);
    expect(times()).toHaveLength(5);
  });

  it('keeps its windows, its order and its promises whatever is asked, withdrawn and refused', () => {
    const action = fc.oneof(
      { weight: 8, arbitrary: fc.constant('ask' as const) },
      { weight: 2, arbitrary: fc.constant('withdraw' as const) },
      { weight: 1, arbitrary: fc.constant('refuse' as const) },
      { weight: 6, arbitrary: fc.integer({ min: 1, max: 20_000 }) },
    );
    fc.assert(
      fc.property(fc.array(action, { maxLength: 200 }), fc.boolean(), (actions, isAccount) => {
        const { clock, governor, dials, ask, times } = open();
        const request = isAccount ? ACCOUNT : PUBLIC;
        const tickets: DialTicket[] = [];
        const withdrawn = new Set<string>();
        const closed: Array<readonly [number, number]> = [];
        for (const [turn, what] of actions.entries()) {
          if (what === 'ask') tickets.push(ask(`${tickets.length}`, request));
          else if (what === 'withdraw' && tickets.length > 0) {
            const index = turn % tickets.length;
            if (!dials.some(({ name }) => name === `${index}`)) withdrawn.add(`${index}`);
            tickets[index]?.withdraw();
          } else if (what === 'refuse') {
            governor.refused(request, 429);
            const now = clock.now();
            if (now >= (closed.at(-1)?.[1] ?? 0)) closed.push([now, now + 61_000]);
          } else if (typeof what === 'number') clock.advance(what);
        }
        // Nobody starves: at the slowest one a window gets through.
        clock.advance((tickets.length + 2) * 61_000);
        const expected = tickets.map((_, index) => `${index}`).filter((name) => !withdrawn.has(name));
        expect(dials.map(({ name }) => name)).toEqual(expected);
        expect(most(times(), isAccount ? 15_000 : 60_000)).toBeLessThanOrEqual(isAccount ? 5 : 20);
        if (!isAccount) expect(most(times(), 2_000)).toBeLessThanOrEqual(4);
        for (const [from, until] of closed) expect(times().filter((at) => at > from && at < until)).toEqual([]);
        expect(clock.pending()).toBe(0);
      }),
      { seed: 20_260, numRuns: 200 },
    );
  });
});
