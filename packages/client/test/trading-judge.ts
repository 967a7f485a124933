import { either as E } from 'fp-ts';
import type { ExchangeInProcess } from '@bitfinex-ws/simulator';
import type { Fill, OrderOutcome } from '@bitfinex-ws/trading';
import type { OrderTicket, ReadOnlyAccount } from '../src/trading/index.js';
import { truthOf, type Truth } from './trading-truth.js';

/** Throws where what a ticket came to is not what the exchange's ledger says. */
export const judge = (
  exchange: ExchangeInProcess,
  ticket: OrderTicket,
  outcome: OrderOutcome,
  closedEarly: boolean,
): void => {
  const truth = truthOf(exchange).get(ticket.cid) ?? null;
  const fail = (what: string): never => {
    const history = exchange.ledger
      .account(exchange.keys[0]?.userId ?? 0)
      .filter(({ row }) => row[2] === ticket.cid || row[3] === truth?.id);
    throw new Error(
      `cid ${ticket.cid}: ${what}\n${JSON.stringify({ outcome, truth: truth && { ...truth, fills: [...truth.fills] }, history })}`,
    );
  };
  switch (outcome._tag) {
    case 'Executed':
    case 'Canceled': {
      if (truth === null || !truth.ended) return fail('is over here and not there');
      if (truth.id !== outcome.order.id) return fail('has another id there');
      if ((truth.amount === 0) !== (outcome._tag === 'Executed')) return fail('ended otherwise');
      if (outcome.order.amount !== truth.amount) return fail('has another remainder');
      return judgeFills(outcome.fills, truth, outcome.complete, fail);
    }
    case 'EndedWhileAway':
      if (truth === null || !truth.ended) return fail('is over here and not there');
      if (truth.id !== outcome.id) return fail('has another id there');
      return judgeFills(outcome.fills, truth, false, fail);
    case 'Rejected':
    case 'NotSent':
    case 'NotPlaced':
      return truth === null ? undefined : fail('was placed');
    case 'Unresolved':
      // It says that it does not know, and why. What it says it must not be wrong about.
      if (outcome.id !== null && outcome.id !== truth?.id) return fail('has another id there');
      if (outcome.absentInSnapshot && truth !== null && !truth.ended && !closedEarly) return fail('lives');
      return truth === null ? undefined : judgeFills(outcome.fills, truth, false, fail);
  }
};

const judgeFills = (
  fills: ReadonlyArray<Fill>,
  truth: Truth,
  complete: boolean,
  fail: (what: string) => never,
): void => {
  const seen = new Set<number>();
  for (const { id, execAmount } of fills) {
    if (seen.has(id)) return fail(`tells the trade ${id} twice`);
    seen.add(id);
    if (truth.fills.get(id) !== execAmount) return fail(`tells a trade ${id} that was none`);
  }
  if (complete && seen.size !== truth.fills.size) return fail('says that its fills are all, and they are not');
};

/** Throws where the views of an account are not what a new login of the same account is told. */
export const judgeViews = async (
  exchange: ExchangeInProcess,
  account: ReadOnlyAccount,
  lookAnew: () => Promise<{ readonly other: ReadOnlyAccount; readonly end: () => Promise<unknown> }>,
): Promise<void> => {
  if (account.status().state !== 'ready') throw new Error(`the account is ${account.status().state}`);
  const { other, end } = await lookAnew();
  const open = [...truthOf(exchange).values()].filter(({ ended }) => !ended).map(({ id }) => String(id));
  for (const view of ['orders', 'positions', 'wallets', 'offers', 'credits', 'loans'] as const) {
    const [mine, theirs] = [account[view].read(), other[view].read()];
    if (E.isLeft(mine) || E.isLeft(theirs)) {
      throw new Error(`${view} can not be read: ${JSON.stringify(E.isLeft(mine) ? mine.left : theirs)}`);
    }
    const [here, there] = [plain(mine.right), plain(theirs.right)];
    if (here !== there) throw new Error(`${view} differ:\n${here}\n${there}`);
    if (view === 'orders' && [...mine.right.keys()].sort().join() !== open.sort().join()) {
      throw new Error(`open orders differ from the ledger: ${[...mine.right.keys()].join()}, not ${open.join()}`);
    }
  }
  await end();
};

/** What is calculated on request alone, and the words of a ledger, are left out. */
const plain = (rows: ReadonlyMap<string, object>): string =>
  JSON.stringify(
    [...rows].sort(([a], [b]) => (a < b ? -1 : 1)),
    (key, value: unknown) => (LEFT_OUT.has(key) ? undefined : value),
  );
const LEFT_OUT = new Set([
  'balanceAvailable',
  'description',
  'meta',
  'pl',
  'plPerc',
  'priceLiq',
  'leverage',
  'collateral',
  'collateralMin',
  'accountSeq',
  'seq',
  'typePrev',
  'mtsUpdate',
]);
