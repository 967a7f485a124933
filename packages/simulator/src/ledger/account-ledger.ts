import type { LedgerAccountFrame } from './ledger.js';

/** What happened to accounts, whoever was connected. */
interface AccountLedger {
  readonly note: (userId: number, code: string, row: string) => void;
  readonly read: (userId: number) => ReadonlyArray<LedgerAccountFrame>;
}

/** Orders and own trades; what else an account hears follows from them. */
const KEPT: ReadonlySet<string> = new Set(['on', 'ou', 'oc', 'te', 'tu']);

/** Nothing has happened; of each account so many are kept. */
export const createAccountLedger = (limit: number): AccountLedger => {
  const pages = new Map<number, Array<readonly [code: string, row: string]>>();
  return {
    note: (userId, code, row) => {
      if (!KEPT.has(code)) return;
      const page = pages.get(userId) ?? [];
      page.push([code, row]);
      // A little beyond the limit, so that making room does not cost with each.
      if (page.length > limit + limit / 4 + 1) page.splice(0, page.length - limit);
      pages.set(userId, page);
    },
    read: (userId) =>
      (limit === 0 ? [] : (pages.get(userId) ?? []).slice(-limit)).map(([code, row]) => ({
        code,
        row: JSON.parse(row) as ReadonlyArray<unknown>,
      })),
  };
};
