/** Where a numbering of a connection's frames broke. */
export interface SequenceGap {
  /** `message` counts every channel frame of the connection; `account` those of channel 0 alone. */
  readonly counter: 'message' | 'account';
  readonly expected: number;
  readonly received: number;
  /** Frames that never came, as far as the numbers tell; 0 where a frame came twice or late. */
  readonly missing: number;
}

/** Audits both numberings (SEQ_ALL) of one connection from its greeting to its end. */
interface SequenceAudit {
  /** Takes the number of one channel frame, heartbeats and checksums included. Null: it is the one that was due. */
  readonly check: (seq: number) => SequenceGap | null;
  /** The highest number so far, in the order that stands; null before the first. */
  readonly last: () => number | null;
  /**
   * Takes the account number of a frame of channel 0. A notification may repeat the last number; 0 is what a server says while
   * it still starts. Null: nothing is wrong with it.
   */
  readonly checkAccount: (accountSeq: number, isNotification: boolean) => SequenceGap | null;
  /** A frame came in that could not be read: its numbers, if it had any, are not missing. */
  readonly unread: (mayBeAccount: boolean) => void;
  /** The numbering is no longer in force: the next number that is seen starts the counts again. */
  readonly restart: () => void;
}

/**
 * The first number that is seen starts each count: a recording may begin in the middle of a connection, and the account's
 * numbers begin where the server likes. What three clients say of answers to requests differs (with both numbers, without the
 * public one, without it where the status is ERROR; counted by the account or not), so that all of it is taken.
 */
export const createSequenceAudit = (): SequenceAudit => {
  let messages = createCount('message');
  let account = createCount('account');
  return {
    check: (seq) => messages.check(seq),
    last: () => messages.last(),
    checkAccount: (accountSeq, isNotification) =>
      accountSeq === 0 || (isNotification && account.last() === accountSeq) ? null : account.check(accountSeq),
    unread: (mayBeAccount) => {
      messages.unread();
      if (mayBeAccount) account.unread();
    },
    restart: () => {
      messages = createCount('message');
      account = createCount('account');
    },
  };
};

const createCount = (counter: SequenceGap['counter']) => {
  let last: number | null = null;
  let latest: number | null = null;
  let unread = 0;
  return {
    last: () => last,
    check: (seq: number): SequenceGap | null => {
      const before = last;
      const spared = unread;
      const isNext = latest !== null && seq === latest + 1;
      unread = 0;
      latest = seq;
      // A late or doubled frame does not turn the count back: what follows it is in order again. Only two in a row do, for then
      // it was the high number that was wrong.
      if (before === null || seq > before || isNext) last = seq;
      if (isNext) return null;
      if (before === null || (seq > before && seq <= before + 1 + spared)) return null;
      const expected = before + 1;
      return { counter, expected, received: seq, missing: Math.max(0, seq - expected - spared) };
    },
    unread: () => void unread++,
  };
};
