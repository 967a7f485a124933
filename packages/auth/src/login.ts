import type { Machine, Step } from '@bitfinex-ws/machine';
import { isNonceTooSmall, isRetryableAuthError, type AuthError } from './errors.js';
import { NONCE_RAISES_US } from './limits.js';
import type { ConnectionId, LoginEffect, LoginInput, LoginState } from './login-contract.js';
import { nextNonce } from './nonce.js';
import type { LoginConfig } from './options.js';
import { buildAuthRequest } from './request.js';
import { signingText } from './signer.js';

/**
 * The login of one API key: asked for on a connection, signed, sent, answered.
 *
 * One login at a time, one connection at a time: the server takes one authentication a socket. `nonce: small` is sent
 * again with a raised nonce, a limited number of times; nothing else is. What no retry can mend (`apikey: *`) stays, on
 * any later connection too, so that a reconnecting client does not knock with a bad key for ever. After a time-out the
 * same connection is not asked again, for its late answer could not be told from the next one's.
 */
export const login = (config: LoginConfig): Machine<LoginState, LoginInput, LoginEffect> => ({
  initial: { _tag: 'Idle', nonce: config.lastNonce },
  step: (state, input) => {
    switch (input.type) {
      case 'LoginAsked':
        return ask(config, state, input);
      case 'Signed':
        if (state._tag !== 'Signing' || state.nonce !== input.nonce) return [state, []];
        return send(config, state, input.signature);
      case 'SigningFailed':
        if (state._tag !== 'Signing' || state.nonce !== input.nonce) return [state, []];
        return reject(state, input.error, input.at);
      case 'AuthAnswered':
        if (state._tag !== 'Pending' || state.conn !== input.conn) return [state, []];
        return answered(config, state, input);
      case 'ConnectionLost':
        return lost(state, input.conn);
      case 'TimerFired':
        if (!isUnderWay(state) || input.timer !== timerOf(state)) return [state, []];
        return reject(state, { _tag: 'LoginTimedOut', timeoutMs: config.timeoutMs }, input.at);
    }
  },
});

type Next = Step<LoginState, LoginEffect>;
type UnderWay = Extract<LoginState, { readonly _tag: 'Signing' | 'Pending' }>;
type Fact<T extends LoginInput['type']> = Extract<LoginInput, { readonly type: T }>;

const isUnderWay = (state: LoginState): state is UnderWay => state._tag === 'Signing' || state._tag === 'Pending';
const timerOf = ({ nonce }: Pick<UnderWay, 'nonce'>): string => `login:${nonce}`;
const failed = (conn: ConnectionId, error: AuthError): LoginEffect => ({
  type: 'Announce',
  news: { type: 'loginFailed', conn, error },
});
const stop = (state: UnderWay): LoginEffect => ({ type: 'StopTimer', timer: timerOf(state) });

const ask = (config: LoginConfig, state: LoginState, { conn, at }: Fact<'LoginAsked'>): Next => {
  if (state._tag === 'Rejected') {
    const late = state.error._tag === 'LoginTimedOut' && state.conn === conn;
    if (late || !isRetryableAuthError(state.error)) return [state, [failed(conn, state.error)]];
  } else if (state._tag !== 'Idle') {
    if (state.conn === conn) return [state, []];
    // A newer socket: the older one is gone, whether or not that was told.
    const [idle, effects] = lost(state, state.conn);
    const [next, more] = begin(config, conn, nextNonce(idle.nonce, at), 0);
    return [next, [...effects, ...more]];
  }
  return begin(config, conn, nextNonce(state.nonce, at), 0);
};

const begin = (config: LoginConfig, conn: ConnectionId, nonce: number, retries: number): Next => [
  { _tag: 'Signing', nonce, conn, retries },
  [
    { type: 'StartTimer', timer: timerOf({ nonce }), ms: config.timeoutMs },
    { type: 'Sign', nonce, text: signingText(nonce) },
  ],
];

const send = (config: LoginConfig, state: UnderWay, signature: string): Next => {
  const { nonce, conn } = state;
  const request = buildAuthRequest({ ...config.wishes, apiKey: config.apiKey, nonce, signature });
  return [{ ...state, _tag: 'Pending' }, [{ type: 'SendAuth', conn, request }]];
};

const answered = (config: LoginConfig, state: UnderWay, { answer, at }: Fact<'AuthAnswered'>): Next => {
  const { nonce, conn, retries } = state;
  if (answer.status === 'OK') {
    const { userId, authId, caps } = answer;
    return [
      { _tag: 'Authenticated', nonce, conn, userId, authId, caps, since: at },
      [stop(state), { type: 'Announce', news: { type: 'authenticated', conn, userId, authId, caps } }],
    ];
  }
  const raise = NONCE_RAISES_US[retries];
  if (isNonceTooSmall(answer) && raise !== undefined) {
    const [next, effects] = begin(config, conn, nextNonce(nonce, at + raise / 1000), retries + 1);
    const news = { type: 'retrying', conn, retry: retries + 1 } as const;
    return [next, [stop(state), { type: 'Announce', news }, ...effects]];
  }
  return reject(state, { _tag: 'LoginRejected', code: answer.code, msg: answer.msg, retries }, at);
};

const reject = (state: UnderWay, error: AuthError, at: number): Next => [
  { _tag: 'Rejected', nonce: state.nonce, conn: state.conn, error, since: at },
  [stop(state), failed(state.conn, error)],
];

const lost = (state: LoginState, conn: ConnectionId): Next => {
  const idle: LoginState = { _tag: 'Idle', nonce: state.nonce };
  if (isUnderWay(state) && state.conn === conn)
    return [idle, [stop(state), failed(conn, { _tag: 'LoginInterrupted' })]];
  if (state._tag === 'Authenticated' && state.conn === conn)
    return [idle, [{ type: 'Announce', news: { type: 'loggedOut', conn } }]];
  return [state, []];
};
