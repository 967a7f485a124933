import type { TransportEnd, TransportError } from '@bitfinex-ws/transport';

/** What the connection's reducer is run with; every time is in ms. */
export interface ConnectionConfig {
  /** The `conf` mask to begin with, sent before anything else, absolute. */
  readonly flags: number;
  readonly connectTimeoutMs: number;
  readonly greetingTimeoutMs: number;
  readonly confTimeoutMs: number;
  /** From one pong (or from ready) to the next ping. */
  readonly pingIntervalMs: number;
  readonly pongTimeoutMs: number;
  /** No frame at all for this long: the connection is taken for dead. */
  readonly silenceMs: number;
  /** The longest that the end (20061) of a maintenance or a resynchronisation is waited for. */
  readonly resyncLimitMs: number;
  readonly backoff: BackoffConfig;
  /** Dials in a row after a failure before it gives up; null: never. */
  readonly maxAttempts: number | null;
  /** Whether it may dial again after this loss. It must not throw. */
  readonly mayReconnect: (loss: ConnectionLoss) => boolean;
}

/** How long to wait before the next dial. */
export interface BackoffConfig {
  readonly baseMs: number;
  readonly capMs: number;
  /** What is waited in addition where a dial soon after would be refused again, or would fail in the same way. */
  readonly slowMs: number;
  /** A connection open for this long counts as stable: the next wait starts from the base again. */
  readonly stableMs: number;
}

/** Why a connection, or the attempt to make one, was lost. Each may be tried again. */
export type ConnectionLoss =
  | { readonly _tag: 'DialFailed'; readonly error: TransportError }
  | { readonly _tag: 'DialTimedOut'; readonly timeoutMs: number }
  | { readonly _tag: 'GreetingTimedOut'; readonly timeoutMs: number }
  | { readonly _tag: 'ConfTimedOut'; readonly timeoutMs: number }
  | { readonly _tag: 'ConfRejected'; readonly flags: number; readonly status: string }
  | { readonly _tag: 'PongTimedOut'; readonly timeoutMs: number }
  | { readonly _tag: 'Silent'; readonly ms: number }
  | { readonly _tag: 'ServerStopped' }
  | { readonly _tag: 'SocketClosed'; readonly code: number | null; readonly reason: string };

/** Why a connection will not come back. */
export type ConnectionEnd =
  | { readonly _tag: 'ClosedByUser' }
  | { readonly _tag: 'IncompatibleVersion'; readonly version: number }
  /** Dialling it again would fail in the same way: a bad address, no WebSocket on this platform, HTTP 404. */
  | { readonly _tag: 'CannotDial'; readonly error: TransportError }
  /** The option `reconnect` said no to this loss. */
  | { readonly _tag: 'NotReconnected'; readonly last: ConnectionLoss }
  | { readonly _tag: 'AttemptsExhausted'; readonly attempts: number; readonly last: ConnectionLoss };

/** Numbered from 1 by the reducer; each dial has its own, and facts of another one are ignored. */
type AttemptId = number;

/** What all conditions know. */
interface Common {
  readonly attempt: AttemptId;
  /** Losses in a row since the last stable connection. */
  readonly failures: number;
  /** The `conf` mask that is in force where it is open, and otherwise the one that the next socket is asked for. */
  readonly flags: number;
  /** It was open once: its address and its options are right, whatever a server answers to a later dial. */
  readonly proven: boolean;
}

/** A ping that waits for its pong. */
interface PingInFlight {
  readonly cid: number;
  readonly sentAt: number;
}

/** The condition of one connection. */
export type ConnectionState =
  | (Common & { readonly _tag: 'Idle' })
  /** It waits for the governor's leave to dial. */
  | (Common & { readonly _tag: 'Queued' })
  | (Common & { readonly _tag: 'Dialing' })
  | (Common & { readonly _tag: 'Greeting' })
  /** `sent`: the mask that is to be acknowledged. */
  | (Common & {
      readonly _tag: 'Configuring';
      readonly serverId: string | null;
      readonly pause: PauseCause | null;
      readonly sent: number;
    })
  | OpenState
  | (Common & { readonly _tag: 'Waiting'; readonly until: number; readonly loss: ConnectionLoss })
  | (Common & { readonly _tag: 'Ended'; readonly end: ConnectionEnd });

/** The condition of a connection that carries subscriptions. */
export type OpenState = Common & {
  readonly _tag: 'Open';
  readonly since: number;
  readonly serverId: string | null;
  /** Why the server said that its data is not to be relied on; null while it has not. */
  readonly pause: PauseCause | null;
  /** A mask that was sent in place of the one in force, and is not acknowledged yet. */
  readonly asked: number | null;
  readonly ping: PingInFlight | null;
  readonly nextCid: number;
  /** The last round trip, ms; null before the first pong. */
  readonly roundTripMs: number | null;
};

