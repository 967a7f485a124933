import { createWalk } from '../test/walk.js';

const WALKS = 1000;
const STEPS = 100;

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
  console.log(seen);
});
