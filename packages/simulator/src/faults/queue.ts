import { createTimers, type Clock } from '@bitfinex-ws/machine';
import type { Dice } from '../market/random.js';
import type { Line } from '../line.js';

/** The way from the server to the client: bytes may have to wait on it, and never overtake each other. */
interface Queue {
  /** Takes bytes as they leave the server; pieces after the first leave so many ms after the one before them. */
  readonly put: (pieces: ReadonlyArray<string>, apartMs: number) => void;
  /** Holds back what comes, until so many frames have come or so many ms have passed; then they leave in one write. */
  readonly gather: (count: number, ms: number) => void;
  /** Lets every frame take `ms`, and up to `jitter` more. */
  readonly slow: (ms: number, jitter: number) => void;
  /** Lets so many bytes a second pass at most; 0: as many as there are. */
  readonly narrow: (bytesPerSecond: number) => void;
  /** Lets nothing pass for so many ms. */
  readonly stall: (ms: number) => void;
  readonly isStalled: () => boolean;
  /** Whether bytes pass at once and unharmed, now and until something is asked for. */
  readonly isIdle: () => boolean;
  /** Ends slowness and stall; what waits leaves at once. */
  readonly calm: () => void;
  /** Bytes that wait here. */
  readonly waiting: () => number;
  /** Forgets what waits. */
  readonly end: () => void;
}

interface Parcel {
  readonly at: number;
  readonly bytes: string;
}

/** Parcels that have left and are kept at most, before the list is cut. */
const MOST_LEFT = 10_000;

/** A way on which nothing waits to begin with. */
export const createQueue = (line: Pick<Line, 'write' | 'flush'>, clock: Clock, dice: Dice): Queue => {
  const timers = createTimers(clock);
  let parcels: Parcel[] = [];
  /** Those before it have left: taking the first off a long list each time would cost its length. */
  let head = 0;
  let waiting = 0;
  let bytesPerMs = Infinity;
  let latency = { ms: 0, jitter: 0 };
  let stalledUntil = 0;
  /** When the last parcel leaves: none may leave before. */
  let lastAt = 0;
  let gathered: { left: number; bytes: string } | null = null;

  const isEmpty = (): boolean => head === parcels.length;
  const deliver = (): void => {
    const now = clock.now();
    for (let parcel = parcels[head]; parcel && parcel.at <= now; parcel = parcels[++head]) {
      waiting -= parcel.bytes.length;
      line.write(parcel.bytes);
    }
    if (isEmpty() || head > MOST_LEFT) {
      parcels = parcels.slice(head);
      head = 0;
    }
    plan();
  };
  const plan = (): void => {
    const first = parcels[head];
    if (first) timers.start('deliver', Math.max(0, first.at - clock.now()), deliver);
  };
  const enqueue = (at: number, bytes: string): void => {
    lastAt = Math.max(lastAt, at);
    const wasEmpty = isEmpty();
    parcels.push({ at: lastAt, bytes });
    waiting += bytes.length;
    if (wasEmpty) plan();
  };

  const put = (pieces: ReadonlyArray<string>, apartMs: number): void => {
    const now = clock.now();
    const slow = latency.ms > 0 || latency.jitter > 0;
    const delay = slow ? latency.ms + latency.jitter * dice.next() : 0;
    const leavesAt = Math.max(now + delay, stalledUntil);
    pieces.forEach((bytes, place) => {
      const begins = leavesAt + place * apartMs;
      // The first byte goes when the last one before it is through.
      const at = bytesPerMs === Infinity ? begins : Math.max(begins, lastAt) + bytes.length / bytesPerMs;
      if (!isEmpty() || at > now) return enqueue(at, bytes);
      line.write(bytes);
      if (pieces.length > 1) line.flush();
    });
  };
  const endGathering = (): void => {
    timers.stop('gather');
    const bytes = gathered?.bytes ?? '';
    gathered = null;
    if (bytes !== '') put([bytes], 0);
  };

  return {
    put: (pieces, apartMs) => {
      if (!gathered) return put(pieces, apartMs);
      gathered.bytes += pieces.join('');
      if (--gathered.left === 0) endGathering();
    },
    gather: (count, ms) => {
      gathered ??= { left: count, bytes: '' };
      timers.start('gather', ms, endGathering);
    },
    slow: (ms, jitter) => (latency = { ms, jitter }),
    narrow: (bytesPerSecond) => (bytesPerMs = bytesPerSecond === 0 ? Infinity : bytesPerSecond / 1_000),
    stall: (ms) => {
      stalledUntil = Math.max(stalledUntil, clock.now() + ms);
      parcels = parcels.slice(head).map(({ at, bytes }) => ({ at: Math.max(at, stalledUntil), bytes }));
      head = 0;
      lastAt = Math.max(lastAt, stalledUntil);
      plan();
    },
    isStalled: () => stalledUntil > clock.now(),
    isIdle: () =>
      !gathered &&
      isEmpty() &&
      latency.ms === 0 &&
      latency.jitter === 0 &&
      bytesPerMs === Infinity &&
      stalledUntil <= clock.now(),
    calm: () => {
      endGathering();
      latency = { ms: 0, jitter: 0 };
      bytesPerMs = Infinity;
      stalledUntil = 0;
      lastAt = 0;
      parcels = parcels.slice(head).map(({ bytes }) => ({ at: 0, bytes }));
      head = 0;
      timers.stop('deliver');
      deliver();
    },
    waiting: () => waiting + (gathered?.bytes.length ?? 0),
    end: () => {
      timers.stopAll();
      gathered = null;
      parcels = [];
      head = 0;
      waiting = 0;
    },
  };
};
