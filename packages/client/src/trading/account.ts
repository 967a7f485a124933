/// <reference lib="esnext.disposable" preserve="true" />
import type { Message } from '@bitfinex-ws/protocol';
import type { AccountViews, ChangeOf, ViewName } from '@bitfinex-ws/trading';
import type { either as E } from 'fp-ts';
import type { Disposer, OfType } from '../listeners.js';
import type { QueueOptions } from '../options.js';
import type { OptionsError } from '../options-problem.js';
import type { DroppedNotice, Received } from '../subscription/stream.js';
import type { CallOptions } from '../subscription/subscription.js';
import type { Calculate } from './calculations.js';
import type { AccountError } from './account-errors.js';
import type { AccountEvent } from './account-event.js';
import type { AccountStatus } from './account-status.js';

/** The answer of a call that takes time. */
export type AccountAnswer<A> = Promise<E.Either<AccountError, A>>;

/** The last item of a stream of an account. */
export interface AccountEndedNotice {
  readonly type: 'ended';
  readonly reason:
    { readonly _tag: 'AccountClosed' } | { readonly _tag: 'QueueOverflowed'; readonly limit: number } | OptionsError;
  readonly at: number;
}

/** What a reader of a view's changes gets. */
export type ChangesOf<View extends ViewName> = AsyncIterableIterator<
  ChangeOf<View> | DroppedNotice | AccountEndedNotice,
  undefined
>;

/** A view with its changes, from the call on: a bounded queue for each reader, as those of subscriptions are. */
export type LiveView<View extends ViewName> = AccountViews[View] & {
  /** Each change from the call on; the options are those of the queue. */
  readonly changes: (options?: QueueOptions) => ChangesOf<View>;
};

/** Every view of an account. What each holds, and why it may not be readable, says `View` of `@bitfinex-ws/trading`. */
export type LiveViews = { readonly [View in ViewName]: LiveView<View> };

/** An account that is only looked at: there is nothing in it that could send an input. */
export interface ReadOnlyAccount extends LiveViews, AsyncDisposable {
  /**
   * Dials, logs in, and answers once the snapshots that the filter lets through are here, or were waited for long enough. It is the only thing that
   * makes the account connect; from then on it stays connected until `close`. A login that can be tried again is.
   */
  readonly ready: (options?: CallOptions) => AccountAnswer<void>;
  /**
   * Drops the connection, as if it had been lost, and answers once the account has logged in anew and its snapshots are here. Where none is
   * logged in, it is `ready`. The option `reconnect` is asked as after any loss: where it says no, that is the end. Orders are kept, unless
   * `dms` is set: to the dead man's switch a dropped socket is the end.
   */
  readonly reconnect: (options?: CallOptions) => AccountAnswer<void>;
  /**
   * Asks for values that are null until somebody asks (`margin_base`, `position_tBTCUSD` …): never faster than the exchange does them, again after a
   * reconnect, and an answer, or why there is none, for each key. The views have them as well.
   */
  readonly calculate: Calculate;
  /** Everything that is decoded, as it came, from this call on. It ends with the account. */
  readonly messages: (
    options?: QueueOptions,
  ) => AsyncIterableIterator<Received<Message> | DroppedNotice | AccountEndedNotice, undefined>;
  /** Calls back for each event of a type. One that throws hurts nobody. */
  readonly on: <Type extends AccountEvent['type']>(
    type: Type,
    listener: (event: OfType<AccountEvent, NoInfer<Type>>) => void,
  ) => Disposer;
  /** How everything stands at this moment: plain values, without key, signature or token. */
  readonly status: () => AccountStatus;
  /**
   * Settles every ticket and every call, ends every stream, stops every timer, gives back nonces, closes the socket, and answers when it is gone
   * or `shutdownTimeoutMs` is over. Orders live on at the exchange, unless the dead man's switch is on. A second call answers the same.
   */
  readonly close: (options?: CallOptions) => AccountAnswer<void>;
}
