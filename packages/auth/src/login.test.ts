import { inspect } from 'node:util';
import { createLoop, createTimers } from '@bitfinex-ws/machine';
import { createFakeClock, settle } from '@bitfinex-ws/testkit';
import { either as E } from 'fp-ts';
import { login } from './login.js';
import type { LoginEffect, LoginInput, LoginNews, LoginState } from './login-contract.js';
import { nodeSigner } from './node.js';
import type { AuthRequest } from './request.js';

const proof = { type: 'key', apiKey: 'key', nonces: 'own' } as const;
const config = { proof, wishes: { filter: ['trading', 'notify'] }, timeoutMs: 10_000, lastNonce: 0 };
const machine = login(config);
const run = (inputs: ReadonlyArray<LoginInput>, from: LoginState = machine.initial) =>
  inputs.reduce<{ readonly state: LoginState; readonly effects: ReadonlyArray<LoginEffect> }>(
    (reached, input) => {
      const [state, effects] = machine.step(reached.state, input);
      return { state, effects: [...reached.effects, ...effects] };
    },
    { state: from, effects: [] },
  );

const silent = { userId: null, authId: null, code: null, msg: null, caps: null };
const ok = { ...silent, status: 'OK', userId: 42, authId: 'uuid', caps: { orders: { read: true, write: true } } };
const no = (code: number, msg: string) => ({ ...silent, status: 'FAILED', code, msg });

const at = 1_600_000_000_000;
const nonce = at * 1000;
const asked: LoginInput = { type: 'LoginAsked', conn: 1, at };
const signed: LoginInput = { type: 'Signed', nonce, signature: 'ab' };
const answered = (answer: ReturnType<typeof no>, conn = 1): LoginInput => ({ type: 'AuthAnswered', conn, at, answer });
const lost: LoginInput = { type: 'ConnectionLost', conn: 1 };
const fired: LoginInput = { type: 'TimerFired', timer: `login:${nonce}`, at: at + 10_000 };
const accepted: LoginInput = { type: 'AuthAnswered', conn: 1, at: at + 5, answer: ok };
const news = (effects: ReadonlyArray<LoginEffect>): ReadonlyArray<LoginNews> =>
  effects.flatMap((effect) => (effect.type === 'Announce' ? [effect.news] : []));

