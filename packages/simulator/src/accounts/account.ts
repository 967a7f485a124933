import type { EngineOrder } from '../engine/order.js';
import type { EngineEvent } from '../engine/state.js';
import { notificationRow, orderRow, positionRow, walletRow } from './account-text.js';
import type { Bank } from './bank.js';
import { createCalc } from './calc.js';
import { createDesk, type Desk, type Say } from './desk.js';
import { spendOf } from './funds.js';
import { createHoldings, reserveOf, type FeeRates, type Holdings } from './holdings.js';
import { createInputs } from './inputs.js';
import { createFundingDesk } from '../funding/desk.js';
import type { Pool } from '../funding/pool.js';
import type { Pit } from './pit.js';
import { isFields } from './requests.js';

/** Who listens to an account on one connection. */
export interface Listener {
  readonly hear: (code: string, row: string, subject: string | null, topic: string | null) => void;
  /** A snapshot: each row with its subject. */
  readonly hearAll: (code: string, rows: ReadonlyArray<readonly [row: string, subject: string]>) => void;
}

/** One account: its money, its orders, and all who listen to it. */
export interface TradingAccount {
  readonly join: (listener: Listener) => void;
  readonly leave: (listener: Listener) => void;
  /** Tells one listener all that there is, in the order of the recording; empty lists too. */
  readonly snapshot: (listener: Listener) => void;
  /** Carries out an input, which the listener's key allows. One that it does not know gets no answer. */
  readonly input: (listener: Listener, code: unknown, messageId: unknown, body: unknown) => void;
  readonly cancelAll: () => void;
  readonly onEvents: (symbol: string, events: ReadonlyArray<EngineEvent>, now: number) => void;
  readonly say: Say;
  readonly sayWallet: Desk['sayWallet'];
  readonly spendOf: (symbol: string, order: EngineOrder) => bigint | null;
}

interface AccountPorts {
  readonly userId: number;
  readonly bank: Bank;
  readonly fees: FeeRates;
  readonly pit: Pit;
  readonly pool: Pool;
  readonly takeOrderId: () => number;
}

const ORDER_INPUTS: ReadonlySet<unknown> = new Set(['on', 'ou', 'oc', 'oc_multi', 'ox_multi']);
const FUNDING_INPUTS: ReadonlySet<unknown> = new Set(['fon', 'foc']);

/** Opens an account on what the bank holds for it. */
export const createTradingAccount = ({ userId, bank, fees, pit, pool, takeOrderId }: AccountPorts): TradingAccount => {
  const listeners = new Set<Listener>();
  const say: Say = (code, row, subject) => {
    for (const listener of listeners) listener.hear(code, row, subject, null);
  };
  /** A request's notification is told apart by its topic: it is numbered in its own way. */
  const sayOrNotify: Say = (code, row, subject) => {
    const topic = code === 'n' ? (TOPIC.exec(row)?.[1] ?? null) : null;
    for (const listener of listeners) listener.hear(code, row, subject, topic);
  };
  const desk = createDesk({ userId, pit, holdings: () => holdings, say });
  const holdings: Holdings = createHoldings({
    userId,
    bank,
    fees,
    pit,
    living: () => desk.living().values(),
    setAside: (type, currency) => pool.setAside(userId, type, currency),
  });
  const inputs = createInputs({ userId, pit, desk, holdings, say: sayOrNotify, takeOrderId });
  const funding = createFundingDesk({ userId, pit, pool, holdings, say: sayOrNotify, takeOrderId });
  const calc = createCalc(holdings, pit, say, funding.info);

  const broadcast = (from: Listener, messageId: unknown, body: unknown): void => {
    if (!isFields(body) || typeof body['type'] !== 'string' || !body['type'].startsWith('ucm')) return;
    const id = typeof messageId === 'number' ? messageId : null;
    const { type } = body;
    const info = JSON.stringify(body['info'] ?? null);
    const row = notificationRow(pit.now(), { type, info, status: null, words: null, messageId: id });
    for (const listener of listeners) if (listener !== from) listener.hear('n', row, null, type);
  };
  const order = (code: unknown, body: unknown): void => {
    if (code === 'ox_multi') {
      if (Array.isArray(body)) inputs.many(body);
      return;
    }
    if (!isFields(body)) return;
    if (code === 'on') inputs.place(body);
    else if (code === 'ou') inputs.update(body);
    else if (code === 'oc') inputs.cancel(body);
    else inputs.cancelMany(body);
  };

  return {
    join: (listener) => void listeners.add(listener),
    leave: (listener) => void listeners.delete(listener),
    snapshot: (listener) => {
      const tell = (code: string, row: string, subject: string | null = null): void =>
        listener.hear(code, row, subject, null);
      const positions = holdings.positions().flatMap((position) => {
        const listing = pit.listing(position.symbol);
        return listing ? [[positionRow(position, listing, null), position.symbol] as const] : [];
      });
      const wallets = holdings.wallets();
      const orders = [...desk.living().values()];
      const own = funding.snapshot();
      listener.hearAll('ps', positions);
      listener.hearAll(
        'ws',
        wallets.map((wallet) => [walletRow(wallet, null), `${wallet.type}-${wallet.currency}`]),
      );
      listener.hearAll(
        'os',
        orders.map((record) => [orderRow(record), record.symbol]),
      );
      for (const code of ['fos', 'fcs', 'fls'] as const) listener.hearAll(code, own[code]);
      for (const wallet of wallets) {
        const { type, currency } = wallet;
        tell('wu', walletRow(wallet, holdings.available(type, currency)), `${type}-${currency}`);
      }
      const worked = createCalc(holdings, pit, tell);
      worked.sayBalance();
      for (const position of holdings.positions()) worked.sayPosition(position);
    },
    input: (listener, code, messageId, body) => {
      if (ORDER_INPUTS.has(code)) order(code, body);
      else if (FUNDING_INPUTS.has(code)) {
        if (isFields(body)) (code === 'fon' ? funding.place : funding.cancel)(body);
      } else if (code === 'calc' && Array.isArray(body)) calc.answer(body);
      else if (code === 'n') broadcast(listener, messageId, body);
    },
    cancelAll: inputs.cancelAll,
    onEvents: desk.onEvents,
    say,
    sayWallet: desk.sayWallet,
    spendOf: (symbol, stop) => {
      const listing = pit.listing(symbol);
      return listing && spendOf(stop, reserveOf(stop, listing.decimals), listing, holdings);
    },
  };
};

const TOPIC = /^\[[^,]*,"([^"]*)"/;
