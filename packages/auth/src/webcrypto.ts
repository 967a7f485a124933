import { left, right } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import type { AuthError } from './errors.js';
import type { Signer } from './signer.js';

/** As much of `crypto.subtle` as signing takes; spelled out because neither DOM nor Node types may be assumed here. */
interface Subtle {
  readonly importKey: (
    format: 'raw',
    key: Uint8Array<ArrayBuffer>,
    algorithm: { readonly name: 'HMAC'; readonly hash: 'SHA-384' },
    extractable: false,
    usages: ['sign'],
  ) => Promise<ImportedKey>;
  readonly sign: (algorithm: 'HMAC', key: ImportedKey, text: Uint8Array<ArrayBuffer>) => Promise<ArrayBuffer>;
}

/** The platform's handle of a key; what is in it is the platform's business. */
interface ImportedKey {
  readonly type: string;
}

/** A signer over WebCrypto, for browsers, workers, Deno, Bun, Node. The secret lives in its closure alone. */
export const webCryptoSigner =
  (secret: string): Signer =>
  (text) =>
    sign(platform.crypto?.subtle, secret, text);

const sign = async (subtle: Subtle | undefined, secret: string, text: string): Promise<E.Either<AuthError, string>> => {
  if (secret === '') return left({ _tag: 'SigningFailed', reason: 'emptySecret' });
  if (subtle === undefined) return left({ _tag: 'SigningFailed', reason: 'noWebCrypto' });
  try {
    const encoder = new platform.TextEncoder();
    const algorithm = { name: 'HMAC', hash: 'SHA-384' } as const;
    const key = await subtle.importKey('raw', encoder.encode(secret), algorithm, false, ['sign']);
    return right(hex(new Uint8Array(await subtle.sign('HMAC', key, encoder.encode(text)))));
  } catch {
    // The platform's own message is dropped: nobody vouches for what it quotes.
    return left({ _tag: 'SigningFailed', reason: 'refused' });
  }
};

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** The globals of the platform, as far as they are used. `subtle` is missing on a page without https. */
const platform = globalThis as unknown as {
  readonly crypto?: { readonly subtle?: Subtle };
  readonly TextEncoder: new () => { readonly encode: (text: string) => Uint8Array<ArrayBuffer> };
};
