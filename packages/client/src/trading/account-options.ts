import type { LoginEffect, LoginInput, LoginState, NonceStore, Signer } from '@bitfinex-ws/auth';
import type { Machine } from '@bitfinex-ws/machine';
import type { AccountTrade, AuthFilterText, Order } from '@bitfinex-ws/protocol';
import type { LimiterConfig, OffersConfig, OrdersConfig, PairLimits, ViewsConfig } from '@bitfinex-ws/trading';
import type { LinkConfig, LinkOptions } from '../options.js';
import type { Proofs } from './proof.js';

/** What an account that is only looked at can be told. A key that is not listed here, or in `LinkOptions`, is an error. */
export interface ReadOnlyAccountOptions extends Omit<LinkOptions, 'url' | 'flags'> {
  /** The WebSocket address. @default 'wss://api.bitfinex.com/ws/2' */
  readonly url?: string;
  /** The `conf` mask. Without SEQ_ALL nobody notices that something of the account was missed. @default 65_536 (SEQ_ALL) */
  readonly flags?: number;
  /** The public half of the API key; with `signer`, unless there is a `token`. */
  readonly apiKey?: string;
  /**
   * Signs the login: `nodeSigner(secret)` of `@bitfinex-ws/auth/node`, `webCryptoSigner(secret)` of `@bitfinex-ws/auth/webcrypto`, or one
   * that asks a vault. The secret is behind it and nowhere else.
   */
  readonly signer?: Signer;
  /**
   * Logs in with a token that was made elsewhere, in place of `apiKey` and `signer`. A function is asked for a new one before each login.
   * https://docs.bitfinex.com/reference/generate-token
   */
  readonly token?: string | (() => Promise<string>);
  /**
   * Where nonces come from, where others log in with the same key: `fileNonceStore` of `@bitfinex-ws/auth/node` for the processes of a
   * machine. @default this account counts its own, by the clock
   */
  readonly nonces?: NonceStore;
  /** The last nonce (µs) that the key was used with; 0: not known. @default 0 */
  readonly lastNonce?: number;
  /**
   * What of the account is sent: `trading`, `trading-tBTCUSD`, `wallet`, `notify` …; the same after each reconnect. Without `notify` no
   * request is answered. @default everything
   */
  readonly filter?: ReadonlyArray<AuthFilterText>;
  /** 1: the server calculates margins and balances unasked. Not documented any more. @default left to the server */
  readonly calc?: 0 | 1;
  /** How long a signature, a token, a nonce may take, and then the answer to the login, ms each. @default 10_000 */
  readonly loginTimeoutMs?: number;
  /**
   * What follows where something of the account was missed on a living socket, which a new login alone can tell again. `relogin`: the socket is
   * dropped and a new one logged in; `tell`: the event, and views that read as stale, are all.
   * @default 'relogin'; 'tell' with `dms`, to which a dropped socket is the end
   */
  readonly afterGap?: 'relogin' | 'tell';
  /** How long the snapshots are waited for after a login, ms. @default 10_000 */
  readonly snapshotsMs?: number;
  /** How many own trades are kept, and as many funding trades. @default 1_000 */
  readonly tradesLimit?: number;
  /** How many notifications are kept. @default 100 */
  readonly notificationsLimit?: number;
}

/** How fast new orders may go. */
export interface OrderRateOptions extends Partial<LimiterConfig> {
  /**
   * How long a new order may wait for its turn, ms; 0: not at all. `submit` answers its ticket at once: `Queued`, until it is sent; the deadlines
   * of `ack` and `final` begin when it is. One whose turn would come later is refused as without it. A ticket that waits ends as `NotSent`
   * where it is cancelled (`withdrawn`; by id, with all, or with its group), the connection is lost, the account closed, the exchange
   * paused when its turn comes, or its turn put off beyond this time by a refusal of the exchange (`rateLimited`). @default 0
   */
  readonly waitMs?: number;
}

/** What an account can be told. */
export interface AccountOptions extends ReadOnlyAccountOptions {
  /**
   * 4: the dead man's switch. The exchange cancels all orders of the account, those of other sessions too, as soon as it notices that
   * this socket is gone, also where the network or `close()` ended it. @default off
   */
  readonly dms?: 4;
  /** How long the exchange may take to answer an order or a cancellation, ms; then its outcome is unknown. @default 5_000 */
  readonly ackTimeoutMs?: number;
  /** How long, ms, an order of unknown outcome is looked for before its ticket says `NotPlaced` or `Unresolved`. @default 30_000 */
  readonly resolveMs?: number;
  /** How long, ms, an order that lived when the connection was lost waits for the next login; then `Unresolved`. @default 600_000 */
  readonly awayMs?: number;
  /** How long the resolver may take, ms. @default 10_000 */
  readonly resolverMs?: number;
  /** How long, ms, an order that is over waits for fills and fees that have not come. @default 3_000 */
  readonly fillsMs?: number;
  /** Finds out what became of an order, where the account's own messages can not tell: over REST, say. @default none */
  readonly resolver?: Resolver;
  /**
   * Puts what is asked within so many ms into one frame, 75 operations at most; 0: what is asked in one turn of the event loop; null:
   * nothing. @default null
   */
  readonly batchMs?: number | null;
  /** What becomes of a price with more than five significant digits: refused, or rounded in your favour. @default 'refuse' */
  readonly prices?: 'refuse' | 'round';
  /** The least and the most that may be ordered, by symbol: `pairLimitsOf`. Null: amounts are checked by digits alone. @default null */
  readonly pairs?: PairLimits | null;
  /**
   * How fast new orders may go; what would go faster is refused with `RateLimited`, which says when it may, or waits for its turn (`waitMs`). It
   * learns from refusals of the exchange (11010). `false`: as fast as you like. @default 100 at once, 3 a second, none waits
   */
  readonly orderRate?: OrderRateOptions | false;
  /** Whether a funding offer waits for the answer to the one before: offers have no client id. @default true */
  readonly serialiseOffers?: boolean;
}

/** What a resolver is asked. */
export interface ResolverQuestion {
  readonly cid: number;
  /** A time of the UTC day on which it was placed, ms: with it the `cid` names the order. */
  readonly cidDate: number;
  /** Null where it was never known. */
  readonly id: number | null;
  readonly symbol: string;
}

/** An order that a resolver found, open or ended, with its trades as far as it can tell. */
export interface ResolvedOrder {
  readonly order: Order;
  readonly trades: ReadonlyArray<AccountTrade>;
}

/** Answers what became of an order; null: the exchange has none such. Rejected or thrown: it could not tell. */
export type Resolver = (question: ResolverQuestion) => Promise<ResolvedOrder | null>;

/** The options as they are in force. The key, the secret and the token are within functions: nothing of it prints them. */
export interface AccountConfig extends LinkConfig {
  readonly login: Machine<LoginState, LoginInput, LoginEffect>;
  readonly proofs: Proofs;
  readonly filter: ReadonlyArray<string>;
  readonly afterGap: 'relogin' | 'tell';
  readonly views: ViewsConfig;
  readonly orders: OrdersConfig;
  readonly offers: OffersConfig;
  /** Null: there is none. */
  readonly resolver: Resolver | null;
  readonly prices: 'refuse' | 'round';
  readonly pairs: PairLimits | null;
  /** Null: there is none. */
  readonly limiter: Required<OrderRateOptions> | null;
}
