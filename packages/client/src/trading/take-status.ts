import type { AccountViews } from '@bitfinex-ws/trading';
import type { QueueStatus } from '../queue.js';
import type { AccountState, AccountStatus } from './account-status.js';
import type { Session, SessionEnd } from './session.js';
import { VIEW_NAMES } from './view-names.js';

/** What the state of an account follows from. */
interface StateParts {
  readonly closed: boolean;
  readonly end: SessionEnd | null;
  readonly loaded: boolean;
  readonly session: Session;
}

/** Where an account stands. */
export const stateOf = ({ closed, end, loaded, session }: StateParts): AccountState => {
  if (closed) return 'closed';
  if (end !== null) return end._tag === 'LoginFailed' ? 'refused' : 'ended';
  const link = session.link.state();
  if (link._tag === 'Idle') return 'idle';
  if (link._tag !== 'Open') return 'connecting';
  if (link.pause !== null) return 'paused';
  if (session.login()._tag !== 'Authenticated') return 'loggingIn';
  return loaded ? 'ready' : 'loading';
};

/** What an account's status is made of. */
interface StatusParts {
  readonly state: AccountState;
  readonly at: number;
  readonly session: Session;
  readonly logins: number;
  readonly views: AccountViews;
  readonly pending: AccountStatus['pending'];
  readonly consumers: ReadonlyArray<QueueStatus>;
}

/** Puts it all together. */
export const accountStatus = (parts: StatusParts): AccountStatus => {
  const { state, at, session, logins, views, pending, consumers } = parts;
  const { link } = session;
  const stands = link.state();
  const open = stands._tag === 'Open' ? stands : null;
  const lastFrameAt = link.lastFrameAt();
  const login = session.login();
  return {
    state,
    at,
    connection: {
      state: stands._tag,
      serverId: open?.serverId ?? null,
      flags: stands.flags,
      attempts: stands.attempt,
      failures: stands.failures,
      openSince: open?.since ?? null,
      lastFrameAgeMs: lastFrameAt === null ? null : at - lastFrameAt,
      roundTripMs: open?.roundTripMs ?? null,
      buffered: link.buffered(),
      drift: Object.fromEntries(session.decoder()?.drift() ?? []),
    },
    login:
      login._tag === 'Authenticated'
        ? { userId: login.userId, authId: login.authId, caps: login.caps, since: login.since }
        : null,
    logins,
    views: Object.fromEntries(
      VIEW_NAMES.map((name) => [name, { ...views[name].counters(), ready: views[name].read()._tag === 'Right' }]),
    ) as AccountStatus['views'],
    pending,
    consumers,
    counters: link.counters(),
  };
};
