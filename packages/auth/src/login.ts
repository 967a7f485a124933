import type { Machine, Step } from '@bitfinex-ws/machine';
import { isNonceTooSmall, isRetryableAuthError, isTokenRefused, type AuthError } from './errors.js';
import { NONCE_RAISES_US } from './limits.js';
import type { ConnectionId, LoginEffect, LoginInput, LoginState } from './login-contract.js';
import { nextNonce } from './nonce.js';
import type { LoginConfig } from './options.js';
import { buildAuthRequest, buildTokenAuthRequest, type AuthRequest } from './request.js';
import { signingText } from './signer.js';

/**
 * The login of one API key: asked for on a connection, signed, sent, answered.
 *
 * One login at a time, one connection at a time: the server takes one authentication a socket. `nonce: small` is sent
 * again with a raised nonce, a limited number of times; nothing else is. What no retry can mend (`apikey: *`) stays, on
 * any later connection too, so that a reconnecting client does not knock with a bad key for ever. After a time-out the
 * same connection is not asked again, for its late answer could not be told from the next one's.
 *
 * Where nonces come from a store, one is taken for each attempt and held until its answer, so that the server sees the nonces of all
 * who share the key in order. A token that is made anew each time is asked for once more where the server finds it stale.
 */
export const login = (config: LoginConfig): Machine<LoginState, LoginInput, LoginEffect> => ({
  initial: { _tag: 'Idle', nonce: config.lastNonce },
  step: (state, input) => {
    switch (input.type) {
      case 'LoginAsked':
        return ask(config, state, input);
      case 'Signed':
        if (state._tag !== 'Signing' || state.nonce !== input.nonce) return [state, []];
        return signed(config, state, input.signature);
      case 'TokenGiven':
        if (state._tag !== 'Signing' || state.nonce !== input.nonce) return [state, []];
        return send(state, buildTokenAuthRequest({ ...config.wishes, token: input.token }));
      case 'SigningFailed':
      case 'TokenFailed':
        if (state._tag !== 'Signing' || state.nonce !== input.nonce) return [state, []];
        return reject(config, state, input.error, input.at);
      case 'NonceTaken':
        // Nobody waits for it any more: others may.
        if (state._tag !== 'Leasing' || state.nonce !== input.wanted) return [state, [release(input.nonce)]];
        return sign(config, { ...state, nonce: input.nonce }, [stop(state)]);
      case 'NonceRefused':
        if (state._tag !== 'Leasing' || state.nonce !== input.wanted) return [state, []];
        return reject(config, state, input.error, input.at);
      case 'AuthAnswered':
        if (state._tag !== 'Pending' || state.conn !== input.conn) return [state, []];
        return answered(config, state, input);
      case 'ConnectionLost':
        return lost(config, state, input.conn);
      case 'TimerFired':
        if (!isUnderWay(state) || input.timer !== timerOf(state)) return [state, []];
        return reject(config, state, { _tag: 'LoginTimedOut', timeoutMs: config.timeoutMs }, input.at);
    }
  },
});

type Next = Step<LoginState, LoginEffect>;
type UnderWay = Extract<LoginState, { readonly _tag: 'Leasing' | 'Signing' | 'Pending' }>;
type Fact<T extends LoginInput['type']> = Extract<LoginInput, { readonly type: T }>;

const isUnderWay = (state: LoginState): state is UnderWay =>
  state._tag === 'Leasing' || state._tag === 'Signing' || state._tag === 'Pending';
const isShared = ({ proof }: LoginConfig): boolean => proof.type === 'key' && proof.nonces === 'store';
const timerOf = ({ nonce }: Pick<UnderWay, 'nonce'>): string => `login:${nonce}`;
const failed = (conn: ConnectionId, error: AuthError): LoginEffect => ({
  type: 'Announce',
  news: { type: 'loginFailed', conn, error },
});
const stop = (state: UnderWay): LoginEffect => ({ type: 'StopTimer', timer: timerOf(state) });
const release = (nonce: number): LoginEffect => ({ type: 'ReleaseNonce', nonce });
/** What an attempt has running, or holds, ends with it. */
const leave = (config: LoginConfig, state: UnderWay): ReadonlyArray<LoginEffect> =>
  isShared(config) && state._tag !== 'Leasing' ? [stop(state), release(state.nonce)] : [stop(state)];

