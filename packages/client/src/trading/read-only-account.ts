import { isLeft } from '@bitfinex-ws/machine';
import type { ReadOnlyAccount } from './account.js';
import type { ReadOnlyAccountOptions } from './account-options.js';
import { openCore, withDispose } from './core.js';
import { resolveReadOnlyOptions } from './resolve-account-options.js';
import { unusableAccount } from './unusable-account.js';

/**
 * Makes an account that can be looked at and not be traded with. It never throws and dials nothing: `ready` does. With options that
 * mean nothing every call of it answers `BadOptions`.
 */
export const createReadOnlyAccount = (options: ReadOnlyAccountOptions): ReadOnlyAccount => {
  const config = resolveReadOnlyOptions(options);
  return withDispose(isLeft(config) ? unusableAccount(config.left) : openCore(config.right, () => null).face);
};
