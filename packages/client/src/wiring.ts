import type { ERROR_CODES, EventMessage } from '@bitfinex-ws/protocol';
import type { SubscriptionInput } from '@bitfinex-ws/subscriptions';
import type { ClientEvent } from './client-event.js';
import type { Announcement, BareInput } from './connection/link.js';

/*
 * Which fact of which machine follows from what. The machines know nothing of each other; they meet here.
 *
 *   from the wire                       to the connection          to the subscriptions
 *   ----------------------------------  -------------------------  --------------------
 *   info                                Greeted
 *   info with a code                    InfoCodeReceived
 *   conf                                Configured
 *   error 10050                         ConfRejected
 *   pong                                Ponged
 *   subscribed                                                     Subscribed
 *   unsubscribed, status OK                                        Unsubscribed
 *   any other error                                                Rejected
 *
 *   effect of the connection                                       to the subscriptions
 *   --------------------------------------------------------       --------------------
 *   AnnounceReady, where the server is not under maintenance       ConnectionReady
 *   AnnouncePaused                                                 ConnectionPaused
 *   AnnounceResumed                                                ConnectionReady
 *   AnnounceLost, where it had been ready                          ConnectionLost
 *   AnnounceEnded                                                  ConnectionEnded
 *   AskResync                                                      ResyncAsked, for each of its channels in turn (engine.ts)
 *   AnnounceFlags, AnnounceFlagsRefused                            (whoever changes the flags: connection/flags.ts)
 *
 *   effect of the subscriptions         to the connection
 *   ----------------------------------  -------------------------
 *   OpenConnection                      ConnectAsked  (engine.ts, as all that follows)
 *   CloseConnection                     CloseAsked
 *   SendSubscribe, SendUnsubscribe      (a frame)
 *   StartTimer                          later, to itself: TimerFired
 *   RouteOpened, RouteClosed            (a route of its inbound half)
 *   ChannelLive, ChannelRecovering, SubscriptionsEnded             (the channel's hub)
 */

// A bundle would hold the whole table of codes for this one.
const CONF_FAILED: (typeof ERROR_CODES)['CONF_FAILED'] = 10050;

/** What an event of the server means to the connection that it came on. */
export const connectionFact = (message: EventMessage, attempt: number): BareInput | null => {
  switch (message.type) {
    case 'info': {
      const { version, serverId, platformStatus } = message;
      return { type: 'Greeted', attempt, version, serverId, platformStatus };
    }
    case 'infoCode':
      return { type: 'InfoCodeReceived', attempt, code: message.code };
    case 'conf':
      return { type: 'Configured', attempt, status: message.status };
    case 'pong':
      return { type: 'Ponged', attempt, cid: message.cid };
    case 'error':
      return message.code === CONF_FAILED
        ? { type: 'ConfRejected', attempt, status: message.msg ?? `code ${message.code}` }
        : null;
    case 'auth':
    case 'unauth':
    case 'subscribed':
    case 'unsubscribed':
    case 'unrecognised':
      return null;
  }
};

/** What an event of the server means to the subscriptions. */
export const subscriptionFact = (message: EventMessage, conn: number): SubscriptionInput | null => {
  switch (message.type) {
    case 'subscribed': {
      const { chanId, subId, spec } = message;
      return { type: 'Subscribed', conn, chanId, subId, spec };
    }
    case 'unsubscribed':
      return message.status === 'OK' ? { type: 'Unsubscribed', conn, chanId: message.chanId } : null;
    case 'error': {
      const { code, msg, subId, chanId, echo } = message;
      return code === CONF_FAILED ? null : { type: 'Rejected', conn, code, msg, subId, chanId, echo };
    }
    case 'info':
    case 'infoCode':
    case 'conf':
    case 'auth':
    case 'unauth':
    case 'pong':
    case 'unrecognised':
      return null;
  }
};

/** What becomes of a connection means to the subscriptions. */
export const connectionNews = (announcement: Announcement, conn: number): SubscriptionInput | null => {
  switch (announcement.type) {
    case 'AnnounceReady':
      // Under maintenance nothing is to be asked; `AnnounceResumed` follows.
      return announcement.paused ? null : { type: 'ConnectionReady', conn };
    case 'AnnouncePaused':
      return { type: 'ConnectionPaused', conn };
    case 'AnnounceResumed':
      return { type: 'ConnectionReady', conn };
    case 'AnnounceLost':
      // Before it was ready the subscriptions had nothing on it that could be lost.
      return announcement.wasReady ? { type: 'ConnectionLost', conn, cause: announcement.loss._tag } : null;
    case 'AnnounceEnded':
      return { type: 'ConnectionEnded', conn, cause: announcement.end._tag };
    case 'AnnounceWaiting':
    case 'AskResync':
    case 'AnnounceFlags':
    case 'AnnounceFlagsRefused':
      return null;
  }
};

/** What becomes of a connection, as the user hears of it. */
export const connectionEvent = (announcement: Announcement, conn: number): ClientEvent | null => {
  const { at } = announcement;
  switch (announcement.type) {
    case 'AnnounceReady':
      return announcement.again ? null : { type: 'connected', conn, at, serverId: announcement.serverId };
    case 'AnnounceLost': {
      const { loss, wasReady } = announcement;
      return { type: wasReady ? 'disconnected' : 'connectFailed', conn, at, loss };
    }
    case 'AnnounceWaiting': {
      const { reason, failures, ms } = announcement;
      return { type: 'reconnecting', conn, at, reason, failures, ms };
    }
    case 'AnnouncePaused':
      return { type: 'paused', conn, at, cause: announcement.cause };
    case 'AnnounceResumed':
      return { type: 'resumed', conn, at, by: announcement.by };
    case 'AnnounceEnded':
      return { type: 'connectionEnded', conn, at, end: announcement.end };
    case 'AskResync':
    case 'AnnounceFlags':
    case 'AnnounceFlagsRefused':
      return null;
  }
};
