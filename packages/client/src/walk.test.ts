import { createClientWalk } from '../test/client-walk.js';

const WALKS = 100;
const STEPS = 1_000;

describe('a whole client on random walks', () => {
  it(`agrees with its servers, holds one socket a slot and leaves no timer, in ${WALKS * STEPS} steps`, async () => {
    const seen = new Map<string, number>();
    for (let seed = 1; seed <= WALKS; seed++) {
      const walk = createClientWalk(seed, seen);
      let at = 0;
      try {
        for (at = 1; at <= STEPS; at++) await walk.step();
        await walk.comeToRest();
        walk.compare();
        await walk.close();
      } catch (failure) {
        throw new Error(`walk ${seed}, step ${at}: ${String(failure)}`, { cause: failure });
      }
    }
    // The walk has been everywhere; otherwise it would prove less than it says.
    const losses = ['SocketClosed', 'ServerStopped', 'DialFailed', 'ConfRejected', 'PongTimedOut', 'GreetingTimedOut'];
    const others = ['connected', 'maintenance', 'resync', 'backoff', 'governor', 'live at rest'];
    const ends = ['Unsubscribed', 'SubscribeRejected', 'AckTimedOut', 'ClientClosed'].map((end) => `ended: ${end}`);
    for (const place of [...losses, ...others, ...ends]) {
      expect([place, (seen.get(place) ?? 0) >= 20]).toEqual([place, true]);
    }
  });
});
