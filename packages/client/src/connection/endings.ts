import type { SubscriptionEnd } from '@bitfinex-ws/subscriptions';
import type { EndReason } from '../subscription/stream.js';
import type { ConnectionEnd, ConnectionLoss } from './contract.js';

/** What went wrong with connections, for the subscriptions that end with them. */
interface Endings {
  /** Notes what happened to a connection last. */
  readonly note: (conn: number, why: ConnectionEnd | ConnectionLoss) => void;
  /** The same end, with the facts about its connection in place of the number. */
  readonly reason: (end: SubscriptionEnd) => EndReason;
}

/**
 * The subscriptions' machine knows of connections by their numbers and a text alone. Its ends follow at once from what happened to
 * the connection, so only the last few are kept.
 */
export const createEndings = (): Endings => {
  const last = new Map<number, ConnectionEnd | ConnectionLoss>();
  return {
    note: (conn, why) => {
      last.delete(conn);
      last.set(conn, why);
      const [oldest] = last.keys();
      if (last.size > KEPT && oldest !== undefined) last.delete(oldest);
    },
    reason: (end) => {
      if (end._tag !== 'ConnectionLost') return end;
      const { conn, ...facts } = end;
      return { ...facts, why: last.get(conn) ?? { _tag: 'ClosedByUser' } };
    },
  };
};

/** More connections than end in one moment. */
const KEPT = 1_000;
