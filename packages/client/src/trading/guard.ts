import { permits } from '@bitfinex-ws/auth';
import type { AccountError } from './account-errors.js';
import type { Core } from './core.js';

/** What somebody wants to do. `fresh`: it needs balances; `symbol` null: any, or not known. */
interface Wish {
  readonly of: 'trading' | 'funding';
  readonly symbol: string | null;
  readonly fresh: boolean;
}

/** Why this must not leave now; null where it may. */
export const refusalOf = (core: Core, { of, symbol, fresh }: Wish): AccountError | null => {
  const why = core.whyNot();
  if (why !== null) return why;
  const login = core.session.login();
  const scope = of === 'trading' ? 'orders' : 'funding';
  if (login._tag === 'Authenticated' && permits(login.caps, scope, 'write') === false) {
    return { _tag: 'NotPermitted', scope, access: 'write' };
  }
  const { filter } = core.config;
  if (!letsThrough(filter, of, symbol)) return { _tag: 'FilteredOut', needs: of, filter };
  return fresh && !core.isLoaded() ? { _tag: 'SnapshotsAwaited' } : null;
};

/** No filter, and an empty one, let everything through. */
const letsThrough = (filter: ReadonlyArray<string>, of: Wish['of'], symbol: string | null): boolean =>
  filter.length === 0 ||
  filter.includes(of) ||
  filter.some((each) => (symbol === null ? each.startsWith(`${of}-`) : each === `${of}-${symbol}`));
