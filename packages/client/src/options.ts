import type { Clock, Random } from '@bitfinex-ws/machine';
import type { AccountChannel } from '@bitfinex-ws/protocol';
import type { TransportFactory } from '@bitfinex-ws/transport';
import type { BookPolicy, BookPolicyConfig } from './book-policy.js';
import type { ConnectionConfig, ConnectionLoss } from './connection/contract.js';
import type { DialGovernor } from './governor/contract.js';
import type { ClientLog, Reporter } from './log-contract.js';
import type { QueueConfig } from './queue.js';
import type { Backfill } from './subscription/backfill.js';

/**
 * Where the client says what happened to it: facts first, then the sentence. That is the order of pino, so that a pino logger
 * can be passed as it is; so can `console`, which prints the one and then the other. Every method may be missing; one that
 * throws hurts nobody. They are called on the logger itself.
 */
export interface Logger {
  /** Every frame and every turn of a connection. */
  readonly debug?: (facts: Facts, text: string) => void;
  /** What happens now and then: connected, resynced, closed. */
  readonly info?: (facts: Facts, text: string) => void;
  /** What went wrong and is being mended. */
  readonly warn?: (facts: Facts, text: string) => void;
  /** What went wrong and stays so. */
  readonly error?: (facts: Facts, text: string) => void;
}
type Facts = Readonly<Record<string, unknown>>;

/**
 * How long to wait before dialling again: a random time below `baseMs`, doubled with each failure in a row, up to `capMs`. Where a
 * dial soon after would fail in the same way (HTTP 429, a certificate that is not trusted), `slowMs` comes on top.
 */
export interface BackoffOptions {
  /** The range of the first wait, ms. @default 1_000 */
  readonly baseMs?: number;
  /** The widest range, ms. @default 60_000 */
  readonly capMs?: number;
  /** What is waited in addition, ms, where the next dial had better come late. @default 60_000 */
  readonly slowMs?: number;
  /** A connection open for this long, ms, counts as stable: the next wait starts from the base again. @default 30_000 */
  readonly stableMs?: number;
}

/** What to do when a connection is lost. */
export interface ReconnectOptions {
  /** Failures in a row before a connection is given up; its subscriptions then end. @default unlimited */
  readonly maxAttempts?: number;
  /**
   * Whether a connection is dialled again after this loss; where not, it ends with `NotReconnected`. It is asked at every loss, at
   * once, and should do nothing else. @default always
   */
  readonly when?: (loss: ConnectionLoss) => boolean;
}

/** How much may wait for a slow reader, and what then. */
export interface QueueOptions {
  /** Messages that may wait for one iterator. @default 10_000 */
  readonly limit?: number;
  /** What happens beyond it: `drop-oldest`, `latest` or `fail`. @default 'drop-oldest' */
  readonly policy?: QueueConfig['policy'];
}

