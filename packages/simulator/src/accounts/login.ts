import { createHmac, timingSafeEqual } from 'node:crypto';
import { either as E } from 'fp-ts';
import type { Fields, Refusal } from '../wire/events.js';

/** What a key lets do, by scope. */
export type Capabilities = Readonly<Record<string, { readonly read: 0 | 1; readonly write: 0 | 1 }>>;

/** A key of an account, known to both sides. */
export interface ApiKey {
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly userId: number;
  readonly caps: Capabilities;
}

/** Who knocks. */
interface Doorman {
  /** Judges an `auth` request; one that is right uses up its nonce. */
  readonly judge: (fields: Fields) => E.Either<Refusal, ApiKey>;
}

/**
 * Knows these keys, and the last nonce of each: it must grow, on whatever connection it comes. The signature is judged
 * first, so that nobody but the owner can use up a nonce. A token stands for a key, and needs neither. Codes: 01 of the
 * documentation's error list; texts as observed.
 */
export const createDoorman = (
  keys: ReadonlyArray<ApiKey>,
  keyOfToken: (token: unknown) => ApiKey | null = () => null,
): Doorman => {
  const nonces = new Map<string, number>();
  return {
    judge: ({ apiKey, authNonce, authPayload, authSig, token }) => {
      if (token !== undefined) {
        const bearer = keyOfToken(token);
        return bearer ? E.right(bearer) : refuse(10100, 'token: invalid');
      }
      const key = keys.find((known) => known.apiKey === apiKey);
      if (!key) return refuse(10100, 'apikey: invalid');
      if (typeof authPayload !== 'string' || authPayload === '') return refuse(10111, 'auth payload: invalid');
      if (typeof authSig !== 'string' || !SIGNATURE.test(authSig)) return refuse(10112, 'auth signature: invalid');
      const expected = createHmac('sha384', key.apiSecret).update(authPayload).digest('hex');
      if (!timingSafeEqual(Buffer.from(expected), Buffer.from(authSig.toLowerCase()))) {
        return refuse(10100, 'apikey: digest invalid');
      }
      const nonce = typeof authNonce === 'string' && authNonce !== '' ? Number(authNonce) : authNonce;
      if (typeof nonce !== 'number' || !Number.isSafeInteger(nonce)) return refuse(10114, 'nonce: invalid');
      if (nonce <= (nonces.get(key.apiKey) ?? -Infinity)) return refuse(10114, 'nonce: small');
      nonces.set(key.apiKey, nonce);
      return E.right(key);
    },
  };
};

const SIGNATURE = /^[0-9a-f]{96}$/i;
const refuse = (code: number, msg: string): E.Either<Refusal, never> => E.left({ code, msg });

/** May do all that an account can do here. */
export const ALL_CAPS: Capabilities = {
  orders: { read: 1, write: 1 },
  account: { read: 1, write: 0 },
  funding: { read: 1, write: 1 },
  history: { read: 1, write: 0 },
  wallets: { read: 1, write: 1 },
  withdraw: { read: 0, write: 0 },
  positions: { read: 1, write: 1 },
  ui_withdraw: { read: 0, write: 0 },
};
