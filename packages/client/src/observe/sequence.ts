/** Where the numbering of a connection's channel frames broke. */
export interface SequenceGap {
  readonly expected: number;
  readonly received: number;
  /** Frames that never came, as far as the numbers tell; 0 where a frame came twice or late. */
  readonly missing: number;
}

/** Audits the sequence numbers (SEQ_ALL) of one connection from its greeting to its end. */
interface SequenceAudit {
  /** Takes the number of one channel frame, heartbeats and checksums included. Null: it is the one that was due. */
  readonly check: (seq: number) => SequenceGap | null;
  /** A frame came in that could not be read: its number, if it had one, is not missing. */
  readonly unread: () => void;
}

/** The first number that is seen starts the count: a recording may begin in the middle of a connection. */
export const createSequenceAudit = (): SequenceAudit => {
  let last: number | null = null;
  let unread = 0;
  return {
    check: (seq) => {
      const before = last;
      const spared = unread;
      unread = 0;
      // A late or doubled frame does not turn the count back: what follows it is in order again.
      if (before === null || seq > before) last = seq;
      if (before === null || (seq > before && seq <= before + 1 + spared)) return null;
      const expected = before + 1;
      return { expected, received: seq, missing: Math.max(0, seq - expected - spared) };
    },
    unread: () => void unread++,
  };
};