describe('a login', () => {
  it('is signed, sent and answered', () => {
    expect(run([asked])).toEqual({
      state: { _tag: 'Signing', nonce, conn: 1, retries: 0 },
      effects: [
        { type: 'StartTimer', timer: `login:${nonce}`, ms: 10_000 },
        { type: 'Sign', nonce, text: `AUTH${nonce}` },
      ],
    });
    expect(run([signed], run([asked]).state)).toMatchObject({
      state: { _tag: 'Pending' },
      effects: [
        { type: 'SendAuth', conn: 1, request: { authNonce: nonce, authSig: 'ab', filter: ['trading', 'notify'] } },
      ],
    });
    expect(run([accepted], run([asked, signed]).state)).toEqual({
      state: { _tag: 'Authenticated', nonce, conn: 1, userId: 42, authId: 'uuid', caps: ok.caps, since: at + 5 },
      effects: [
        { type: 'StopTimer', timer: `login:${nonce}` },
        { type: 'Announce', news: { type: 'authenticated', conn: 1, userId: 42, authId: 'uuid', caps: ok.caps } },
      ],
    });
  });

  it('that the server refuses because of the key is over, on this connection and on every later one', () => {
    const error = { _tag: 'LoginRejected', code: 10100, msg: 'apikey: invalid', retries: 0 };
    const { state, effects } = run([asked, signed, answered(no(10100, 'apikey: invalid'))]);
    expect(state).toEqual({ _tag: 'Rejected', nonce, conn: 1, error, since: at });
    expect(news(effects)).toEqual([{ type: 'loginFailed', conn: 1, error }]);
    const again = run([lost, { ...asked, conn: 2, at: at + 99 }], state);
    expect(again.state).toBe(state);
    expect(again.effects).toEqual([{ type: 'Announce', news: { type: 'loginFailed', conn: 2, error } }]);
  });

  it('takes any status but OK as a refusal', () => {
    for (const status of ['FAIL', 'FAILED', 'ok', ''])
      expect(run([asked, signed, answered({ ...no(10100, 'apikey: invalid'), status })]).state._tag).toBe('Rejected');
  });

  it('that the server was not ready for may be asked again on the same connection, with a larger nonce', () => {
    const { state } = run([asked, signed, answered(no(11000, 'not ready')), asked]);
    expect(state).toEqual({ _tag: 'Signing', nonce: nonce + 1, conn: 1, retries: 0 });
  });

  it('whose nonce is too small is sent again a second, a minute and an hour ahead, and then no more', () => {
    const tooSmall = answered(no(10114, 'nonce: small'));
    let state = run([asked]).state;
    const heard: LoginNews[] = [];
    for (const raise of [1_000_000, 60_000_000, 3_600_000_000]) {
      const next = run([{ type: 'Signed', nonce: state.nonce, signature: 'ab' }, tooSmall], state);
      expect(next.state).toMatchObject({ _tag: 'Signing', nonce: nonce + raise });
      expect(next.effects).toContainEqual({ type: 'StopTimer', timer: `login:${state.nonce}` });
      expect(next.effects).toContainEqual({ type: 'Sign', nonce: nonce + raise, text: `AUTH${nonce + raise}` });
      heard.push(...news(next.effects));
      state = next.state;
    }
    expect(heard).toEqual([1, 2, 3].map((retry) => ({ type: 'retrying', conn: 1, retry })));
    expect(run([{ type: 'Signed', nonce: state.nonce, signature: 'ab' }, tooSmall], state).state).toMatchObject({
      _tag: 'Rejected',
      error: { code: 10114, retries: 3 },
    });
  });

  it('that is not answered in time is over; only another connection may try again', () => {
    const { state, effects } = run([asked, signed, fired]);
    const error = { _tag: 'LoginTimedOut', timeoutMs: 10_000 };
    expect(state).toMatchObject({ _tag: 'Rejected', error, since: at + 10_000 });
    expect(news(effects)).toEqual([{ type: 'loginFailed', conn: 1, error }]);
    expect(run([accepted, asked], state).state).toBe(state);
    expect(run([{ ...asked, conn: 2 }], state).state).toEqual({
      _tag: 'Signing',
      nonce: nonce + 1,
      conn: 2,
      retries: 0,
    });
  });

  it('whose signer hangs is over at the same time, and whose signer fails at once', () => {
    expect(run([asked, fired]).state).toMatchObject({ _tag: 'Rejected', error: { _tag: 'LoginTimedOut' } });
    const error = { _tag: 'SigningFailed', reason: 'emptySecret' } as const;
    const failed = run([asked, { type: 'SigningFailed', nonce, error, at }]);
    expect(failed.state).toMatchObject({ _tag: 'Rejected', error });
    expect(news(failed.effects)).toEqual([{ type: 'loginFailed', conn: 1, error }]);
  });

  it('ends with its connection, and the next one uses a larger nonce even within the same millisecond', () => {
    const half = run([asked, signed, lost]);
    expect(half.state).toEqual({ _tag: 'Idle', nonce });
    expect(news(half.effects)).toEqual([{ type: 'loginFailed', conn: 1, error: { _tag: 'LoginInterrupted' } }]);
    const whole = run([asked, signed, accepted, lost]);
    expect(news(whole.effects)).toContainEqual({ type: 'loggedOut', conn: 1 });
    expect(run([{ ...asked, conn: 2 }], whole.state).state).toMatchObject({ nonce: nonce + 1, conn: 2 });
  });

  it('on a newer connection gives up the older one', () => {
    const moved = run([{ ...asked, conn: 2 }], run([asked, signed]).state);
    expect(moved.state).toMatchObject({ _tag: 'Signing', conn: 2, nonce: nonce + 1 });
    expect(moved.effects[0]).toEqual({ type: 'StopTimer', timer: `login:${nonce}` });
    expect(news(moved.effects)).toEqual([{ type: 'loginFailed', conn: 1, error: { _tag: 'LoginInterrupted' } }]);
  });

  it('is not asked for twice on a connection', () => {
    for (const inputs of [[asked], [asked, signed], [asked, signed, accepted]]) {
      const { state } = run(inputs);
      expect(run([asked], state)).toEqual({ state, effects: [] });
    }
  });
});

describe('a login that runs', () => {
  it('signs with its signer and lets the secret into no effect, state or print', async () => {
    const canary = 'canary-77f0';
    const clock = createFakeClock(at);
    const timers = createTimers(clock);
    const signer = nodeSigner(canary);
    const effects: LoginEffect[] = [];
    const sent: AuthRequest[] = [];
    const loop = createLoop<LoginState, LoginInput, LoginEffect>(
      machine,
      (effect, dispatch) => {
        effects.push(effect);
        if (effect.type === 'SendAuth') sent.push(effect.request);
        if (effect.type === 'StopTimer') timers.stop(effect.timer);
        if (effect.type === 'StartTimer')
          timers.start(effect.timer, effect.ms, () =>
            dispatch({ type: 'TimerFired', timer: effect.timer, at: clock.now() }),
          );
        if (effect.type === 'Sign')
          void signer(effect.text).then((told) => {
            if (E.isRight(told)) dispatch({ type: 'Signed', nonce: effect.nonce, signature: told.right });
          });
      },
      (defect) => {
        throw defect;
      },
    );

    loop.dispatch(asked);
    await settle();
    expect(sent).toEqual([expect.objectContaining({ authPayload: `AUTH${nonce}`, apiKey: 'key' })]);
    expect(sent[0]).toMatchObject({ authSig: expect.stringMatching(/^[0-9a-f]{96}$/) as string });
    loop.dispatch(accepted);
    expect(loop.state()._tag).toBe('Authenticated');
    expect(clock.pending()).toBe(0);
    for (const thing of [effects, loop.state(), sent, machine, signer])
      expect(inspect(thing, { depth: null, showHidden: true }) + JSON.stringify(thing)).not.toContain(canary);
  });
});
