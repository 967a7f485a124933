import { runSchedule } from '../../test/trading-schedule.js';
import { runStorm } from '../../test/trading-storm.js';

/** Schedules of one test; `npm run soak -- trading` runs ten thousand. */
const EACH = 100;
const firsts = [1, 101, 201, 301, 401];

describe('orders on random schedules of rejections, fills, late and lost answers, cuts, restarts and maintenance', () => {
  it.each(firsts)(
    'settle once, in time and as the ledger of the exchange says, and nothing is left after close (from seed %i)',
    async (first) => {
      let [tickets, unresolved, closedEarly, noResolver] = [0, 0, 0, 0];
      for (let seed = first; seed < first + EACH; seed++) {
        const result = await runSchedule(seed);
        tickets += result.tickets;
        unresolved += result.outcomes['Unresolved'] ?? 0;
        closedEarly += result.unresolved.closedEarly;
        noResolver += result.unresolved.noResolver;
      }
      expect(tickets).toBeGreaterThan(EACH);
      // What nobody could tell has one of two reasons, both of them the schedule's.
      expect(closedEarly + noResolver).toBe(unresolved);
      expect([closedEarly > 0, noResolver > 0]).toEqual([true, true]);
    },
  );
});

describe('an account that loses its connection again and again while it trades', () => {
  it.each([1, 2, 3, 4])('knows after each recovery what a new login is told (seed %i)', async (seed) => {
    expect((await runStorm(seed, 10)).recoveries).toBe(10);
  });
});
