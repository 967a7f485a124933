import { FLAGS, hasFlag } from './flags.js';
import type { Trailers } from './frame.js';

const NONE: Trailers = { seq: null, accountSeq: null, serverTime: null };

/**
 * Reads what flags append to a channel frame. The first trailer stands at 2 after a payload or "hb", at 3 after a tag and
 * its payload; the order is always public sequence, account sequence (channel 0, never after "hb"), server time. A
 * trailer that is promised and did not come is null. Source: https://docs.bitfinex.com/docs/ws-general, recordings.
 */
export const readTrailers: ReadTrailers = (frame, flags) =>
  frame[0] === 0 && frame[1] !== 'hb' ? accountTrailers(frame, flags) : readPublicTrailers(frame, flags);

/** The same for public channels alone. */
export const readPublicTrailers: ReadTrailers = (frame, flags) => {
  const sequenced = hasFlag(flags, FLAGS.SEQ_ALL);
  const timed = hasFlag(flags, FLAGS.TIMESTAMP);
  if (!sequenced && !timed) return NONE;
  const at = firstTrailer(frame);
  return {
    seq: sequenced ? trailer(frame, at) : null,
    accountSeq: null,
    serverTime: timed ? trailer(frame, sequenced ? at + 1 : at) : null,
  };
};

/** Reads what the flags in force append to a frame. */
export type ReadTrailers = (frame: ReadonlyArray<unknown>, flags: number) => Trailers;

const firstTrailer = (frame: ReadonlyArray<unknown>): number =>
  frame[1] === 'hb' || typeof frame[1] !== 'string' ? 2 : 3;

/**
 * The same for a public channel whose frames nobody knows the parts of: trailers are appended, so that they stand at the end.
 */
export const readTrailersAtEnd: ReadTrailers = (frame, flags) => {
  const sequenced = hasFlag(flags, FLAGS.SEQ_ALL);
  const timed = hasFlag(flags, FLAGS.TIMESTAMP);
  return {
    seq: sequenced ? trailer(frame, frame.length - (timed ? 2 : 1)) : null,
    accountSeq: null,
    serverTime: timed ? trailer(frame, frame.length - 1) : null,
  };
};

// Answers to requests (`n`) come without a public sequence number: one trailer fewer means that it is this one.
const accountTrailers: ReadTrailers = (frame, flags) => {
  const timed = hasFlag(flags, FLAGS.TIMESTAMP);
  const at = firstTrailer(frame);
  if (!hasFlag(flags, FLAGS.SEQ_ALL)) return timed ? { ...NONE, serverTime: trailer(frame, at) } : NONE;
  const promised = timed ? 3 : 2;
  const unnumbered = frame[1] === 'n' && frame.length - at === promised - 1;
  const account = unnumbered ? at : at + 1;
  return {
    seq: unnumbered ? null : trailer(frame, at),
    accountSeq: trailer(frame, account),
    serverTime: timed ? trailer(frame, account + 1) : null,
  };
};

/**
 * Writes what flags append to a channel frame, so that `readTrailers` reads it back; null flags stand for those that the
 * trailers themselves ask for. Empty where none came.
 */
export const writeTrailers = (
  chanId: number,
  tag: string | null,
  trailers: Trailers,
  flags: number | null,
): ReadonlyArray<number | null> => {
  const { seq, accountSeq, serverTime } = trailers;
  const mask = flags ?? maskOf(trailers);
  const account = chanId === 0 && tag !== 'hb';
  const answer = account && tag === 'n';
  const unnumbered = answer && seq === null && accountSeq !== null;
  const promised: Array<number | null> = [];
  if (hasFlag(mask, FLAGS.SEQ_ALL)) {
    if (!unnumbered) promised.push(seq);
    if (account) promised.push(accountSeq);
  }
  if (hasFlag(mask, FLAGS.TIMESTAMP)) promised.push(serverTime);
  if (promised.every((each) => each === null)) return [];
  // Of an answer to a request the count says which trailers they are; elsewhere their places do.
  while (!answer && promised.at(-1) === null) promised.pop();
  return promised;
};

const maskOf = ({ seq, accountSeq, serverTime }: Trailers): number =>
  (seq === null && accountSeq === null ? 0 : FLAGS.SEQ_ALL) + (serverTime === null ? 0 : FLAGS.TIMESTAMP);

const trailer = (frame: ReadonlyArray<unknown>, at: number): number | null => {
  const value = frame[at];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
};
