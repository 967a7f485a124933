/** What can go wrong between an API key and an authenticated connection. Never contains a secret or a signature. */
export type AuthError =
  /** The signer could not sign: no secret, no WebCrypto (a page without https), the digest refused, or it was out of reach. */
  | { readonly _tag: 'SigningFailed'; readonly reason: 'emptySecret' | 'noWebCrypto' | 'refused' | 'unavailable' }
  /** No nonce was to be had: others held the store for too long, it could not be reached, or 2^53 - 1 is used up. */
  | { readonly _tag: 'NonceUnavailable'; readonly reason: 'busy' | 'unreachable' | 'spent' }
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

/** The error in one sentence of prose, for a log or a person. */
export const explainAuthError = (error: AuthError): string => {
  switch (error._tag) {
    case 'SigningFailed':
      return signing[error.reason];
    case 'NonceUnavailable':
      return noNonce[error.reason];
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
const retried = (retries: number): string => (retries === 0 ? '' : `, after ${retries} more tries`);
