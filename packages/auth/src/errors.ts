/** What can go wrong between an API key and an authenticated connection. Never contains a secret or a signature. */
export type AuthError =
  /** The signer could not sign: no secret, no WebCrypto (a page without https), the digest refused, or it was out of reach. */
  | { readonly _tag: 'SigningFailed'; readonly reason: 'emptySecret' | 'noWebCrypto' | 'refused' | 'unavailable' }
  /** No nonce was to be had: others held the store for too long, it could not be reached, or 2^53 - 1 is used up. */
  | { readonly _tag: 'NonceUnavailable'; readonly reason: 'busy' | 'unreachable' | 'spent' }
  /** The file of nonces stayed locked for as long as `take` waits. `holder`: who says to hold `lock`; null where the lock says nothing. */
  | {
      readonly _tag: 'NonceFileLocked';
      readonly lock: string;
      readonly waitMs: number;
      readonly holder: NonceHolder | null;
    }
  /** The file system refused. `path`: the folder, or the file, that it is about; `code`: what the platform calls it, null for nothing. */
  | {
      readonly _tag: 'NonceFileFailed';
      readonly reason: NonceFileReason;
      readonly path: string;
      readonly code: string | null;
    }
  /** Whoever makes tokens made none: it could not be reached, or what it gave is no token. */
  | { readonly _tag: 'TokenFailed'; readonly reason: 'unavailable' | 'notAToken' }
  /** The server answered anything but OK. `retries`: how often the nonce had been raised and sent again before. */
  | {
      readonly _tag: 'LoginRejected';
      readonly code: number | null;
      readonly msg: string | null;
      readonly retries: number;
    }
  /** Signing and the answer took longer than they may. */
  | { readonly _tag: 'LoginTimedOut'; readonly timeoutMs: number }
  /** The connection went down before the answer. */
  | { readonly _tag: 'LoginInterrupted' }
  /** An option is not what it must be. */
  | { readonly _tag: 'InvalidOption'; readonly option: string; readonly expected: string };

/** Who holds the lock of a file of nonces, as the lock says. */
export interface NonceHolder {
  readonly pid: number;
  readonly host: string;
  /** For how long, ms; below 0 where its clock is ahead. */
  readonly heldMs: number;
  /** `ended`: there is no such process on this machine any more; `elsewhere`: of another machine, which can not be asked. */
  readonly state: 'running' | 'ended' | 'elsewhere';
}

/**
 * What the file system had against it: there is no such folder; nothing may be written to it, or not be deleted; a file may not be read; no
 * room; it has no hard links, which the lock is made of; anything else, see `code`.
 */
export type NonceFileReason = 'noFolder' | 'notWritable' | 'notReadable' | 'noSpace' | 'noLinks' | 'other';

/** The error in one sentence of prose, for a log or a person. */
export const explainAuthError = (error: AuthError): string => {
  switch (error._tag) {
    case 'SigningFailed':
      return signing[error.reason];
    case 'NonceUnavailable':
      return noNonce[error.reason];
    case 'NonceFileLocked':
      return `No login was sent: the lock ${error.lock} was held for longer than ${error.waitMs} ms ${heldBy(error.holder)}.`;
    case 'NonceFileFailed':
      return `No login was sent: ${noFile[error.reason](error.path)} (${error.code ?? 'no code'}).`;
    case 'TokenFailed':
      return error.reason === 'unavailable'
        ? 'No login was sent: no token was to be had.'
        : 'No login was sent: what was given as a token is none.';
    case 'LoginRejected':
      return `The server refused the login: ${error.msg ?? 'no reason given'} (code ${error.code ?? 'none'}${retried(error.retries)}).`;
    case 'LoginTimedOut':
      return `The login was not answered within ${error.timeoutMs} ms.`;
    case 'LoginInterrupted':
      return 'The connection was lost before the login was answered.';
    case 'InvalidOption':
      return `The option ${error.option} must be ${error.expected}.`;
  }
};

/**
 * Whether logging in again with the same key can succeed. `apikey: *` and `token: *` can not, and `nonce: small` is
 * raised and sent again by the login itself, so that one that comes out means a spent key.
 * Codes: https://docs.bitfinex.com/docs/abbreviations-glossary
 */
export const isRetryableAuthError = (error: AuthError): boolean => {
  switch (error._tag) {
    case 'LoginTimedOut':
    case 'LoginInterrupted':
      return true;
    case 'LoginRejected':
      return error.code !== null && transient.has(error.code) && !/^(apikey|token|nonce)\b/.test(error.msg ?? '');
    case 'SigningFailed':
    case 'TokenFailed':
      return error.reason === 'unavailable';
    case 'NonceUnavailable':
      return error.reason !== 'spent';
    case 'NonceFileLocked':
    case 'NonceFileFailed':
      // The lock is given back or grows old, and somebody may make the folder, or room: what is mended is found so.
      return true;
    case 'InvalidOption':
      return false;
  }
};

/** Whether the server found the nonce too small: 10114, or the older 10100 with that text. Seen in both forms. */
export const isNonceTooSmall = (answer: { readonly code: number | null; readonly msg: string | null }): boolean =>
  /^nonce: *small/.test(answer.msg ?? '') || (answer.code === 10114 && answer.msg === null);

/** Whether the server says that the token is not valid, which a token that has run out is as well. */
export const isTokenRefused = ({ msg }: { readonly msg: string | null }): boolean => /^token\b/.test(msg ?? '');

/** Unknown error, generic error, concurrency, server not ready: about the server, not about the key. */
const transient: ReadonlySet<number> = new Set([10000, 10001, 10008, 11000]);
const signing = {
  emptySecret: 'Nothing was signed: the API secret is empty.',
  noWebCrypto: 'Nothing was signed: this platform offers no WebCrypto here (a page must be served over https).',
  unavailable: 'Nothing was signed: the signer could not be reached.',
  refused: 'Nothing was signed: the platform refused the key or the digest.',
} as const;
const noNonce = {
  busy: 'No login was sent: other clients of the key held the store of nonces for too long.',
  unreachable: 'No login was sent: the store of nonces could not be read or written.',
  spent: 'No login was sent: the nonces of this key are used up.',
} as const;
const heldBy = (holder: NonceHolder | null): string => {
  if (holder === null) return 'by nobody whom it names; delete it if no login of the key is under way';
  const { pid, host } = holder;
  switch (holder.state) {
    case 'running':
      return `by process ${pid} of this machine; see whether it hangs, or wait for longer (waitMs)`;
    case 'ended':
      return `by process ${pid} of this machine, which has ended; delete it if that stays so`;
    case 'elsewhere':
      return `by process ${pid} of ${host}, which can not be asked from here; it is taken over when it is old (staleMs)`;
  }
};
const noFile: Readonly<Record<NonceFileReason, (path: string) => string>> = {
  noFolder: (path) => `there is no folder ${path}; make it, or name another`,
  notWritable: (path) =>
    `this user may not write to, or delete from, ${path}; change its permissions, or name another folder`,
  notReadable: (path) => `this user may not read ${path}; change its permissions, or name another file`,
  noSpace: (path) => `there is no room in ${path}; make some`,
  noLinks: (path) => `the file system of ${path} has no hard links; name a folder of another`,
  other: (path) => `the file system refused ${path}`,
};
const retried = (retries: number): string => (retries === 0 ? '' : `, after ${retries} more tries`);