/** What a client can be told. Everything has a default; a key that is not listed here is an error. */
export interface ClientOptions {
  /** The WebSocket address. @default 'wss://api-pub.bitfinex.com/ws/2' */
  readonly url?: string;
  /** Makes the connections; one transport per attempt. @default platformTransport() */
  readonly transport?: TransportFactory;
  /** Where time comes from. @default the system's clock */
  readonly clock?: Clock;
  /** Where the jitter of the backoff comes from: a number in [0, 1). @default Math.random */
  readonly random?: Random;
  /** Hears of losses, bad frames and listeners that throw, never of payloads: `logTo(console)`, `logTo(pino())`. @default silent */
  readonly logger?: ClientLog;
  /**
   * The `conf` mask: the whole set, sent on every connection before the first subscription.
   * @default 196_608 (SEQ_ALL + OB_CHECKSUM)
   */
  readonly flags?: number;
  /** Channels a connection takes before the next one is opened. @default 25 */
  readonly capacity?: number;
  /** How long a socket may take to open, ms. @default 10_000 */
  readonly connectTimeoutMs?: number;
  /** How long the server may take to greet once the socket is open, ms. @default 10_000 */
  readonly greetingTimeoutMs?: number;
  /** How long the server may take to acknowledge `conf`, ms. @default 10_000 */
  readonly confTimeoutMs?: number;
  /** How long the server may take to acknowledge a subscription, ms. Books took 13 s in a recording. @default 20_000 */
  readonly ackTimeoutMs?: number;
  /** How long `connect`, `subscribe` and `unsubscribe` may take where the call says nothing, ms. @default 30_000 */
  readonly callTimeoutMs?: number;
  /** From a pong to the next JSON ping, ms. @default 15_000 */
  readonly pingIntervalMs?: number;
  /** How long a pong may take, ms; then the connection counts as lost. @default 10_000 */
  readonly pongTimeoutMs?: number;
  /** No frame at all for this long, ms: the connection counts as lost. @default 35_000 */
  readonly silenceMs?: number;
  /**
   * A channel that has said nothing for this long, ms, not even a heartbeat, while its connection speaks: it is `stale`, and is
   * asked again alone. @default `silenceMs`
   */
  readonly channelSilenceMs?: number;
  /** See `BackoffOptions`. */
  readonly backoff?: BackoffOptions;
  /**
   * Who gives leave to dial, so that the exchange's limits on connections are kept. `false`: nobody is asked. Addresses of this
   * machine are never counted.
   * @default one that all clients of the process share: 20 dials a minute, 5 in 15 s to the host of accounts
   */
  readonly governor?: DialGovernor | false;
  /** Whether lost connections are dialled again. `false`: never; a function: where it says so of the loss. @default true */
  readonly reconnect?: boolean | ReconnectOptions | NonNullable<ReconnectOptions['when']>;
  /** Ask for the channels again after a reconnect. Where false, a lost connection ends its subscriptions. @default true */
  readonly resubscribe?: boolean;
  /** The upper bound of `close()`, ms. @default 5_000 */
  readonly shutdownTimeoutMs?: number;
  /**
   * Bytes that may wait for the network on one connection. A frame that would be beyond is not sent, and its sender gets
   * `SendQueueFull`. @default 1_048_576 (1 MiB)
   */
  readonly sendLimitBytes?: number;
  /** The queue of each iterator. */
  readonly queue?: QueueOptions;
  /** How far live books are trusted, where the book itself does not say. */
  readonly books?: BookPolicy;
  /** A channel that broke is asked again at most once in this time, ms. @default 5_000 */
  readonly resyncCooldownMs?: number;
  /**
   * Where to get the trades and candles that a snapshot behind a gap does not reach, for channels that have no source of their
   * own. It is asked once a gap; what it gives is looked at, put in order and delivered in band. @default none
   */
  readonly backfill?: Backfill<unknown>;
  /** How long a source may take, ms, where the channel does not say; what comes live meanwhile waits. @default 10_000 */
  readonly backfillTimeoutMs?: number;
  /**
   * Decodes what an authenticated connection says on channel 0: `accountChannel` of `@bitfinex-ws/protocol`. Without it those
   * frames are `unrouted`; their numbers are audited all the same. @default none
   */
  readonly account?: AccountChannel;
}

/** What a core client can be told: the same, without an account; a book of it says by itself how far it is to be trusted. */
export type CoreClientOptions = Omit<ClientOptions, 'account' | 'books'>;

/** Those options of a client that concern a connection, whatever it carries. */
export type LinkOptions = Omit<
  ClientOptions,
  | 'capacity'
  | 'ackTimeoutMs'
  | 'channelSilenceMs'
  | 'resubscribe'
  | 'books'
  | 'resyncCooldownMs'
  | 'backfill'
  | 'backfillTimeoutMs'
  | 'account'
>;

/** What a connection needs of the options, whoever it is for. */
export interface LinkConfig {
  readonly url: string;
  readonly transport: TransportFactory;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: ClientLog;
  readonly report: Reporter;
  readonly callTimeoutMs: number;
  readonly shutdownTimeoutMs: number;
  readonly sendLimitBytes: number;
  readonly governor: DialGovernor;
  readonly queue: QueueConfig;
  readonly connection: ConnectionConfig;
}

/** The options as they are in force: nothing is optional any more. */
export interface Config extends LinkConfig {
  readonly capacity: number;
  readonly ackTimeoutMs: number;
  readonly resyncCooldownMs: number;
  readonly channelSilenceMs: number;
  /** Null: there is no source. */
  readonly backfill: Backfill<unknown> | null;
  readonly backfillTimeoutMs: number;
  /** Null: the account is not decoded. */
  readonly account: AccountChannel | null;
  readonly resubscribe: boolean;
  readonly books: BookPolicyConfig;
}
