import { left, right } from '@bitfinex-ws/machine';
import type { AccountMessage, ErrorMessage, Message } from '@bitfinex-ws/protocol';
import type { ViewNews } from '@bitfinex-ws/trading';
import type { either as E } from 'fp-ts';
import { within, type Work } from '../call.js';
import { createConsumers } from '../consumers.js';
import { disposable } from '../disposable.js';
import { createListeners } from '../listeners.js';
import { shutDown } from '../shut-down.js';
import type { DroppedNotice, Received } from '../subscription/stream.js';
import type { CallOptions } from '../subscription/subscription.js';
import type { AccountAnswer, AccountEndedNotice, LiveViews, ReadOnlyAccount } from './account.js';
import type { AccountCall, AccountError } from './account-errors.js';
import type { AccountEvent } from './account-event.js';
import type { AccountConfig } from './account-options.js';
import { createAccountReporter } from './account-reporter.js';
import type { AccountStatus } from './account-status.js';
import { createCalculations } from './calculations.js';
import { createChanges } from './changes.js';
import { createSession, type Session, type SessionEnd } from './session.js';
import { accountStatus, stateOf } from './take-status.js';
import { createTurn, type Turn } from './turn.js';
import { createViewsRunner } from './views-runner.js';

/** What an account does besides being looked at. A read-only account has nothing of it. */
interface Desk {
  readonly onLoggedIn: (socket: number, at: number) => void;
  readonly onLoggedOut: (socket: number, at: number) => void;
  readonly onAccount: (socket: number, message: AccountMessage, at: number) => void;
  readonly onError: (message: ErrorMessage, at: number) => void;
  /** The account is over: settles everything. */
  readonly close: (at: number) => void;
  readonly pending: () => Omit<AccountStatus['pending'], 'calculations'>;
}

/** What a desk has of the account it works for. */
export interface Core {
  readonly config: AccountConfig;
  readonly session: Session;
  readonly turn: Turn;
  readonly views: LiveViews;
  readonly emit: (event: AccountEvent) => void;
  readonly onDefect: (defect: unknown, where: string) => void;
  /** Why nothing can be sent at this moment; null where something can. */
  readonly whyNot: () => AccountError | null;
  /** Whether the snapshots of this login have come, or were waited for long enough. */
  readonly isLoaded: () => boolean;
  /** Binds a call to its signal and time. `timeoutMs` null: the work itself settles in time. */
  readonly call: <A>(name: AccountCall, options: CallOptions, begin: () => Work<A, AccountError>) => AccountAnswer<A>;
}

type Item = Received<Message> | DroppedNotice | AccountEndedNotice;