const ask = (config: LoginConfig, state: LoginState, { conn, at }: Fact<'LoginAsked'>): Next => {
  if (state._tag === 'Rejected') {
    const late = state.error._tag === 'LoginTimedOut' && state.conn === conn;
    if (late || !isRetryableAuthError(state.error)) return [state, [failed(conn, state.error)]];
  } else if (state._tag !== 'Idle') {
    if (state.conn === conn) return [state, []];
    // A newer socket: the older one is gone, whether or not that was told.
    const [idle, effects] = lost(config, state, state.conn);
    const [next, more] = begin(config, conn, nextNonce(idle.nonce, at), 0);
    return [next, [...effects, ...more]];
  }
  return begin(config, conn, nextNonce(state.nonce, at), 0);
};

const begin = (config: LoginConfig, conn: ConnectionId, nonce: number, retries: number): Next => {
  const state = { nonce, conn, retries };
  if (!isShared(config)) return sign(config, state, []);
  return [
    { _tag: 'Leasing', ...state },
    [
      { type: 'StartTimer', timer: timerOf(state), ms: config.timeoutMs },
      { type: 'TakeNonce', atLeast: nonce },
    ],
  ];
};

const sign = (
  config: LoginConfig,
  { nonce, conn, retries }: Omit<UnderWay, '_tag'>,
  before: ReadonlyArray<LoginEffect>,
): Next => [
  { _tag: 'Signing', nonce, conn, retries },
  [
    ...before,
    { type: 'StartTimer', timer: timerOf({ nonce }), ms: config.timeoutMs },
    config.proof.type === 'key' ? { type: 'Sign', nonce, text: signingText(nonce) } : { type: 'AskToken', nonce },
  ],
];

const signed = (config: LoginConfig, state: UnderWay, signature: string): Next =>
  config.proof.type === 'key'
    ? send(state, buildAuthRequest({ ...config.wishes, apiKey: config.proof.apiKey, nonce: state.nonce, signature }))
    : [state, []];

const send = (state: UnderWay, request: AuthRequest): Next => [
  { ...state, _tag: 'Pending' },
  [{ type: 'SendAuth', conn: state.conn, request }],
];

const answered = (config: LoginConfig, state: UnderWay, { answer, at }: Fact<'AuthAnswered'>): Next => {
  const { nonce, conn, retries } = state;
  if (answer.status === 'OK') {
    const { userId, authId, caps } = answer;
    return [
      { _tag: 'Authenticated', nonce, conn, userId, authId, caps, since: at },
      [...leave(config, state), { type: 'Announce', news: { type: 'authenticated', conn, userId, authId, caps } }],
    ];
  }
  const raised = raisedFor(config, state, answer, at);
  if (raised !== null) {
    const [next, effects] = begin(config, conn, raised, retries + 1);
    const news = { type: 'retrying', conn, retry: retries + 1 } as const;
    return [next, [...leave(config, state), { type: 'Announce', news }, ...effects]];
  }
  return reject(config, state, { _tag: 'LoginRejected', code: answer.code, msg: answer.msg, retries }, at);
};

/** The nonce to try it with again after this answer; null where no other try can mend it. */
const raisedFor = (
  { proof }: LoginConfig,
  { nonce, retries }: UnderWay,
  answer: Fact<'AuthAnswered'>['answer'],
  at: number,
): number | null => {
  if (proof.type === 'token')
    return proof.token === 'renewed' && retries === 0 && isTokenRefused(answer) ? nextNonce(nonce, at) : null;
  const raise = NONCE_RAISES_US[retries];
  return isNonceTooSmall(answer) && raise !== undefined ? nextNonce(nonce, at + raise / 1000) : null;
};

const reject = (config: LoginConfig, state: UnderWay, error: AuthError, at: number): Next => [
  { _tag: 'Rejected', nonce: state.nonce, conn: state.conn, error, since: at },
  [...leave(config, state), failed(state.conn, error)],
];

const lost = (config: LoginConfig, state: LoginState, conn: ConnectionId): Next => {
  const idle: LoginState = { _tag: 'Idle', nonce: state.nonce };
  if (isUnderWay(state) && state.conn === conn)
    return [idle, [...leave(config, state), failed(conn, { _tag: 'LoginInterrupted' })]];
  if (state._tag === 'Authenticated' && state.conn === conn)
    return [idle, [{ type: 'Announce', news: { type: 'loggedOut', conn } }]];
  return [state, []];
};
