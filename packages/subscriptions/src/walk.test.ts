import { createWalk } from '../test/walk.js';

const WALKS = 200;
const STEPS = 500;

it(`keeps its books straight over ${WALKS * STEPS} random steps against a server with tables of its own`, () => {
  const seen = new Map<string, number>();
  for (let seed = 1; seed <= WALKS; seed++) {
    const walk = createWalk(seed, seen);
    let at = 0;
    try {
      for (at = 1; at <= STEPS; at++) walk.step();
      walk.comeToRest();
      walk.settled();
    } catch (failure) {
      throw new Error(`walk ${seed}, step ${at}: ${String(failure)}`, { cause: failure });
    }
  }
  // The walk has been everywhere; otherwise it would prove less than it says.
  const places = ['lost', 'opened', 'closed', 'duplicate', 'full', 'refused', 'notReady'];
  const ends = ['Unsubscribed', 'SubscribeRejected', 'AckTimedOut', 'NotSent', 'ConnectionLost'];
  for (const place of [
    ...places.map((outcome) => `server: ${outcome}`),
    ...ends,
    'live at rest',
    'paused',
    'no room',
  ]) {
    expect([place, (seen.get(place) ?? 0) >= 20]).toEqual([place, true]);
  }
});
