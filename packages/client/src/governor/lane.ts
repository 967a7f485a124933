import { MOST_HALVINGS, RECOVERY_MS, REFUSED_PAUSE_MS, type DialWindow } from './limits.js';

/** The dials to one host for one purpose. Times are in ms. */
export interface Lane {
  readonly windows: ReadonlyArray<DialWindow>;
  /** When leave was given, oldest first, as far back as the longest window reaches. */
  readonly grants: ReadonlyArray<number>;
  /** Who waits, in the order of asking. */
  readonly waiting: ReadonlyArray<number>;
  /** Nobody dials before; the past where the host has not refused. */
  readonly closedUntil: number;
  /** How long it was closed for then. */
  readonly pauseMs: number;
  /** How often the rate had been halved when the host refused last. */
  readonly halvings: number;
}

/** A host that nobody has dialled. */
export const emptyLane = (windows: ReadonlyArray<DialWindow>): Lane => ({
  windows,
  grants: [],
  waiting: [],
  closedUntil: -Infinity,
  pauseMs: 0,
  halvings: 0,
});

/** Gives leave to those whose turn has come, in order. */
export const admit = (lane: Lane, at: number): readonly [Lane, ReadonlyArray<number>] => {
  let { grants } = lane;
  let admitted = 0;
  while (admitted < lane.waiting.length && nextTurn(lane, grants, at) <= at) {
    grants = [...grants, at];
    admitted++;
  }
  if (admitted === 0) return [lane, []];
  return [{ ...lane, grants, waiting: lane.waiting.slice(admitted) }, lane.waiting.slice(0, admitted)];
};

/** When the first of those who wait can be let through, or has to be looked at again; null where nobody waits. */
export const nextLook = (lane: Lane, at: number): number | null => {
  if (lane.waiting.length === 0) return null;
  // The rate grows again while somebody waits.
  const grown = lane.closedUntil + RECOVERY_MS * (lane.halvings - halvingsAt(lane, at) + 1);
  return halvingsAt(lane, at) === 0
    ? nextTurn(lane, lane.grants, at)
    : Math.min(grown, nextTurn(lane, lane.grants, at));
};

/** When a ticket will be let through, at the rate of today; null where it does not wait. */
export const turnOf = (lane: Lane, ticket: number, at: number): number | null => {
  let { grants } = lane;
  let turn = at;
  for (const other of lane.waiting) {
    turn = nextTurn(lane, grants, turn);
    if (other === ticket) return turn;
    grants = [...grants, turn];
  }
  return null;
};

/**
 * The host has refused a dial. What was under way at that moment is refused with it, and says nothing new, unless it asks for a longer
 * time. That never makes a pause shorter than the documented one: a front end may know less than the server behind it.
 */
export const close = (lane: Lane, { tooMany, retryAfterMs, at }: Refusal): Lane => {
  const pauseMs = Math.max(tooMany && at >= lane.closedUntil ? REFUSED_PAUSE_MS : 0, retryAfterMs);
  if (at + pauseMs <= lane.closedUntil) return lane;
  const more = tooMany && at >= lane.closedUntil ? 1 : 0;
  return {
    ...lane,
    closedUntil: at + pauseMs,
    pauseMs,
    halvings: Math.min(MOST_HALVINGS, halvingsAt(lane, at) + more),
  };
};

/** How a host refused: for too many dials, or for reasons of its own; and for how long, ms, it asked to be left alone. */
interface Refusal {
  readonly tooMany: boolean;
  readonly retryAfterMs: number;
  readonly at: number;
}

/** The lane as it stands now: what is too old is forgotten, and what a clock that was set back calls the future is now. */
export const upTo = (lane: Lane, at: number): Lane => {
  const longest = Math.max(...lane.windows.map(({ windowMs }) => windowMs));
  const isOver = (grant: number): boolean => grant <= at - longest;
  const isAhead = (grant: number): boolean => grant > at;
  const closedUntil = Math.min(lane.closedUntil, at + lane.pauseMs);
  if (!lane.grants.some((grant) => isOver(grant) || isAhead(grant)) && closedUntil === lane.closedUntil) return lane;
  const grants = lane.grants.filter((grant) => !isOver(grant)).map((grant) => Math.min(grant, at));
  return { ...lane, grants, closedUntil };
};

/** The earliest time, from `at` on, at which no window would hold one dial too many. */
const nextTurn = (lane: Lane, grants: ReadonlyArray<number>, at: number): number => {
  const halvings = halvingsAt(lane, at);
  let turn = Math.max(at, lane.closedUntil);
  for (const { dials, windowMs } of lane.windows) {
    const most = Math.max(1, dials >> halvings);
    const before = grants[grants.length - most];
    if (before !== undefined) turn = Math.max(turn, before + windowMs);
  }
  return turn;
};

const halvingsAt = ({ halvings, closedUntil }: Lane, at: number): number =>
  halvings === 0 ? 0 : Math.max(0, halvings - Math.max(0, Math.floor((at - closedUntil) / RECOVERY_MS)));
