import fc from 'fast-check';
import { isRetryableAuthError } from './errors.js';
import { login } from './login.js';
import type { LoginEffect, LoginInput, LoginState } from './login-contract.js';
import type { LoginProof } from './options.js';

const machineOf = (proof: LoginProof) => login({ proof, wishes: {}, timeoutMs: 1_000, lastNonce: 0 });
const own = machineOf({ type: 'key', apiKey: 'key', nonces: 'own' });
const shared = machineOf({ type: 'key', apiKey: 'key', nonces: 'store' });
const byToken = machineOf({ type: 'token', token: 'renewed' });
type LoginMachine = typeof own;
const silent = { userId: null, authId: null, code: null, msg: null, caps: null };
const answers = [
  { ...silent, status: 'OK', userId: 1 },
  { ...silent, status: 'FAILED', code: 10114, msg: 'nonce: small' },
  { ...silent, status: 'FAILED', code: 11000, msg: 'not ready' },
  { ...silent, status: 'FAILED', code: 10100, msg: 'apikey: invalid' },
  { ...silent, status: 'FAILED', code: 10100, msg: 'token: invalid' },
];

/** What may happen next. `age` 0: a fact of the attempt that runs; 1: of one before it. */
type Event =
  | { readonly type: 'ask' | 'lose'; readonly conn: number; readonly at: number }
  | { readonly type: 'sign' | 'refuse' | 'fire' | 'take' | 'keep'; readonly age: number; readonly at: number }
  | { readonly type: 'answer'; readonly conn: number; readonly at: number; readonly answer: number };
const conn = fc.integer({ min: 1, max: 3 });
const at = fc.integer({ min: 1_000, max: 1_010 });
const age = fc.constantFrom(0, 0, 0, 1);
const event = fc.oneof(
  { weight: 3, arbitrary: fc.record({ type: fc.constantFrom('ask', 'ask', 'lose'), conn, at }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constantFrom('sign', 'sign', 'sign', 'refuse', 'fire'), age, at }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constantFrom('take', 'take', 'take', 'keep'), age, at }) },
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constant('answer'), conn, at, answer: fc.constantFrom(0, 1, 1, 1, 1, 2, 2, 3, 4) }),
  },
) as fc.Arbitrary<Event>;

interface Taken {
  readonly before: LoginState;
  readonly input: LoginInput;
  readonly after: LoginState;
  readonly effects: ReadonlyArray<LoginEffect>;
}
const inputOf = (happened: Event, nonces: ReadonlyArray<number>, wanted: ReadonlyArray<number>): LoginInput => {
  const nonce = 'age' in happened ? (nonces[nonces.length - 1 - happened.age] ?? 0) : 0;
  const least = 'age' in happened ? (wanted[wanted.length - 1 - happened.age] ?? 0) : 0;
  switch (happened.type) {
    case 'take':
      return { type: 'NonceTaken', wanted: least, nonce: least + (happened.at % 3) };
    case 'keep': {
      const error = { _tag: 'NonceUnavailable', reason: 'busy' } as const;
      return { type: 'NonceRefused', wanted: least, error, at: happened.at };
    }
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

const walk = (machine: LoginMachine, events: ReadonlyArray<Event>): ReadonlyArray<Taken> => {
  let state = machine.initial;
  const [nonces, wanted]: [number[], number[]] = [[], []];
  return events.map((happened) => {
    const before = state;
    const input = inputOf(happened, nonces, wanted);
    const [after, effects] = machine.step(before, input);
    for (const effect of effects) {
      if (effect.type === 'Sign' || effect.type === 'AskToken') nonces.push(effect.nonce);
      if (effect.type === 'TakeNonce') wanted.push(effect.atLeast);
    }
    state = after;
    return { before, input, after, effects };
  });
};
const walks = (judge: (taken: ReadonlyArray<Taken>) => void, machines = [own, shared, byToken]): void =>
  fc.assert(
    fc.property(fc.constantFrom(...machines), fc.array(event, { maxLength: 60 }), (machine, events) =>
      judge(walk(machine, events)),
    ),
    { numRuns: 250 * machines.length },
  );
const underWay = ({ _tag }: LoginState): boolean => _tag === 'Leasing' || _tag === 'Signing' || _tag === 'Pending';

const isProofAsked = ({ type }: LoginEffect): boolean => type === 'Sign' || type === 'AskToken';

describe('whatever happens, a login', () => {
  it('never uses a nonce twice, nor a smaller one than before', () => {
    walks((taken) => {
      let last = 0;
      for (const effect of taken.flatMap(({ effects }) => effects)) {
        if (effect.type !== 'Sign' && effect.type !== 'AskToken') continue;
        expect(effect.nonce).toBeGreaterThan(last);
        last = effect.nonce;
      }
    });
  });

  it('sends what was signed last, once, on the connection that asked', () => {
    walks(
      (taken) => {
        const sentNonces = new Set<number>();
        for (const { before, after, effects } of taken)
          for (const effect of effects) {
            if (effect.type !== 'SendAuth' || !('authSig' in effect.request)) continue;
            expect(before).toMatchObject({ _tag: 'Signing', nonce: effect.request.authNonce, conn: effect.conn });
            expect(after._tag).toBe('Pending');
            expect(effect.request.authSig).toBe(`signature of ${effect.request.authNonce}`);
            expect(sentNonces.has(effect.request.authNonce)).toBe(false);
            sentNonces.add(effect.request.authNonce);
          }
      },
      [own, shared],
    );
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
          // Where there is a store, an attempt begins before it is signed.
          const begins = effect.type === 'TakeNonce' || (before._tag !== 'Leasing' && isProofAsked(effect));
          if (begins && 'retries' in after && after.retries === 0) open++;
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
      // A nonce that comes too late is given back, for others wait for it.
      expect(later.filter(({ type }) => type !== 'Announce' && type !== 'ReleaseNonce')).toEqual([]);
    });
  });

  it('holds a nonce of the store exactly while it is signed and answered, and gives back what comes too late', () => {
    walks(
      (taken) => {
        const held = new Map<number, number>();
        const count = (nonce: number, by: number) => held.set(nonce, (held.get(nonce) ?? 0) + by);
        for (const { input, after, effects } of taken) {
          if (input.type === 'NonceTaken') count(input.nonce, 1);
          for (const effect of effects) if (effect.type === 'ReleaseNonce') count(effect.nonce, -1);
          const left = [...held].filter(([, times]) => times !== 0);
          expect(left).toEqual(after._tag === 'Signing' || after._tag === 'Pending' ? [[after.nonce, 1]] : []);
        }
      },
      [shared],
    );
  });
});
