import {
  explainAuthError,
  isNonceTooSmall,
  isRetryableAuthError,
  type AuthError,
  type NonceFileReason,
  type NonceHolder,
} from './errors.js';

const rejected = (code: number | null, msg: string | null, retries = 0): AuthError => ({
  _tag: 'LoginRejected',
  code,
  msg,
  retries,
});
const locked = (state: NonceHolder['state'] | null): AuthError => ({
  _tag: 'NonceFileLocked',
  lock: '/keys/key.lock',
  waitMs: 5,
  holder: state === null ? null : { pid: 7, host: 'box', heldMs: 9, state },
});
const failed = (reason: NonceFileReason): AuthError => ({
  _tag: 'NonceFileFailed',
  reason,
  path: '/keys',
  code: 'EWHY',
});
const errors: ReadonlyArray<readonly [AuthError, string, boolean]> = [
  [rejected(10100, 'apikey: invalid'), 'apikey: invalid (code 10100)', false],
  [rejected(10100, 'apikey: digest invalid'), 'digest', false],
  [rejected(10100, 'token: invalid'), 'token', false],
  [rejected(10114, 'nonce: small', 3), 'after 3 more tries', false],
  [rejected(11000, 'ready: invalid'), 'ready', true],
  [rejected(10001, 'apikey: invalid'), 'apikey', false],
  [rejected(null, null), 'no reason given (code none)', false],
  [{ _tag: 'SigningFailed', reason: 'emptySecret' }, 'empty', false],
  [{ _tag: 'SigningFailed', reason: 'noWebCrypto' }, 'https', false],
  [{ _tag: 'SigningFailed', reason: 'refused' }, 'refused', false],
  [{ _tag: 'SigningFailed', reason: 'unavailable' }, 'reached', true],
  [{ _tag: 'NonceUnavailable', reason: 'busy' }, 'too long', true],
  [{ _tag: 'NonceUnavailable', reason: 'unreachable' }, 'read or written', true],
  [{ _tag: 'NonceUnavailable', reason: 'spent' }, 'used up', false],
  [locked(null), 'nobody whom it names; delete it', true],
  [locked('running'), 'process 7 of this machine; see whether it hangs', true],
  [locked('ended'), 'which has ended; delete it', true],
  [locked('elsewhere'), 'process 7 of box, which can not be asked', true],
  [failed('noFolder'), 'there is no folder /keys; make it', true],
  [failed('notWritable'), 'may not write to, or delete from, /keys', true],
  [failed('notReadable'), 'may not read /keys', true],
  [failed('noSpace'), 'no room in /keys', true],
  [failed('noLinks'), 'no hard links', true],
  [failed('other'), '/keys (EWHY)', true],
  [{ _tag: 'TokenFailed', reason: 'unavailable' }, 'no token', true],
  [{ _tag: 'TokenFailed', reason: 'notAToken' }, 'is none', false],
  [{ _tag: 'LoginTimedOut', timeoutMs: 900 }, '900 ms', true],
  [{ _tag: 'LoginInterrupted' }, 'connection was lost', true],
  [{ _tag: 'InvalidOption', option: 'timeoutMs', expected: 'a number' }, 'timeoutMs must be a number', false],
];

describe('an auth error', () => {
  it.each(errors)('%j is one sentence with its facts, and says whether another try helps', (error, fact, retry) => {
    expect(explainAuthError(error)).toContain(fact);
    expect(explainAuthError(error)).toMatch(/^[A-Z].*\.$/);
    expect(isRetryableAuthError(error)).toBe(retry);
  });
});

describe('a nonce that is too small', () => {
  it('is told by its text under either code, or by its code alone', () => {
    expect(isNonceTooSmall({ code: 10100, msg: 'nonce: small' })).toBe(true);
    expect(isNonceTooSmall({ code: 10114, msg: 'nonce: small' })).toBe(true);
    expect(isNonceTooSmall({ code: 10114, msg: null })).toBe(true);
  });

  it('is not any other refusal', () => {
    expect(isNonceTooSmall({ code: 10100, msg: 'apikey: invalid' })).toBe(false);
    expect(isNonceTooSmall({ code: 10114, msg: 'nonce: invalid' })).toBe(false);
    expect(isNonceTooSmall({ code: 10100, msg: null })).toBe(false);
  });
});
