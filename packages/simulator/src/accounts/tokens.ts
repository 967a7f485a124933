import { drawUuid, type Dice } from '../market/random.js';
import type { ApiKey, Capabilities } from './login.js';

/** Scopes of a token: account, orders (and positions), funding, settings, wallets, withdrawals. Source: https://docs.bitfinex.com/reference/generate-token */
export type TokenCap = 'a' | 'o' | 'f' | 's' | 'w' | 'wd';

/** What a short-lived token shall be. */
export interface TokenOptions {
  /**
   * Key whose account it opens.
   * @default the first of `simulator.keys`
   */
  readonly apiKey?: string;
  /**
   * Seconds, by the simulator's clock, in which it can be logged in with, as often as one likes. A session that it opened goes on.
   * @default 3600
   */
  readonly ttlSeconds?: number;
  /**
   * What it lets do at most; no more than its key does.
   * @default all of it
   */
  readonly caps?: ReadonlyArray<TokenCap>;
  /**
   * False: it only lets read.
   * @default true
   */
  readonly writePermission?: boolean;
}

/** Tokens that were made, and what they stand for. */
interface Tokens {
  /** Makes one for a key. */
  readonly make: (key: ApiKey, options: TokenOptions) => string;
  /** The key that a token stands for, with no more capabilities than the token has; null: unknown, or its time is up. */
  readonly read: (token: unknown) => ApiKey | null;
}

/** Tokens kept; the oldest are forgotten first. */
const MOST_TOKENS = 10_000;

/** No tokens to begin with. */
export const createTokens = (now: () => number, dice: Dice): Tokens => {
  const known = new Map<unknown, { readonly key: ApiKey; readonly until: number }>();
  return {
    make: (key, { ttlSeconds = 3_600, caps, writePermission = true }) => {
      const token = `pub:api:${drawUuid(dice)}`;
      known.set(token, {
        key: { ...key, caps: bounded(key.caps, caps ?? null, writePermission) },
        until: now() + ttlSeconds * 1_000,
      });
      for (const oldest of known.keys()) {
        if (known.size <= MOST_TOKENS) break;
        known.delete(oldest);
      }
      return token;
    },
    read: (token) => {
      const found = known.get(token);
      if (!found) return null;
      if (now() < found.until) return found.key;
      known.delete(token);
      return null;
    },
  };
};

const SCOPES: Readonly<Record<TokenCap, ReadonlyArray<string>>> = {
  a: ['account', 'history'],
  o: ['orders', 'positions'],
  f: ['funding'],
  s: ['settings'],
  w: ['wallets'],
  wd: ['withdraw', 'ui_withdraw'],
};

/** The capabilities that are in both. */
const bounded = (own: Capabilities, caps: ReadonlyArray<TokenCap> | null, mayWrite: boolean): Capabilities => {
  const scopes = caps && new Set(caps.flatMap((cap) => SCOPES[cap]));
  return Object.fromEntries(
    Object.entries(own).map(([scope, { read, write }]) => {
      const within = scopes === null || scopes.has(scope);
      return [scope, { read: within ? read : 0, write: within && mayWrite ? write : 0 }] as const;
    }),
  );
};
