import { isRetryableAuthError, type LoginInput, type LoginNews, type LoginState } from '@bitfinex-ws/auth';
import type { AuthError, LoginEffect } from '@bitfinex-ws/auth';
import { createLoop, createTimers, isLeft, type Loop } from '@bitfinex-ws/machine';
import {
  accountChannel,
  createNumberDecoder,
  encodeRequest,
  isAccountMessage,
  type AccountMessage,
  type ErrorMessage,
  type Message,
  type SessionDecoder,
} from '@bitfinex-ws/protocol';
import type { Transport } from '@bitfinex-ws/transport';
import type { either as E } from 'fp-ts';
import type { ConnectionEnd, ConnectionLoss } from '../connection/contract.js';
import { createLink, type Announcement, type Link } from '../connection/link.js';
import type { SendError } from '../connection/outbox.js';
import type { InboundSink } from '../observe/inbound.js';
import { createAccountAudit } from '../observe/sequence.js';
import { connectionEvent, connectionFact } from '../wiring.js';
import type { SessionEvent } from './account-event.js';
import type { AccountConfig } from './account-options.js';
import { ACCOUNT_CONN } from './limits.js';
import { createProver } from './proof.js';
import { loginEvent, loginFact, loginNews } from './wiring.js';

/** Why a session will not come back. */
export type SessionEnd = { readonly _tag: 'LoginFailed'; readonly error: AuthError } | ConnectionEnd;

/** Who hears of a session. `socket` numbers its sockets, greater with each. */
interface SessionPorts {
  readonly emit: (event: SessionEvent) => void;
  /** Everything that comes from outside runs in a turn. */
  readonly turn: (work: () => void) => void;
  /** Whether the account stands as its snapshots and what followed them say. */
  readonly isLoaded: () => boolean;
  readonly onLoggedIn: (socket: number, at: number) => void;
  readonly onLoggedOut: (socket: number, at: number) => void;
  readonly onAccount: (socket: number, message: AccountMessage, at: number) => void;
  /** The server refuses something, in an event of its own. */
  readonly onError: (message: ErrorMessage, at: number) => void;
  /** Everything that was decoded; null while nobody wants it. */
  readonly tap: () => ((message: Message, at: number) => void) | null;
  /** Something of the account was missed; the socket is dropped after this, unless it is only to be told. */
  readonly onMissed: (socket: number, at: number) => void;
  readonly onEnded: (end: SessionEnd, at: number) => void;
  readonly onDefect: (defect: unknown, where: string) => void;
}

/** One account's connection, logged in again after each reconnect. */
export interface Session {
  readonly connect: () => void;
  readonly login: () => LoginState;
  readonly link: Link;
  readonly decoder: () => SessionDecoder | null;
  readonly lastLoss: () => ConnectionLoss | null;
  /** The last login that failed, where no later one succeeded; else null. */
  readonly lastFailure: () => AuthError | null;
  readonly send: (frame: string) => E.Either<SendError, void>;
  /** Drops the socket, so that a new login tells everything again. */
  readonly drop: () => void;
  /** Ends it at once; answers the sockets that have not ended yet. */
  readonly close: () => ReadonlyArray<Transport>;
  /** Settles once no nonce of a store is held any more. */
  readonly released: () => Promise<void>;
}

