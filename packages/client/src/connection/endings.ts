import { specKey, type ChannelSpec } from '@bitfinex-ws/protocol';
import type { SubscriptionEnd } from '@bitfinex-ws/subscriptions';
import type { EndReason } from '../subscription/stream.js';
import type { ConnectionEnd, ConnectionLoss } from './contract.js';
import type { SendQueueFull } from './outbox.js';

/** What went wrong with connections, for the subscriptions that end with them. */
interface Endings {
  /** Notes what happened to a connection last. */
  readonly note: (conn: number, why: ConnectionEnd | ConnectionLoss) => void;
  /** Notes that a socket had no room for the request of that channel. */
  readonly noteFull: (spec: ChannelSpec, full: SendQueueFull) => void;
  /** The same end, with the facts about its connection in place of the number. */
  readonly reason: (end: SubscriptionEnd) => EndReason;
}

/**
 * The subscriptions' machine knows of connections by their numbers and a text alone. Its ends follow at once from what happened to
 * the connection, so only the last few are kept.
 */
export const createEndings = (): Endings => {
  const last = new Map<number, ConnectionEnd | ConnectionLoss>();
  const unsent = new Map<string, SendQueueFull>();
  return {
    note: (conn, why) => {
      last.delete(conn);
      last.set(conn, why);
      const [oldest] = last.keys();
      if (last.size > KEPT && oldest !== undefined) last.delete(oldest);
    },
    noteFull: (spec, full) => unsent.set(specKey(spec), full),
    reason: (end) => {
      if (end._tag === 'NotSent') {
        const { spec } = end;
        const full = unsent.get(specKey(spec));
        if (full === undefined) throw new Error(`nobody noted why ${specKey(spec)} was not sent`);
        unsent.delete(specKey(spec));
        return { ...full, spec };
      }
      if (end._tag !== 'ConnectionLost') return end;
      const { _tag, conn, spec } = end;
      return { _tag, spec, why: last.get(conn) ?? { _tag: 'ClosedByUser' } };
    },
  };
};

/** More connections than end in one moment. */
const KEPT = 1_000;
