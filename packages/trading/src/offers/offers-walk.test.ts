import { createOffersWalk } from '../../test/offers-walk.js';

// More of them, and longer ones: npm run soak -- trading
const WALKS = 250;
const STEPS = 60;

it(`gives every offer one outcome, and a true one, over ${WALKS} schedules against a funding market with books of its own`, () => {
  const seen = new Map<string, number>();
  for (let seed = 1; seed <= WALKS; seed++) {
    const walk = createOffersWalk(seed, seen);
    let at = 0;
    try {
      for (at = 1; at <= STEPS; at++) walk.step();
      walk.finish();
    } catch (failure) {
      throw new Error(`schedule ${seed}, step ${at}: ${String(failure)}`, { cause: failure });
    }
  }
  const outcomes = ['Executed', 'Canceled', 'Rejected', 'NotSent', 'EndedWhileAway', 'Unresolved'];
  const answers = ['done', 'Refused', 'NotSent', 'OutcomeUnknown'];
  for (const place of [
    ...outcomes.map((each) => `outcome: ${each}`),
    ...answers.map((each) => `answer: ${each}`),
    ...['resolved', 'updated', 'unmatchedReject'],
  ]) {
    expect([place, (seen.get(place) ?? 0) >= 10]).toEqual([place, true]);
  }
});
