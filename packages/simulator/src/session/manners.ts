import { createArmed, type Cause } from '../faults/injection.js';
import type { FrameKind, LastingFault, RequestFault, RequestName } from '../scenario/fault.js';
import type { Subject } from './outlet.js';

/** How the server treats the requests of one connection, and what it keeps to itself. */
export interface Manners {
  /** What is to go wrong with this request; null for nothing. Asking uses it up. */
  readonly onRequest: (request: RequestName) => RequestFault | null;
  /** The most channels that this connection may have; null: as many as any. */
  readonly limit: () => number | null;
  readonly isSilent: (channel: Subject, kind: Extract<FrameKind, 'heartbeat' | 'update'>) => boolean;
  readonly arm: (fault: RequestFault, cause: Cause) => void;
  /** Lasts from now on. */
  readonly keep: (fault: Manner, cause: Cause) => void;
  readonly withdraw: (cause: Cause) => void;
  readonly calm: () => void;
}

/** What lasts, but for latency. */
type Manner = Exclude<LastingFault, { readonly type: 'latency' }>;

interface Kept {
  readonly fault: Manner;
  readonly cause: Cause;
  readonly until: number;
}

/** The best of manners to begin with. */
export const createManners = (now: () => number, onStruck: (type: string) => void): Manners => {
  const armed = createArmed<RequestFault>();
  let kept: ReadonlyArray<Kept> = [];

  return {
    onRequest: (request) => {
      const fault = armed.size() === 0 ? null : armed.take((each) => requestOf(each) === request);
      if (fault) onStruck(fault.type);
      return fault;
    },
    limit: () => {
      let least: number | null = null;
      for (const { fault } of kept) if (fault.type === 'limit') least = Math.min(least ?? Infinity, fault.channels);
      return least;
    },
    isSilent: (channel, kind) => {
      if (kept.length === 0) return false;
      return kept.some(({ fault, until }) => until > now() && isSilence(fault, channel, kind));
    },
    arm: (fault, cause) => {
      // One that strikes `count` requests is armed as often.
      const times = fault.type === 'acks-reversed' ? fault.count : (fault.times ?? 1);
      armed.add(fault, times, cause);
    },
    keep: (fault, cause) => {
      const ms = fault.type === 'silence' ? fault.ms : undefined;
      kept = [...kept, { fault, cause, until: ms === undefined ? Infinity : now() + ms }];
    },
    withdraw: (cause) => {
      armed.withdraw(cause);
      kept = kept.filter((each) => each.cause !== cause);
    },
    calm: () => {
      armed.clear();
      kept = [];
    },
  };
};

const requestOf = (fault: RequestFault): RequestName =>
  'request' in fault && fault.request !== undefined ? fault.request : 'subscribe';

const isSilence = (fault: Manner, { channel, subject }: Subject, kind: 'heartbeat' | 'update'): boolean =>
  fault.type === 'silence' &&
  (kind === 'heartbeat' || fault.of !== 'heartbeats') &&
  (fault.channel === undefined || fault.channel === channel) &&
  (fault.subject === undefined || fault.subject === subject);