/** Makes an account that can be looked at, and whatever desk is put into it. */
export const openCore = <D extends Desk | null>(
  config: AccountConfig,
  createDesk: (core: Core) => D,
): { readonly face: Omit<ReadOnlyAccount, typeof Symbol.asyncDispose>; readonly desk: D; readonly core: Core } => {
  const { clock } = config;
  const report = createAccountReporter(config.log.logger);
  const events = createListeners<AccountEvent>(report.listenerThrew);
  const turn = createTurn();
  let loaded = false;
  let end: SessionEnd | null = null;
  let logins = 0;
  /** The last login lacked a snapshot, and another one was begun for it. */
  let lacking = false;
  let closing: AccountAnswer<void> | null = null;
  let waiting: ReadonlyArray<(answer: E.Either<AccountError, void>) => void> = [];

  const emit = (event: AccountEvent): void =>
    turn.tell(() => {
      report.event(event);
      events.emit(event);
    });
  const ended = (reason: AccountEndedNotice['reason']): AccountEndedNotice => ({
    type: 'ended',
    reason,
    at: clock.now(),
  });
  const taps = createConsumers<Item>(config.queue, {
    isNotice: () => false,
    dropped: (count) => ({ type: 'dropped', count }),
    overflowed: (limit) => ended({ _tag: 'QueueOverflowed', limit }),
    refused: ended,
    onDropped: () => undefined,
  });
  const settleWaiting = (answer: E.Either<AccountError, void>): void => {
    const all = waiting;
    waiting = [];
    for (const settle of all) settle(answer);
  };

  const onNews = (news: ViewNews): void => {
    if (news.type === 'changed') return turn.tell(() => changes.push(news.change));
    loaded = true;
    settleWaiting(right(undefined));
    emit(news);
    // A snapshot that was lost as the first frame of its kind leaves no gap behind it. Where the next login lacks one too, it is the
    // server's manner.
    if (news.missing.length === 0) lacking = false;
    else if (!lacking && config.afterGap === 'relogin') {
      lacking = true;
      session.drop();
    }
  };
  const runner = createViewsRunner(config, clock, { onNews, turn: turn.run });
  const changes = createChanges(config.queue, ended);
  const views = changes.live(runner.views);

  const session = createSession(config, {
    emit,
    turn: turn.run,
    isLoaded: () => loaded,
    onLoggedIn: (conn, at) => {
      loaded = false;
      logins++;
      runner.tell({ type: 'LoggedIn', conn, at, filter: config.filter });
      calc.onLoggedIn(conn, at);
      desk?.onLoggedIn(conn, at);
    },
    onLoggedOut: (conn, at) => {
      loaded = false;
      runner.tell({ type: 'Disconnected', conn, at });
      calc.onLoggedOut(conn, at);
      desk?.onLoggedOut(conn, at);
    },
    onAccount: (socket, message, at) => {
      runner.receive(socket, message, at);
      calc.onAccount(socket, message, at);
      desk?.onAccount(socket, message, at);
    },
    onError: (message, at) => desk?.onError(message, at),
    tap: () => (taps.any() ? (message, at) => taps.push({ ...message, receivedAt: at }) : null),
    onMissed: (conn, at) => runner.tell({ type: 'GapSeen', conn, at }),
    onEnded: (why, at) => {
      end = why;
      loaded = false;
      calc.close(at);
      desk?.close(at);
      settleWaiting(left(errorOf(why)));
    },
    onDefect: report.defect,
  });

  const whyNot = (): AccountError | null => {
    if (closing !== null) return { _tag: 'AccountClosed' };
    if (end !== null) return errorOf(end);
    const link = session.link.state();
    if (link._tag !== 'Open' || session.login()._tag !== 'Authenticated') return { _tag: 'NotLoggedIn' };
    return link.pause === null ? null : { _tag: 'Paused', cause: link.pause };
  };
  const call: Core['call'] = (name, options, begin) => {
    if (closing !== null) return Promise.resolve(left({ _tag: 'AccountClosed' }));
    return within(
      clock,
      { ...options, timeoutMs: options.timeoutMs ?? config.callTimeoutMs },
      {
        aborted: (): AccountError => ({ _tag: 'Aborted', call: name }),
        timedOut: (timeoutMs): AccountError => ({
          _tag: 'CallTimedOut',
          call: name,
          timeoutMs,
          lastLoss: session.lastLoss(),
          lastFailure: session.lastFailure(),
        }),
      },
      begin,
    );
  };
  /** Answers once the snapshots of the login are here that `begin` leads to. */
  const loading = (name: 'ready' | 'reconnect', options: CallOptions, begin: () => void): AccountAnswer<void> =>
    call(name, options, () => {
      if (end !== null) return { answer: Promise.resolve(left(errorOf(end))), abandon: () => undefined };
      turn.run(begin);
      if (loaded) return { answer: Promise.resolve(right(undefined)), abandon: () => undefined };
      let settle: (answer: E.Either<AccountError, void>) => void = () => undefined;
      const answer = new Promise<E.Either<AccountError, void>>((resolve) => (settle = resolve));
      waiting = [...waiting, settle];
      return { answer, abandon: () => (waiting = waiting.filter((other) => other !== settle)) };
    });
  const ready: ReadOnlyAccount['ready'] = (options = {}) => loading('ready', options, session.connect);
  const reconnect: ReadOnlyAccount['reconnect'] = (options = {}) =>
    loading('reconnect', options, () => {
      if (!loaded) return session.connect();
      loaded = false;
      session.drop();
    });

  /** A store of the user's that does not take its nonce back must not keep anybody. */
  const givenBack = (): Promise<unknown> =>
    within(clock, { timeoutMs: config.shutdownTimeoutMs }, { aborted: () => null, timedOut: () => null }, () => ({
      answer: session.released().then(right),
      abandon: () => undefined,
    }));
  const close = async (options: CallOptions): Promise<E.Either<AccountError, void>> => {
    const sockets = turn.run(() => {
      const at = clock.now();
      calc.close(at);
      desk?.close(at);
      runner.close(at);
      const open = session.close();
      settleWaiting(left({ _tag: 'AccountClosed' }));
      return open;
    });
    const answer = await shutDown(config, sockets, options);
    await givenBack();
    taps.end(ended({ _tag: 'AccountClosed' }));
    changes.end(ended({ _tag: 'AccountClosed' }));
    emit({ type: 'closed', at: clock.now() });
    events.clear();
    return answer;
  };

  const face: Omit<ReadOnlyAccount, typeof Symbol.asyncDispose> = {
    ...views,
    ready,
    reconnect,
    calculate: (keys, options) => calc.calculate(keys, options),
    messages: (options = {}) => taps.open(options),
    on: events.on,
    status: () =>
      accountStatus({
        state: stateOf({ closed: closing !== null, end, loaded, session }),
        at: clock.now(),
        session,
        logins,
        views: runner.views,
        pending: {
          ...(desk?.pending() ?? { orders: 0, offers: 0, requests: 0 }),
          calculations: calc.pending(),
        },
        consumers: [...taps.status(), ...changes.status()],
      }),
    close: (options = {}) => {
      if (closing !== null) return closing;
      let settle: (answer: E.Either<AccountError, void>) => void = () => undefined;
      // Closed before anything ends: who hears of an end and calls back is answered so.
      closing = new Promise<E.Either<AccountError, void>>((resolve) => (settle = resolve));
      void close(options).then(settle);
      return closing;
    },
  };
  const core: Core = {
    config,
    session,
    turn,
    views,
    emit,
    onDefect: report.defect,
    whyNot,
    isLoaded: () => loaded,
    call,
  };
  const calc = createCalculations(core);
  const desk = createDesk(core);
  return { face, desk, core };
};

/** The account of a face: `await using` closes it. */
export const withDispose = <A extends { readonly close: () => Promise<unknown> }>(face: A): A & AsyncDisposable =>
  disposable(face, () => face.close());

const errorOf = (end: SessionEnd): AccountError =>
  end._tag === 'LoginFailed' ? end : { _tag: 'ConnectionEnded', end };
