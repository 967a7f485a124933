import { explainAuthError } from '@bitfinex-ws/auth';
import { nodeSigner, fileNonceStore } from '@bitfinex-ws/auth/node';
import { createAccount, type Account, type AccountOptions } from '@bitfinex-ws/client/trading';

/** An account whose key other processes of this machine use as well: all of them name the same file. */
export const openShared = (
  { apiKey, apiSecret }: { readonly apiKey: string; readonly apiSecret: string },
  nonceFile: string,
  print: (line: string) => void,
  options: Omit<AccountOptions, 'apiKey' | 'signer' | 'nonces'> = {},
): Account => {
  const account = createAccount({
    ...options,
    apiKey,
    signer: nodeSigner(apiSecret),
    // A nonce has to be larger than every one before of its key, in the order in which they arrive: one login at a time, by a lock beside the file.
    nonces: fileNonceStore({ path: nonceFile, waitMs: 60_000 }),
  });
  account.on('authenticated', ({ userId }) => print(`logged in as ${userId}`));
  account.on('loginFailed', ({ error, final }) => {
    print(`${explainAuthError(error)}${final ? '' : ' It is tried again.'}`);
  });
  return account;
};
