// npm run soak -- schedules [--schedules N] [--storms N] [--from SEED]: random schedules of orders and faults on the exchange within the
// process, each ticket judged by the exchange's ledger; then storms of lost connections, the views judged by a new login after each.
import { parseArgs } from 'node:util';
import { runSchedule } from '../../packages/client/test/trading-schedule.ts';
import { runStorm } from '../../packages/client/test/trading-storm.ts';

const { values } = parseArgs({
  options: {
    schedules: { type: 'string', default: '10000' },
    storms: { type: 'string', default: '200' },
    from: { type: 'string', default: '1' },
  },
});
const [schedules, storms, from] = [values.schedules, values.storms, values.from].map(Number);
const began = Date.now();
const sum = { schedules: 0, tickets: 0, faults: 0, logins: 0, 'closed early': 0, 'slowest ticket, s': 0 };
const outcomes = {};
// Of those that nobody could tell: the schedule closed the account, or gave it nobody to ask. Any other is a failure of its schedule.
const unresolved = { 'closed early': 0, 'no resolver': 0, other: 0 };
const failures = [];
for (let seed = from; seed < from + schedules; seed++) {
  try {
    const result = await runSchedule(seed);
    sum.schedules++;
    sum.tickets += result.tickets;
    sum.faults += result.faults;
    sum.logins += result.logins;
    if (result.closedEarly) sum['closed early']++;
    sum['slowest ticket, s'] = Math.max(sum['slowest ticket, s'], result.slowestMs / 1000);
    unresolved['closed early'] += result.unresolved.closedEarly;
    unresolved['no resolver'] += result.unresolved.noResolver;
    unresolved.other += result.unresolved.other;
    for (const [tag, count] of Object.entries(result.outcomes)) outcomes[tag] = (outcomes[tag] ?? 0) + count;
  } catch (error) {
    failures.push(`schedule ${seed}: ${error.message}`);
  }
}
console.table(sum);
console.table(outcomes);
console.log('Unresolved, by reason:');
console.table(unresolved);
let [recoveries, orders] = [0, 0];
for (let seed = from; seed < from + storms; seed++) {
  try {
    const result = await runStorm(seed, 20);
    recoveries += result.recoveries;
    orders += result.orders;
  } catch (error) {
    failures.push(`storm ${seed}: ${error.message}`);
  }
}
console.log(
  `${storms} storms: ${orders} orders, ${recoveries} recoveries, after each the views as a new login has them`,
);
for (const failure of failures.slice(0, 20)) console.error(failure);
console.log(`${failures.length} failure(s), ${Math.round((Date.now() - began) / 1000)} s`);
process.exitCode = failures.length === 0 ? 0 : 1;
