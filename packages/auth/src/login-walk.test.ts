import fc from 'fast-check';
import { isRetryableAuthError } from './errors.js';
import { login } from './login.js';
import type { LoginEffect, LoginInput, LoginState } from './login-contract.js';

const machine = login({ apiKey: 'key', wishes: {}, timeoutMs: 1_000, lastNonce: 0 });
const silent = { userId: null, authId: null, code: null, msg: null, caps: null };
const answers = [
  { ...silent, status: 'OK', userId: 1 },
  { ...silent, status: 'FAILED', code: 10114, msg: 'nonce: small' },
  { ...silent, status: 'FAILED', code: 11000, msg: 'not ready' },
  { ...silent, status: 'FAILED', code: 10100, msg: 'apikey: invalid' },
];

/** What may happen next. `age` 0: a fact of the attempt that runs; 1: of one before it. */
type Event =
  | { readonly type: 'ask' | 'lose'; readonly conn: number; readonly at: number }
  | { readonly type: 'sign' | 'refuse' | 'fire'; readonly age: number; readonly at: number }
  | { readonly type: 'answer'; readonly conn: number; readonly at: number; readonly answer: number };
const conn = fc.integer({ min: 1, max: 3 });
const at = fc.integer({ min: 1_000, max: 1_010 });
const age = fc.constantFrom(0, 0, 0, 1);
const event = fc.oneof(
  { weight: 3, arbitrary: fc.record({ type: fc.constantFrom('ask', 'ask', 'lose'), conn, at }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constantFrom('sign', 'sign', 'sign', 'refuse', 'fire'), age, at }) },
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constant('answer'), conn, at, answer: fc.constantFrom(0, 1, 1, 1, 1, 2, 2, 3) }),
  },
) as fc.Arbitrary<Event>;

interface Taken {
  readonly before: LoginState;
  readonly input: LoginInput;
  readonly after: LoginState;
  readonly effects: ReadonlyArray<LoginEffect>;
}
const inputOf = (happened: Event, nonces: ReadonlyArray<number>): LoginInput => {
  const nonce = 'age' in happened ? (nonces[nonces.length - 1 - happened.age] ?? 0) : 0;
  switch (happened.type) {
    case 'ask':
      return { type: 'LoginAsked', conn: happened.conn, at: happened.at };
    case 'lose':
      return { type: 'ConnectionLost', conn: happened.conn };
    case 'sign':
      return { type: 'Signed', nonce, signature: `signature of ${nonce}` };
    case 'refuse':
      return { type: 'SigningFailed', nonce, error: { _tag: 'SigningFailed', reason: 'unavailable' }, at: happened.at };
    case 'fire':
      return { type: 'TimerFired', timer: `login:${nonce}`, at: happened.at };
    case 'answer':
      return {
        type: 'AuthAnswered',
        conn: happened.conn,
        at: happened.at,
        answer: answers[happened.answer] ?? silentOk,
      };
  }
};
const silentOk = { ...silent, status: 'OK' };

const walk = (events: ReadonlyArray<Event>): ReadonlyArray<Taken> => {
  let state = machine.initial;
  const nonces: number[] = [];
  return events.map((happened) => {
    const before = state;
    const input = inputOf(happened, nonces);
    const [after, effects] = machine.step(before, input);
    for (const effect of effects) if (effect.type === 'Sign') nonces.push(effect.nonce);
    state = after;
    return { before, input, after, effects };
  });
};
const walks = (judge: (taken: ReadonlyArray<Taken>) => void): void =>
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), (events) => judge(walk(events))),
    { numRuns: 500 },
  );
const underWay = (state: LoginState): boolean => state._tag === 'Signing' || state._tag === 'Pending';

describe('whatever happens, a login', () => {
  it('never uses a nonce twice, nor a smaller one than before', () => {
    walks((taken) => {
      let last = 0;
      for (const effect of taken.flatMap(({ effects }) => effects)) {
        if (effect.type !== 'Sign') continue;
        expect(effect.nonce).toBeGreaterThan(last);
        last = effect.nonce;
      }
    });
  });

  it('sends what was signed last, once, on the connection that asked', () => {
    walks((taken) => {
      const sentNonces = new Set<number>();
      for (const { before, after, effects } of taken)
        for (const effect of effects) {
          if (effect.type !== 'SendAuth') continue;
          expect(before).toMatchObject({ _tag: 'Signing', nonce: effect.request.authNonce, conn: effect.conn });
          expect(after._tag).toBe('Pending');
          expect(effect.request.authSig).toBe(`signature of ${effect.request.authNonce}`);
          expect(sentNonces.has(effect.request.authNonce)).toBe(false);
          sentNonces.add(effect.request.authNonce);
        }
    });
  });

  it('has one timer while it is under way and none otherwise', () => {
    walks((taken) => {
      const running = new Set<string>();
      for (const { input, after, effects } of taken) {
        if (input.type === 'TimerFired') running.delete(input.timer);
        for (const effect of effects) {
          if (effect.type === 'StartTimer') running.add(effect.timer);
          if (effect.type === 'StopTimer') running.delete(effect.timer);
        }
        expect([...running]).toEqual(underWay(after) ? [`login:${after.nonce}`] : []);
      }
    });
  });

  it('comes to exactly one end for each beginning', () => {
    walks((taken) => {
      let open = 0;
      for (const { before, after, effects } of taken) {
        for (const effect of effects) {
          if (effect.type === 'Announce' && effect.news.type === 'authenticated') open--;
          if (effect.type === 'Announce' && effect.news.type === 'loginFailed' && underWay(before)) open--;
          if (effect.type === 'Sign' && after._tag === 'Signing' && after.retries === 0) open++;
        }
        expect(open).toBe(underWay(after) ? 1 : 0);
      }
    });
  });

  it('ignores the facts of an attempt or a connection that is not its own', () => {
    walks((taken) => {
      for (const { before, input, after, effects } of taken) {
        const foreign =
          ((input.type === 'Signed' || input.type === 'SigningFailed') && input.nonce !== before.nonce) ||
          (input.type === 'TimerFired' && input.timer !== `login:${before.nonce}`) ||
          ((input.type === 'AuthAnswered' || input.type === 'ConnectionLost') &&
            before._tag !== 'Idle' &&
            input.conn !== before.conn);
        if (foreign) {
          expect(after).toBe(before);
          expect(effects).toEqual([]);
        }
      }
    });
  });

  it('never tries again what can not be mended', () => {
    walks((taken) => {
      const end = taken.findIndex(({ after }) => after._tag === 'Rejected' && !isRetryableAuthError(after.error));
      const later = end < 0 ? [] : taken.slice(end + 1).flatMap(({ effects }) => effects);
      expect(later.filter(({ type }) => type !== 'Announce')).toEqual([]);
    });
  });
});
