import { createTimers } from '@bitfinex-ws/machine';
import type { ChannelSpec } from '@bitfinex-ws/protocol';
import type { BookPolicyConfig } from '../book-policy.js';
import type { Channel } from '../channel.js';
import { SILENCE_CHECK_MS } from '../limits.js';
import type { Config } from '../options.js';
import { createHub, type Hub } from './hub.js';
import type { HubBookPorts } from './hub-book.js';
import type { EndReason, GapCause } from './stream.js';

/** What the hubs need of the client around them. */
interface HubsPorts {
  /** The flags in force: they can change. */
  readonly flags: () => number;
  /** Asks the server for this one channel again. */
  readonly askResync: (channel: string, cause: GapCause) => void;
  readonly onBookError: HubBookPorts['onError'];
  readonly onStale: (spec: ChannelSpec, conn: number, silentMs: number, at: number) => void;
}

/** The channels of a client, by their key, and the timers that belong to them. */
interface Hubs {
  readonly get: (key: string) => Hub | undefined;
  /** Those that a connection carries. */
  readonly on: (conn: number) => ReadonlyArray<Hub>;
  /** Makes the hub of a key that has none. */
  readonly open: (key: string, channel: Channel, policy: BookPolicyConfig) => Hub;
  /** Ends those of its handles; a hub without any is gone. */
  readonly end: (key: string, ids: ReadonlyArray<string>, reason: EndReason) => void;
  /** Ends all of them, and every timer. */
  readonly close: (reason: EndReason) => void;
}

/** Makes an empty set of hubs. Nothing is watched before the first. */
export const createHubs = (config: Config, ports: HubsPorts): Hubs => {
  const { clock } = config;
  const { channelSilenceMs } = config;
  const checkMs = Math.min(SILENCE_CHECK_MS, channelSilenceMs);
  const resyncTimers = createTimers(clock);
  const watch = createTimers(clock);
  const hubs = new Map<string, Hub>();

  /** A channel can fall silent while its connection speaks: each is looked at, as long as there is any. */
  const watchSilence = (): void =>
    watch.start('silence', checkMs, () => {
      for (const hub of hubs.values()) hub.checkSilence(channelSilenceMs);
      if (hubs.size > 0) watchSilence();
    });

  return {
    get: (key) => hubs.get(key),
    on: (conn) => [...hubs.values()].filter((hub) => hub.conn() === conn),
    open: (key, { spec, engine, keeper, backfill, backfillTimeoutMs }, { checksums }) => {
      const book =
        engine?.open(spec, {
          flags: ports.flags,
          openedAt: clock.now(),
          checksums,
          onError: ports.onBookError,
        }) ?? null;
      const ask = backfill ?? config.backfill;
      const timeoutMs = backfillTimeoutMs ?? config.backfillTimeoutMs;
      const hub = createHub(
        key,
        spec,
        { book, keeper: keeper ?? null },
        {
          clock,
          backfill: ask === null ? null : { ask, timeoutMs },
          resyncCooldownMs: config.resyncCooldownMs,
          askResync: ports.askResync,
          startTimer: resyncTimers.start,
          stopTimer: resyncTimers.stop,
          onStale: ports.onStale,
        },
      );
      if (hubs.size === 0) watchSilence();
      hubs.set(key, hub);
      return hub;
    },
    end: (key, ids, reason) => {
      if (hubs.get(key)?.end(ids, reason) === false) hubs.delete(key);
      if (hubs.size === 0) watch.stopAll();
    },
    close: (reason) => {
      for (const hub of hubs.values()) hub.end(hub.ids(), reason);
      hubs.clear();
      resyncTimers.stopAll();
      watch.stopAll();
    },
  };
};