/** Makes a session that is idle until it is told to connect. */
export const createSession = (config: AccountConfig, ports: SessionPorts): Session => {
  const { clock } = config;
  const timers = createTimers(clock);
  const prover = createProver(config.proofs, clock, ports.onDefect);
  const sockets = new Set<Transport>();
  let decoder: SessionDecoder | null = null;
  let lastLoss: ConnectionLoss | null = null;
  let lastFailure: AuthError | null = null;
  let refused: AuthError | null = null;

  const missed = (socket: number, at: number): void => {
    ports.onMissed(socket, at);
    if (config.afterGap === 'relogin' && loop.state()._tag === 'Authenticated') link.drop();
  };
  const sinkOf = (_link: Link, socket: number): InboundSink => ({
    onMessage: (message, at) =>
      ports.turn(() => {
        ports.tap()?.(message, at);
        if (isAccountMessage(message)) ports.onAccount(socket, message, at);
      }),
    wantsMessages: () => true,
    accountAudit: createAccountAudit(),
    onHeartbeat: (_message, at) => ports.emit({ type: 'heartbeat', at }),
    onEvent: (message, at) =>
      ports.turn(() => {
        if (message.type === 'unrecognised') {
          return ports.emit({ type: 'unrecognised', conn: ACCOUNT_CONN, at, event: message.event });
        }
        if (message.type === 'error') {
          const { code, msg } = message;
          ports.emit({ type: 'serverError', at, code, msg });
          ports.onError(message, at);
        }
        const toConnection = connectionFact(message, socket);
        if (toConnection !== null) link.dispatch(toConnection);
        const toLogin = loginFact(message, socket, at);
        if (toLogin !== null) dispatch(toLogin);
      }),
    onFailure: (error, at) =>
      ports.turn(() => {
        ports.emit({ type: 'failure', conn: ACCOUNT_CONN, at, error });
        // What could not be read may have been of the account, like what did not come. Where it is the snapshots that can not be read,
        // a new login would bring the same again.
        if (ports.isLoaded()) missed(socket, at);
      }),
    onGap: (gap, at) =>
      ports.turn(() => {
        ports.emit({ type: 'gap', conn: ACCOUNT_CONN, at, ...gap });
        // What comes twice is known; what comes late was missed when the next one came.
        if (gap.missing > 0) missed(socket, at);
      }),
  });

  const announce = (announcement: Announcement): void => {
    const { at } = announcement;
    const socket = link.state().attempt;
    if (announcement.type === 'AnnounceLost') lastLoss = announcement.loss;
    const event = connectionEvent(announcement, ACCOUNT_CONN);
    if (event !== null) ports.emit(event as SessionEvent);
    const toLogin = loginNews(announcement, socket);
    if (toLogin !== null) dispatch(toLogin);
    if (announcement.type === 'AskResync') missed(socket, at);
    if (announcement.type === 'AnnounceEnded') {
      ports.onEnded(refused === null ? announcement.end : { _tag: 'LoginFailed', error: refused }, at);
    }
  };

  const link = createLink(ACCOUNT_CONN, {
    config,
    kind: 'auth',
    createDecoder: () => (decoder = createNumberDecoder({ channels: [], account: accountChannel })),
    sink: sinkOf,
    announce: (_link, announcement) => ports.turn(() => announce(announcement)),
    onDefect: ports.onDefect,
    onSocket: (socket) => {
      sockets.add(socket);
      const forget = (): boolean => sockets.delete(socket);
      socket.done.then(forget, forget);
    },
  });

  const hear = (news: LoginNews): void => {
    const at = clock.now();
    ports.emit(loginEvent(news, at));
    switch (news.type) {
      case 'authenticated':
        lastFailure = null;
        return ports.onLoggedIn(news.conn, at);
      case 'loggedOut':
        return ports.onLoggedOut(news.conn, at);
      case 'loginFailed':
        lastFailure = news.error;
        // Whoever interrupted it is told of as a loss.
        if (news.error._tag === 'LoginInterrupted') return;
        if (isRetryableAuthError(news.error)) return link.drop();
        refused = news.error;
        return link.dispatch({ type: 'CloseAsked' });
      case 'retrying':
        return;
    }
  };
  const run = (effect: LoginEffect): void => {
    if (prover.run(effect, dispatch)) return;
    switch (effect.type) {
      case 'SendAuth': {
        const sent = link.send(encodeRequest(effect.request), { sensitive: true });
        if (isLeft(sent)) ports.emit({ type: 'sendFailed', at: clock.now(), why: sent.left._tag });
        return;
      }
      case 'StartTimer': {
        const { timer, ms } = effect;
        return timers.start(timer, ms, () => dispatch({ type: 'TimerFired', timer, at: clock.now() }));
      }
      case 'StopTimer':
        return timers.stop(effect.timer);
      case 'Announce':
        return hear(effect.news);
      case 'TakeNonce':
      case 'ReleaseNonce':
      case 'Sign':
      case 'AskToken':
        return;
    }
  };
  const loop: Loop<LoginState, LoginInput> = createLoop(config.login, run, (defect) => ports.onDefect(defect, 'login'));
  const dispatch = (input: LoginInput): void => ports.turn(() => loop.dispatch(input));

  return {
    connect: () => link.dispatch({ type: 'ConnectAsked' }),
    login: loop.state,
    link,
    decoder: () => decoder,
    lastLoss: () => lastLoss,
    lastFailure: () => lastFailure,
    send: (frame) => link.send(frame),
    drop: link.drop,
    close: () => {
      link.dispatch({ type: 'CloseAsked' });
      return [...sockets];
    },
    released: prover.released,
  };
};
