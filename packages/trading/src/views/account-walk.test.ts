import { judgeHistory } from '../../test/account-judge.js';

const HISTORIES = 200;
const STEPS = 40;

it(`equal the account after every recovery over ${HISTORIES * STEPS} random steps of a line that doubles, swaps and breaks`, () => {
  const seen = new Map<string, number>();
  for (let seed = 1; seed <= HISTORIES; seed++) {
    try {
      judgeHistory(seed, STEPS, seen);
    } catch (failure) {
      throw new Error(`history ${seed}: ${String(failure)}`, { cause: failure });
    }
  }
  // The histories have been everywhere; otherwise they would prove less than they say.
  const places = ['recovery', 'failed recovery', 'reconciled', 'snapshot', 'added', 'changed', 'removed', 'stale'];
  for (const place of [...places, 'late', 'duplicates', 'early']) {
    expect([place, (seen.get(place) ?? 0) >= 20]).toEqual([place, true]);
  }
});
