import { login } from './login.js';
import type { LoginInput } from './login-contract.js';
import type { LoginProof } from './options.js';

const at = 1_600_000_000_000;
const nonce = at * 1000;
const wishes = { filter: ['notify'], dms: 4 as const };
const reachedBy = (proof: LoginProof, inputs: ReadonlyArray<LoginInput>) => {
  const machine = login({ proof, wishes, timeoutMs: 10_000, lastNonce: 0 });
  return inputs.reduce((step, input) => machine.step(step[0], input), machine.step(machine.initial, asked));
};
const asked: LoginInput = { type: 'LoginAsked', conn: 1, at };
const given = (token: string, of = nonce): LoginInput => ({ type: 'TokenGiven', nonce: of, token });
const stale: LoginInput = {
  type: 'AuthAnswered',
  conn: 1,
  at,
  answer: { status: 'FAILED', userId: null, authId: null, code: 10100, msg: 'token: invalid', caps: null },
};

describe('a login by token', () => {
  it('asks for the token and sends it, with what is wished for, and neither key nor signature', () => {
    const [, first] = reachedBy({ type: 'token', token: 'fixed' }, []);
    expect(first).toContainEqual({ type: 'AskToken', nonce });
    const [state, effects] = reachedBy({ type: 'token', token: 'fixed' }, [given('pub:api:1')]);
    const request = { event: 'auth', token: 'pub:api:1', filter: ['notify'], dms: 4 };
    expect([state._tag, effects]).toEqual(['Pending', [{ type: 'SendAuth', conn: 1, request }]]);
    expect(JSON.stringify(state)).not.toContain('pub:api');
  });

  it('is over where the token that stays the same is not valid', () => {
    const [state] = reachedBy({ type: 'token', token: 'fixed' }, [given('a'), stale]);
    expect(state).toMatchObject({ _tag: 'Rejected', error: { _tag: 'LoginRejected', retries: 0 } });
  });

  it('asks once for a new token where the one it was given is stale, and not twice', () => {
    const renewed: LoginProof = { type: 'token', token: 'renewed' };
    const [state, effects] = reachedBy(renewed, [given('a'), stale]);
    expect(state).toMatchObject({ _tag: 'Signing', retries: 1 });
    expect(effects).toContainEqual({ type: 'AskToken', nonce: nonce + 1 });
    const [over] = reachedBy(renewed, [given('a'), stale, given('b', nonce + 1), stale]);
    expect(over).toMatchObject({ _tag: 'Rejected', error: { retries: 1 } });
  });

  it('fails where no token is to be had', () => {
    const failed = { _tag: 'TokenFailed', reason: 'unavailable' } as const;
    const [state] = reachedBy({ type: 'token', token: 'renewed' }, [{ type: 'TokenFailed', nonce, error: failed, at }]);
    expect(state).toMatchObject({ _tag: 'Rejected', error: failed });
  });
});
