import { createArmed, type Cause } from '../faults/injection.js';
import type { FrameKind, LastingFault, RequestFault, RequestName } from '../scenario/fault.js';
import type { Subject } from './outlet.js';

/** How the server treats the requests of one connection, and what it keeps to itself. */
export interface Manners {
  /** What is to go wrong with this request; null for nothing. Asking uses it up. */
  readonly onRequest: (request: RequestName) => RequestFault | null;
  /** The most channels that this connection may have; null: as many as any. */
  readonly limit: () => number | null;
  /** Whether one more input of the account may come now; asking counts it. */
  readonly takesInput: () => boolean;
  /** Whether what comes of an input comes in another order. */
  readonly shuffles: () => boolean;
  readonly isSilent: (channel: Subject, kind: Extract<FrameKind, 'heartbeat' | 'update'>) => boolean;
  readonly arm: (fault: RequestFault, cause: Cause) => void;
  /** Lasts from now on. */
  readonly keep: (fault: Manner, cause: Cause) => void;
  readonly withdraw: (cause: Cause) => void;
  readonly calm: () => void;
}

/** What lasts, but for what slows the way. */
type Manner = Exclude<LastingFault, { readonly type: 'latency' | 'bandwidth' }>;

interface Kept {
  readonly fault: Manner;
  readonly cause: Cause;
  readonly until: number;
  /** When the inputs came that count still; of a rate limit only. */
  inputs: ReadonlyArray<number>;
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
    takesInput: () => {
      let takes = true;
      for (const each of kept) {
        const { fault } = each;
        if (fault.type !== 'rate-limit') continue;
        each.inputs = each.inputs.filter((at) => at > now() - fault.ms);
        if (each.inputs.length >= fault.inputs) takes = false;
        else each.inputs = [...each.inputs, now()];
        if (!takes) onStruck(fault.type);
      }
      return takes;
    },
    shuffles: () => kept.length > 0 && kept.some(({ fault }) => fault.type === 'shuffle'),
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
      kept = [...kept, { fault, cause, until: ms === undefined ? Infinity : now() + ms, inputs: [] }];
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
