import type { LoginInput, LoginNews } from '@bitfinex-ws/auth';
import { isRetryableAuthError } from '@bitfinex-ws/auth';
import type { EventMessage } from '@bitfinex-ws/protocol';
import type { Announcement } from '../connection/link.js';
import type { SessionEvent } from './account-event.js';

/*
 * Which fact of which machine of an account follows from what. The machines know nothing of each other; they meet here, and in
 * session.ts and engine.ts, which carry it out. `socket`: the number of the attempt to connect, greater with each.
 *
 *   from the wire                  to the connection      to the login       to views, orders, offers
 *   -----------------------------  ---------------------  -----------------  ------------------------
 *   info, conf, pong, error 10050  (as in ../wiring.ts)
 *   auth                                                  AuthAnswered
 *   anything on channel 0                                                    Received
 *   a number that was skipped      (dropped, see below)                      GapSeen (views)
 *
 *   effect of the connection                              to the login
 *   ----------------------------------------------------  -----------------
 *   AnnounceReady, where the server is not in maintenance  LoginAsked
 *   AnnounceResumed                                        LoginAsked
 *   AnnounceLost, AnnounceEnded                            ConnectionLost
 *
 *   news of the login              to the connection      to views, orders, offers
 *   -----------------------------  ---------------------  ------------------------
 *   authenticated                                         LoggedIn, ConnectionReady
 *   loggedOut                                             Disconnected, ConnectionLost
 *   loginFailed, may be retried    (the socket dropped)
 *   loginFailed, for good          CloseAsked             CloseAsked (through the end of the connection)
 *
 * What the account said while nobody listened is only told again by a new login, so a skipped number (`gap`) and the end of a
 * resynchronisation (AskResync) drop the socket, unless `afterGap` is 'tell', which it is by default where a dead man's switch
 * would take the loss of the socket for the end of the owner.
 */

/** What an event of the server means to the login. */
export const loginFact = (message: EventMessage, socket: number, at: number): LoginInput | null => {
  if (message.type !== 'auth') return null;
  const { status, userId, authId, code, msg, caps } = message;
  return { type: 'AuthAnswered', conn: socket, at, answer: { status, userId, authId, code, msg, caps } };
};

/** What becomes of the connection means to the login. */
export const loginNews = (announcement: Announcement, socket: number): LoginInput | null => {
  switch (announcement.type) {
    case 'AnnounceReady':
      // Under maintenance nothing is to be asked; `AnnounceResumed` follows.
      return announcement.paused ? null : { type: 'LoginAsked', conn: socket, at: announcement.at };
    case 'AnnounceResumed':
      return { type: 'LoginAsked', conn: socket, at: announcement.at };
    case 'AnnounceLost':
    case 'AnnounceEnded':
      return { type: 'ConnectionLost', conn: socket };
    case 'AnnouncePaused':
    case 'AnnounceWaiting':
    case 'AskResync':
    case 'AnnounceFlags':
    case 'AnnounceFlagsRefused':
      return null;
  }
};

/** What becomes of the login, as the user hears of it. */
export const loginEvent = (news: LoginNews, at: number): SessionEvent => {
  switch (news.type) {
    case 'authenticated': {
      const { userId, authId, caps } = news;
      return { type: 'authenticated', at, userId, authId, caps };
    }
    case 'retrying':
      return { type: 'loginRetrying', at, retry: news.retry };
    case 'loginFailed':
      return { type: 'loginFailed', at, error: news.error, final: !isRetryableAuthError(news.error) };
    case 'loggedOut':
      return { type: 'loggedOut', at };
  }
};
