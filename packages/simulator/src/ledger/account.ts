import type { Clock } from '@bitfinex-ws/machine';
import type { LedgerChannel, LedgerConnection, LedgerFault, LedgerTold } from './ledger.js';

/** Writes down what happens on one connection. */
export interface Account {
  readonly opened: (chanId: number, channel: string, subject: string) => void;
  /** An array frame of a trades channel that is not its snapshot. */
  readonly told: (chanId: number, body: string, sequence: number) => void;
  /** A number that was used up and not sent. */
  readonly missed: (sequence: number) => void;
  readonly struck: (type: string, sequence: number | null) => void;
  readonly ended: () => void;
  readonly read: () => LedgerConnection;
}

/** What is counted elsewhere. */
interface Counts {
  readonly framesSent: () => number;
  readonly sequence: () => number;
}

interface OpenChannel extends Omit<LedgerChannel, 'told'> {
  readonly told: LedgerTold[];
}

/** Channels that are kept of one connection, those that have ended included. */
const MOST_CHANNELS = 2_000;
/** Faults, and runs of missing numbers that are kept of one connection. */
const MOST_NOTES = 100_000;

/** Opens an account; it keeps so many frames of each trades channel. */
export const createAccount = (number: number, clock: Clock, keep: number, counts: Counts): Account => {
  const openedAt = clock.now();
  const channels: OpenChannel[] = [];
  const byId = new Map<number, OpenChannel>();
  const missing: [number, number][] = [];
  const faults: LedgerFault[] = [];
  let endedAt: number | null = null;

  return {
    opened: (chanId, channel, subject) => {
      const opened: OpenChannel = { chanId, channel, subject, told: [] };
      if (channels.push(opened) > MOST_CHANNELS) byId.delete(channels.shift()?.chanId ?? 0);
      if (channel === 'trades') byId.set(chanId, opened);
    },
    told: (chanId, body, sequence) => {
      const told = byId.get(chanId)?.told;
      const message = told && readTold(body, sequence);
      if (!message) return;
      told.push(message);
      if (told.length > 2 * keep) told.splice(0, told.length - keep);
    },
    missed: (sequence) => {
      const last = missing[missing.length - 1];
      if (last?.[1] === sequence - 1) last[1] = sequence;
      else if (missing.length < MOST_NOTES) missing.push([sequence, sequence]);
    },
    struck: (type, sequence) => {
      if (faults.length < MOST_NOTES) faults.push({ type, at: clock.now(), sequence });
    },
    ended: () => (endedAt ??= clock.now()),
    read: () => ({
      number,
      openedAt,
      endedAt,
      framesSent: counts.framesSent(),
      sequence: counts.sequence(),
      missing: missing.map(([first, last]) => [first, last] as const).sort(([a], [b]) => a - b),
      faults: [...faults],
      channels: channels.map(({ told, ...channel }) => ({
        ...channel,
        told: told.slice(Math.max(0, told.length - keep)),
      })),
    }),
  };
};

const readTold = (body: string, sequence: number): LedgerTold | null => {
  const [, kind, id] = /^"(f?t[eu])",\[(\d+)/.exec(body) ?? [];
  return isKind(kind) ? { kind, id: Number(id), sequence } : null;
};

const isKind = (text: string | undefined): text is LedgerTold['kind'] =>
  text === 'te' || text === 'tu' || text === 'fte' || text === 'ftu';
