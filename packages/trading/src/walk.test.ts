import { createWalk } from '../test/walk.js';

// More of them, and longer ones: npm run soak -- trading
const WALKS = 1000;
const STEPS = 60;

it(`gives every order one outcome, and a true one, over ${WALKS} schedules against an exchange with books of its own`, () => {
  const seen = new Map<string, number>();
  for (let seed = 1; seed <= WALKS; seed++) {
    const walk = createWalk(seed, seen);
    let at = 0;
    try {
      for (at = 1; at <= STEPS; at++) walk.step();
      walk.comeToRest();
      walk.close();
    } catch (failure) {
      throw new Error(`schedule ${seed}, step ${at}: ${String(failure)}`, { cause: failure });
    }
  }
  // The walk has been everywhere; otherwise it would prove less than it says.
  const outcomes = ['Executed', 'Canceled', 'Rejected', 'NotSent', 'NotPlaced', 'EndedWhileAway', 'Unresolved'];
  const canceled = ['asked', 'postOnly', 'fok', 'oco', 'exchange', 'elsewhere'];
  const answers = ['answer', 'end', 'here', 'Refused', 'NotSent', 'OutcomeUnknown'];
  const rest = ['late', 'resolved', 'updated', 'fee', 'unmatchedReject', 'lost', 'stale', 'socket refused'];
  for (const place of [
    ...outcomes.map((each) => `outcome: ${each}`),
    ...canceled.map((each) => `by: ${each}`),
    ...answers.map((each) => `answer: ${each}`),
    ...['ack', 'resolve', 'resolver', 'fills', 'batch', 'request'].map((each) => `fired: ${each}`),
    ...rest,
  ]) {
    expect([place, (seen.get(place) ?? 0) >= 10]).toEqual([place, true]);
  }
});
