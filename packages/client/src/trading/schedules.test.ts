import { runSchedule } from '../../test/trading-schedule.js';

describe('orders on random schedules of faults', () => {
  it('settle once, in time, and as the ledger of the exchange says; nothing is left after close', async () => {
    const outcomes: Record<string, number> = {};
    for (let seed = 1; seed <= Number(process.env['SCHEDULES'] ?? 50); seed++) {
      try {
        const result = await runSchedule(seed);
        for (const [tag, count] of Object.entries(result.outcomes)) outcomes[tag] = (outcomes[tag] ?? 0) + count;
      } catch (error) {
        throw new Error(`schedule ${seed}: ${String(error)}`);
      }
    }
    console.log(outcomes);
  }, 600_000);
});
