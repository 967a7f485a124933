import type { EngineOrder } from '../engine/order.js';
import type { EngineEvent, Fill } from '../engine/state.js';
import * as text from './account-text.js';
import type { WalletType } from './bank.js';
import type { Holdings } from './holdings.js';
import type { Listing } from './listing.js';
import type { Pit } from './pit.js';
import type { Position } from './positions.js';
import { typeText, withFill, type OrderRecord } from './record.js';

/** Says something on the account channel; `subject` is a symbol, or a wallet as filters name it. */
export type Say = (code: string, row: string, subject: string | null) => void;

/** The orders of one account: what the engine says of them becomes what its owner hears. */
export interface Desk {
  readonly living: () => ReadonlyMap<number, OrderRecord>;
  /** Notes an order before the engine hears of it. */
  readonly expect: (record: OrderRecord) => void;
  readonly onEvents: (symbol: string, events: ReadonlyArray<EngineEvent>, now: number) => void;
  readonly sayWallet: (type: WalletType, currency: string, description?: string) => void;
}

interface DeskPorts {
  readonly userId: number;
  readonly pit: Pick<Pit, 'listing'>;
  readonly holdings: () => Holdings;
  readonly say: Say;
}

/** A position before the first trade of a step and after the last. */
interface PositionChange {
  readonly before: Position | null;
  readonly meta: string;
}

/** What one step did so far to the orders of a market; most of it is told at the step's end. */
interface StepSoFar {
  readonly listing: Listing;
  /** Its time, in whole milliseconds. */
  readonly now: number;
  /** Makers that were hit and go on. */
  readonly hit: Set<number>;
  readonly stored: text.OwnTrade[];
  /** Wallets that changed, with the reason; null where only what is available did. */
  readonly wallets: Map<string, readonly [WalletType, string, meta: string | null, words: string | null]>;
  readonly positions: Map<string, PositionChange>;
}

/** A desk without orders. */
export const createDesk = ({ userId, pit, holdings, say }: DeskPorts): Desk => {
  const living = new Map<number, OrderRecord>();
  /** Each that lives as it was last told of; none of one that nobody has heard of yet. */
  const told = new Map<number, EngineOrder>();

  const keep = (record: OrderRecord): OrderRecord => {
    living.set(record.order.id, record);
    return record;
  };
  const tell = (code: 'on' | 'ou' | 'oc', record: OrderRecord): void => {
    told.set(record.order.id, record.order);
    say(code, text.orderRow(record), record.symbol);
  };
  const sayWallet = (
    type: WalletType,
    currency: string,
    meta: string | null = null,
    description: string | null = null,
  ): void => {
    const available = holdings().available(type, currency);
    const row = text.walletRow(holdings().wallet(type, currency), available, meta ?? 'null', description);
    say('wu', row, `${type}-${currency}`);
  };

  const onFill = (step: StepSoFar, fill: Fill, own: EngineOrder): void => {
    const { listing, now } = step;
    const maker = own === fill.maker;
    const known = living.get(own.id);
    if (!known) return;
    const { tradeId: id, amount: units, price } = fill;
    // A trade tells of the order as it was: a MARKET has no price of its own.
    const record = keep({ ...withFill(known, own, price, units), updated: now });
    const { fee, feeCurrency, wallets, position } = holdings().book(listing, own, { units, price, maker });
    const trade: text.OwnTrade = { id, mts: now, record, units, price, maker, fee, feeCurrency };
    const opponent = maker ? fill.taker : fill.maker;
    const meta = text.tradeMeta(trade, opponent.owner === userId ? opponent.id : null);
    say('te', text.tradeRow(trade, false), listing.symbol);
    step.stored.push(trade);
    if (maker && own.amount > 0) step.hit.add(own.id);
    const words = own.spot ? text.exchangeWords(trade, listing) : null;
    for (const [type, currency] of wallets) step.wallets.set(`${type} ${currency}`, [type, currency, meta, words]);
    if (position) {
      // Null is an answer, too: there was none before the first of several trades.
      const first = step.positions.get(listing.symbol);
      step.positions.set(listing.symbol, { before: first ? first.before : position.before, meta });
    }
  };
  const freed = (step: StepSoFar, { spot, side }: EngineOrder): void => {
    const { base, quote } = step.listing;
    const currency = side === 'bid' ? quote : base;
    const name = `exchange ${currency}`;
    if (spot && !step.wallets.has(name)) step.wallets.set(name, ['exchange', currency, null, null]);
  };
  const onOrder = (step: StepSoFar, event: Exclude<EngineEvent, { readonly _tag: 'Filled' }>): void => {
    const { now } = step;
    const { order } = event;
    const known = living.get(order.id);
    if (!known) return;
    freed(step, order);
    switch (event._tag) {
      case 'Rested': {
        const before = told.get(order.id);
        // An update, or the trigger of a stop, has said all of it already.
        if (before === order) return;
        const first = before === undefined;
        const record = keep({ ...known, order, updated: first && known.filled === 0 ? known.updated : now });
        return tell(first ? 'on' : 'ou', record);
      }
      case 'Changed':
        return tell('ou', keep({ ...known, order, updated: now, typeBefore: typeText(event.old) }));
      case 'Triggered': {
        const typeBefore = typeText({ kind: order.before ?? order.kind, spot: order.spot });
        return tell('ou', keep({ ...known, order, updated: now, typeBefore }));
      }
      case 'Closed':
        living.delete(order.id);
        step.hit.delete(order.id);
        tell('oc', { ...known, order, updated: now, end: event.reason });
        told.delete(order.id);
    }
  };
  const tellPosition = (listing: Listing, { before, meta }: PositionChange): void => {
    const { symbol } = listing;
    const position = holdings().position(symbol);
    if (before && before.id !== position?.id) say('pc', text.closedPositionRow(before, listing), symbol);
    if (!position) return;
    say(before?.id === position.id ? 'pu' : 'pn', text.positionRow(position, listing, null, meta), symbol);
  };

  return {
    living: () => living,
    expect: (record) => void keep(record),
    sayWallet: (type, currency, description) => sayWallet(type, currency, null, description ?? null),
    onEvents: (symbol, events, now) => {
      const listing = pit.listing(symbol);
      if (!listing) return;
      const step: StepSoFar = {
        listing,
        now: Math.floor(now),
        hit: new Set(),
        stored: [],
        wallets: new Map(),
        positions: new Map(),
      };
      for (const event of events) {
        if (event._tag !== 'Filled') {
          if (event.order.owner === userId) onOrder(step, event);
          continue;
        }
        if (event.taker.owner === userId) onFill(step, event, event.taker);
        if (event.maker.owner === userId) onFill(step, event, event.maker);
      }
      for (const id of step.hit) {
        const record = living.get(id);
        if (record && told.get(id) !== record.order) tell('ou', record);
      }
      for (const trade of step.stored) say('tu', text.tradeRow(trade, true), symbol);
      for (const change of step.positions.values()) tellPosition(listing, change);
      for (const wallet of step.wallets.values()) sayWallet(...wallet);
    },
  };
};