/** `maintenance`: the server greeted with `platform.status` 0; `resync`: it announced a resynchronisation (20060). */
export type PauseCause = 'maintenance' | 'resync';

/** The timers of a connection; each ends by firing or by being stopped when its condition is left. */
export type TimerName = 'connect' | 'greeting' | 'conf' | 'ping' | 'pong' | 'silence' | 'stable' | 'resync' | 'backoff';

/** When it happened, and a number in [0, 1) for what chance decides. */
export interface Occasion {
  readonly at: number;
  readonly random: number;
}

type FromSocket = Occasion & { readonly attempt: AttemptId };

/** Facts. Those of the user carry no attempt; all others say which attempt they come from. */
export type ConnectionInput =
  | (Occasion & { readonly type: 'ConnectAsked' })
  | (Occasion & { readonly type: 'CloseAsked' })
  | (Occasion & { readonly type: 'FlagsAsked'; readonly flags: number })
  /** The governor gave leave to dial. */
  | (FromSocket & { readonly type: 'DialGranted' })
  /** The governor will give it in so many ms. */
  | (FromSocket & { readonly type: 'DialHeld'; readonly ms: number })
  | (FromSocket & { readonly type: 'SocketOpened' })
  | (FromSocket & { readonly type: 'SocketFailed'; readonly error: TransportError })
  | (FromSocket & { readonly type: 'SocketClosed'; readonly end: TransportEnd })
  | (FromSocket & {
      readonly type: 'Greeted';
      readonly version: number;
      readonly serverId: string | null;
      readonly platformStatus: number | null;
    })
  | (FromSocket & { readonly type: 'InfoCodeReceived'; readonly code: number })
  | (FromSocket & { readonly type: 'Configured'; readonly status: string })
  | (FromSocket & { readonly type: 'ConfRejected'; readonly status: string })
  | (FromSocket & { readonly type: 'Ponged'; readonly cid: number | null })
  /** `lastFrameAt`: when the last frame came in; null where none has. */
  | (FromSocket & { readonly type: 'TimerFired'; readonly timer: TimerName; readonly lastFrameAt: number | null });

/** Orders to the shell, and announcements to whoever the wiring table names. */
export type ConnectionEffect =
  /** Asks the governor; `attempt` is the one before. */
  | { readonly type: 'AskToDial'; readonly attempt: AttemptId }
  | { readonly type: 'WithdrawDial' }
  /** Tells the governor that the host refuses because of too many dials. */
  /** `retryAfterMs`: for how long the host asked not to be dialled; 0 where it did not say. */
  | { readonly type: 'ReportRefusal'; readonly status: number; readonly retryAfterMs: number }
  | { readonly type: 'Dial'; readonly attempt: AttemptId }
  | { readonly type: 'HangUp'; readonly attempt: AttemptId }
  | { readonly type: 'SendConf'; readonly flags: number }
  | { readonly type: 'SendPing'; readonly cid: number }
  | { readonly type: 'StartTimer'; readonly timer: TimerName; readonly attempt: AttemptId; readonly ms: number }
  | { readonly type: 'StopTimer'; readonly timer: TimerName }
  /** `again`: it was so already, and somebody asked. `paused`: it is open, but nothing is to be asked of it yet. */
  | {
      readonly type: 'AnnounceReady';
      readonly serverId: string | null;
      readonly again: boolean;
      readonly paused: boolean;
      readonly at: number;
    }
  /** `wasReady`: it had been announced as ready. */
  | { readonly type: 'AnnounceLost'; readonly loss: ConnectionLoss; readonly wasReady: boolean; readonly at: number }
  /** `governor`: it would dial by now, and is not let. */
  | {
      readonly type: 'AnnounceWaiting';
      readonly reason: 'backoff' | 'governor';
      readonly failures: number;
      readonly ms: number;
      readonly at: number;
    }
  | { readonly type: 'AnnouncePaused'; readonly cause: PauseCause; readonly at: number }
  /** `by`: the server said so (20061), or it was waited for long enough. */
  | { readonly type: 'AnnounceResumed'; readonly by: 'server' | 'limit'; readonly at: number }
  /** Every channel of the connection is to be asked again. */
  | { readonly type: 'AskResync'; readonly at: number }
  /** The server acknowledged these flags. */
  | { readonly type: 'AnnounceFlags'; readonly flags: number; readonly at: number }
  /** The server refused these flags on an open connection, where the ones before stay in force. */
  | { readonly type: 'AnnounceFlagsRefused'; readonly flags: number; readonly status: string; readonly at: number }
  | { readonly type: 'AnnounceEnded'; readonly end: ConnectionEnd; readonly at: number };
