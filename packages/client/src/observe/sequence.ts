import type { Message } from '@bitfinex-ws/protocol';

/** Where a numbering of a connection's frames broke. */
export interface SequenceGap {
  /** `message` counts every channel frame of the connection; `account` those of channel 0 alone. */
  readonly counter: 'message' | 'account';
  readonly expected: number;
  readonly received: number;
  /** Frames that never came, as far as the numbers tell; 0 where a frame came twice or late. */
  readonly missing: number;
}

/** Audits the numbering (SEQ_ALL) of all channel frames of one connection from its greeting to its end. */
interface SequenceAudit {
  /** Takes the number of one channel frame, heartbeats and checksums included. Null: it is the one that was due. */
  readonly check: (seq: number) => SequenceGap | null;
  /** The highest number so far, in the order that stands; null before the first. */
  readonly last: () => number | null;
  /** A frame came in that could not be read: its number, if it had any, is not missing. */
  readonly unread: () => void;
  /** The numbering is no longer in force: the next number that is seen starts the count again. */
  readonly restart: () => void;
}

/** The same for the numbering of the account, which the frames of channel 0 carry. */
export interface AccountAudit extends Pick<SequenceAudit, 'unread' | 'restart'> {
  /** Takes a frame of a channel. A notification may repeat the last number; 0 is what a server says while it still starts. */
  readonly check: (message: AuditedMessage) => SequenceGap | null;
}

/**
 * The first number that is seen starts the count: a recording may begin in the middle of a connection, and the account's
 * numbers begin where the server likes.
 */
export const createSequenceAudit = (): SequenceAudit => restartable('message');

/**
 * What three clients say of answers to requests differs (with both numbers, without the public one, without it where the status is
 * ERROR; counted by the account or not), so that all of it is taken.
 */
export const createAccountAudit = (): AccountAudit => {
  const { check, last, unread, restart } = restartable('account');
  return {
    check: (message) => {
      const { accountSeq } = message;
      if (accountSeq === null || accountSeq === 0) return null;
      return isNotification(message) && last() === accountSeq ? null : check(accountSeq);
    },
    unread,
    restart,
  };
};

type AuditedMessage = Extract<Message, { readonly accountSeq: number | null }>;

/** Whether a frame of the account is an `n`. Its numbers are audited also where nobody has asked to have it decoded. */
const isNotification = (message: AuditedMessage): boolean =>
  message.type === 'notification' || (message.type === 'unrouted' && message.raw[1] === 'n');

const restartable = (counter: SequenceGap['counter']): SequenceAudit => {
  let count = createCount(counter);
  return {
    check: (seq) => count.check(seq),
    last: () => count.last(),
    unread: () => count.unread(),
    restart: () => {
      count = createCount(counter);
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
