import type { SubscriptionEffect, SubscriptionsConfig } from './contract.js';
import { retryPause } from './limits.js';
import { enter, numbered, type Move } from './move.js';
import { isPaused, type Channel, type Phase } from './state.js';

/** Nothing is sent and nothing runs: the channel waits for its connection. */
export const AT_REST: Phase = { _tag: 'Waiting', tries: 0, timer: null };

/**
 * Sends the stored request, under a `subId` of its own. `tries` counts the askings of this recovery, from 1. On a paused
 * connection it is held instead, until that is ready again.
 */
export const ask =
  (config: SubscriptionsConfig, channel: Channel, tries: number, ...before: ReadonlyArray<SubscriptionEffect>): Move =>
  (state) => {
    if (isPaused(state, channel)) return enter(channel, AT_REST, ...before)(state);
    return numbered((fresh) =>
      enter(
        channel,
        { _tag: 'Asking', tries, subId: `${fresh}`, timer: { name: `ack:${fresh}`, ms: config.ackTimeoutMs } },
        ...before,
        { type: 'SendSubscribe', conn: channel.conn, spec: channel.spec, subId: `${fresh}` },
      ),
    )(state);
  };

/**
 * Gives a channel id back, and waits until the server confirms it: a subscribe sent earlier would be answered `dup`
 * (10301). A confirmation that never comes is given up after the acknowledgement time.
 */
export const unsubscribe = (
  config: SubscriptionsConfig,
  channel: Channel,
  chanId: number,
  ...before: ReadonlyArray<SubscriptionEffect>
): Move =>
  awaitUnsubscribed(config, channel, chanId, ...before, { type: 'SendUnsubscribe', conn: channel.conn, chanId });

/** The same for a channel id whose unsubscribe is under way already. */
export const awaitUnsubscribed = (
  config: SubscriptionsConfig,
  channel: Channel,
  chanId: number,
  ...orders: ReadonlyArray<SubscriptionEffect>
): Move =>
  numbered((fresh) =>
    enter(channel, { _tag: 'Leaving', chanId, timer: { name: `unsub:${fresh}`, ms: config.ackTimeoutMs } }, ...orders),
  );

/** Waits a while before the next asking; longer after each try. */
export const pauseBeforeNext = (channel: Channel, tries: number): Move =>
  numbered((fresh) =>
    enter(channel, { _tag: 'Waiting', tries, timer: { name: `retry:${fresh}`, ms: retryPause(tries) } }),
  );
