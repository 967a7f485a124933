import { createAccountAudit, createSequenceAudit } from './sequence.js';

const audit = (numbers: ReadonlyArray<number | 'unread'>) => {
  const { check, unread } = createSequenceAudit();
  return numbers.flatMap((seq) => (seq === 'unread' ? (unread(), []) : [check(seq)])).filter((gap) => gap !== null);
};
/** Numbers of the account's frames; those of notifications as texts. */
const auditAccount = (numbers: ReadonlyArray<number | string>) => {
  const { check } = createAccountAudit();
  return numbers.map((seq) => check(accountFrame(seq))).filter((gap) => gap !== null);
};
const accountFrame = (seq: number | string) =>
  ({
    type: 'unrouted',
    chanId: 0,
    raw: [0, typeof seq === 'string' ? 'n' : 'os', []],
    texts: null,
    seq: null,
    accountSeq: Number(seq),
    serverTime: null,
  }) as const;
const counter = 'message';

describe('a sequence audit', () => {
  it('starts with the first number that it sees', () => {
    expect(audit([17, 18, 19])).toEqual([]);
  });
  it('says how many frames never came', () => {
    expect(audit([1, 2, 6, 7])).toEqual([{ counter, expected: 3, received: 6, missing: 3 }]);
  });
  it('tells a doubled frame once', () => {
    expect(audit([1, 2, 2, 3])).toEqual([{ counter, expected: 3, received: 2, missing: 0 }]);
  });
  it('tells swapped frames where they are swapped, and goes on behind them', () => {
    expect(audit([1, 3, 2, 4, 5])).toEqual([
      { counter, expected: 2, received: 3, missing: 1 },
      { counter, expected: 4, received: 2, missing: 0 },
    ]);
  });
  it('is not led astray by one number that is wrong', () => {
    expect(audit([1, 2, 900, 3, 4, 5, 7])).toEqual([
      { counter, expected: 3, received: 900, missing: 897 },
      { counter, expected: 901, received: 3, missing: 0 },
      { counter, expected: 6, received: 7, missing: 1 },
    ]);
  });
  it('does not take a frame that came and could not be read for missing', () => {
    expect(audit([1, 'unread', 3, 4])).toEqual([]);
    expect(audit([1, 'unread', 4])).toEqual([{ counter, expected: 2, received: 4, missing: 1 }]);
    expect(audit([1, 'unread', 2, 4])).toEqual([{ counter, expected: 3, received: 4, missing: 1 }]);
  });
  it('starts again where the numbering was switched off', () => {
    const { check, restart } = createSequenceAudit();
    check(17);
    restart();
    expect([check(1), check(2), check(4)]).toMatchObject([null, null, { expected: 3 }]);
  });
});

describe('an audit of the account', () => {
  it('is not disturbed by the noughts of a server that still starts', () => {
    expect(auditAccount([0, 0, 2575, 2576, 0, 2577])).toEqual([]);
  });
  it('takes notifications that are counted, and those that repeat the number before', () => {
    expect(auditAccount([7, '7', '7', 8, '9', 10, '10', '11', 12])).toEqual([]);
  });
  it('says how many frames never came, before a notification too', () => {
    expect(auditAccount([7, 9])).toEqual([{ counter: 'account', expected: 8, received: 9, missing: 1 }]);
    expect(auditAccount([7, '9', 10])).toEqual([{ counter: 'account', expected: 8, received: 9, missing: 1 }]);
  });
  it('tells a number that repeats on anything else', () => {
    expect(auditAccount([7, 8, 8, 9])).toEqual([{ counter: 'account', expected: 9, received: 8, missing: 0 }]);
  });
  it('is a count of its own', () => {
    const [messages, account] = [createSequenceAudit(), createAccountAudit()];
    expect([
      messages.check(1),
      account.check(accountFrame(40)),
      messages.check(3),
      account.check(accountFrame(41)),
    ]).toMatchObject([null, null, { counter: 'message', missing: 1 }, null]);
  });
});
