import { open } from 'node:fs/promises';
import { either as E } from 'fp-ts';
import { nodeSigner } from '@bitfinex-ws/auth/node';
import type { CliError } from './errors.js';
import { withoutMark } from './io/byte-order-mark.js';
import { faultText } from './io/fault.js';
import type { Io } from './io/ports.js';

/** What logs in. The secret is behind the signer and nowhere else. */
export interface Keys {
  readonly apiKey: string;
  readonly signer: ReturnType<typeof nodeSigner>;
}

/** The keys in a file (JSON with `apiKey` and `apiSecret`), which its owner alone may read, or in the environment. */
export const readKeys = async (path: string | null, { env }: Pick<Io, 'env'>): Promise<E.Either<CliError, Keys>> => {
  if (path !== null) return readKeysFile(path);
  const [apiKey = '', apiSecret = ''] = [env['BITFINEX_API_KEY'], env['BITFINEX_API_SECRET']];
  return apiKey === '' || apiSecret === ''
    ? E.left({ _tag: 'NoKeys', reason: 'set BITFINEX_API_KEY and BITFINEX_API_SECRET, or write --keys FILE' })
    : E.right({ apiKey, signer: nodeSigner(apiSecret) });
};

const readKeysFile = async (path: string): Promise<E.Either<CliError, Keys>> => {
  let text: string;
  try {
    // One handle: what was looked at is what is read.
    const file = await open(path);
    try {
      const { mode } = await file.stat();
      // Windows keeps no such modes.
      if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
        return E.left({ _tag: 'KeysExposed', path, mode: (mode & 0o777).toString(8) });
      }
      text = await file.readFile('utf8');
    } finally {
      await file.close();
    }
  } catch (fault) {
    return E.left({ _tag: 'FileFailed', path, reason: faultText(fault) });
  }
  return keysIn(text) ?? E.left({ _tag: 'NoKeys', reason: `${path} is no JSON with the texts apiKey and apiSecret` });
};

// What a parser says of a text that it cannot read may quote the text: nothing of it is told.
const keysIn = (text: string): E.Either<never, Keys> | null => {
  let json: unknown;
  try {
    json = JSON.parse(withoutMark(text));
  } catch {
    return null;
  }
  if (typeof json !== 'object' || json === null) return null;
  const { apiKey, apiSecret } = json as { readonly apiKey?: unknown; readonly apiSecret?: unknown };
  if (typeof apiKey !== 'string' || typeof apiSecret !== 'string' || apiKey === '' || apiSecret === '') return null;
  return E.right({ apiKey, signer: nodeSigner(apiSecret) });
};
