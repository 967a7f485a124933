import type { Bank, WalletType } from '../accounts/bank.js';
import { moneyOfAmount, type Money } from '../accounts/money.js';
import type { Pit } from '../accounts/pit.js';
import type { EngineOrder } from '../engine/order.js';
import type { EngineEvent, Fill } from '../engine/state.js';
import { fundingTradeRow, offerRow } from './funding-text.js';
import { createContracts, DAY, interestOf, product, type Contract } from './contracts.js';
import { isFloating, isVariable, rateOf, withLoan, type OfferRecord } from './offer.js';
import { createSettlement, type Told } from './settlement.js';

/** The funding of all accounts: their offers, and what came of them. */
export interface Pool {
  /** Offers that live, the oldest first. */
  readonly offers: (owner: number) => ReadonlyArray<OfferRecord>;
  readonly offer: (owner: number, id: number) => OfferRecord | null;
  readonly contracts: (owner: number) => ReadonlyArray<Contract>;
  /** What offers, loans and credits set aside in a wallet. */
  readonly setAside: (owner: number, type: WalletType, currency: string) => Money;
  /** Notes an offer before the engine hears of it. */
  readonly expect: (offer: OfferRecord) => void;
  readonly onEvents: (symbol: string, events: ReadonlyArray<EngineEvent>, now: number) => void;
  readonly onTime: (now: number) => void;
  /** When the next loan becomes a credit, or the days of one are over; Infinity where none does. */
  readonly dueAt: () => number;
}

interface PoolPorts {
  readonly pit: Pit;
  readonly bank: Bank;
  /** Millionths of the interest that a lender gets. */
  readonly fee: number;
  readonly told: Told;
}

/** Interest of the whole period of a bid that waits: what it sets aside in the margin wallet. */
export const interestOfBid = (
  { price, amount, period }: Pick<EngineOrder, 'price' | 'amount' | 'period'>,
  decimals: number,
): Money => interestOf(product(amount, price, period * DAY), decimals);

/** A pool without offers. */
export const createPool = ({ pit, bank, fee, told }: PoolPorts): Pool => {
  const contracts = createContracts();
  const settlement = createSettlement({ contracts, bank, fee, told });
  const byOwner = new Map<number, Map<number, OfferRecord>>();
  /** What was said last of each offer that lives; none of one that was not heard of yet. */
  const last = new Map<number, OfferRecord>();
  /** Of the markets on which there was an offer: as it was when it was looked at last. */
  const flashRates = new Map<string, number>();

  const offersOf = (owner: number): Map<number, OfferRecord> => {
    const offers = byOwner.get(owner) ?? new Map<number, OfferRecord>();
    byOwner.set(owner, offers);
    return offers;
  };
  const known = ({ owner, id }: EngineOrder): OfferRecord | null =>
    owner === null ? null : (byOwner.get(owner)?.get(id) ?? null);
  const keep = (owner: number, offer: OfferRecord): void => void offersOf(owner).set(offer.order.id, offer);
  const tell = (owner: number, offer: OfferRecord): void => {
    const { id } = offer.order;
    const code = offer.end !== null ? 'foc' : last.has(id) ? 'fou' : 'fon';
    if (offer.end === null) last.set(id, offer);
    else last.delete(id);
    told.say(owner, code, offerRow(offer), offer.symbol);
  };
  const end = (owner: number, offer: OfferRecord): void => {
    offersOf(owner).delete(offer.order.id);
    tell(owner, offer);
  };

  const onFill = (symbol: string, fill: Fill, now: number): void => {
    const listing = pit.funding(symbol);
    if (!listing) return;
    const { taker, maker, price, amount } = fill;
    const before = [known(taker), known(maker)] as const;
    const [, made] = before;
    const delta = made && isVariable(made) ? made.rate : null;
    const contract = contracts.open(listing, fill, delta, now);
    for (const [order, offer] of [
      [taker, before[0]],
      [maker, made],
    ] as const) {
      if (!offer || order.owner === null) continue;
      const filled: OfferRecord = { ...withLoan(offer, order, price, amount), updated: now };
      if (order.amount === 0) end(order.owner, { ...filled, end: 'EXECUTED' });
      else {
        keep(order.owner, filled);
        tell(order.owner, filled);
      }
    }
    settlement.begun(contract);
    for (const [order, offer] of [
      [taker, before[0]],
      [maker, made],
    ] as const) {
      if (!offer || order.owner === null) continue;
      const trade = { id: fill.tradeId, mts: now, units: amount, rate: price, period: contract.period };
      const row = fundingTradeRow(offer, { ...trade, maker: order === maker });
      told.say(order.owner, 'fte', row, symbol);
      told.say(order.owner, 'ftu', row, symbol);
    }
  };
  const onOrder = (event: Exclude<EngineEvent, Fill>, now: number): void => {
    const { order } = event;
    const offer = known(order);
    if (!offer || order.owner === null) return;
    const changed: OfferRecord = { ...offer, order };
    switch (event._tag) {
      case 'Closed':
        return end(order.owner, { ...changed, updated: now, end: 'CANCELED' });
      case 'Changed':
      case 'Triggered':
        return keep(order.owner, { ...changed, updated: now });
      case 'Rested': {
        keep(order.owner, changed);
        const said = last.get(order.id)?.order;
        if (said?.price !== order.price || said.amount !== order.amount) tell(order.owner, changed);
      }
    }
  };
  /** Which wallet of an owner has other money available now: what it lends from, or what it pays interest from. */
  const touched = (order: EngineOrder, wallets: Map<string, readonly [number, WalletType]>): void => {
    if (order.owner === null) return;
    const type = order.side === 'ask' ? 'funding' : 'margin';
    wallets.set(`${order.owner} ${type}`, [order.owner, type]);
  };
  /** Offers that follow the flash return rate go where it went; each may meet somebody there. */
  const onFlashRate = (symbol: string, rate: number, now: number): void => {
    settlement.onFlashRate(symbol, rate, now);
    const floating = [...byOwner.values()].flatMap((offers) => [...offers.values()].filter(isFloating));
    for (const { order, symbol: own } of floating.sort((a, b) => a.order.id - b.order.id)) {
      const offer = own === symbol ? known(order) : null;
      const price = offer && rateOf(offer, order.side, rate);
      if (price === null || price === order.price) continue;
      pit.act(symbol, { _tag: 'Updated', id: order.id, changes: { price }, spend: null, like: order });
    }
  };

  return {
    offers: (owner) => [...(byOwner.get(owner)?.values() ?? [])],
    offer: (owner, id) => byOwner.get(owner)?.get(id) ?? null,
    contracts: contracts.of,
    setAside: (owner, type, currency) => {
      if (type === 'exchange') return 0n;
      let money =
        type === 'funding' ? moneyOfAmount(contracts.lent(owner, currency)) : contracts.reserved(owner, currency);
      for (const { order, symbol, decimals } of byOwner.get(owner)?.values() ?? []) {
        if (symbol.slice(1) !== currency || (order.side === 'ask') !== (type === 'funding')) continue;
        money += type === 'funding' ? moneyOfAmount(order.amount) : interestOfBid(order, decimals);
      }
      return money;
    },
    expect: (offer) => {
      const { symbol, order } = offer;
      if (!flashRates.has(symbol)) flashRates.set(symbol, pit.flashRate(symbol));
      if (order.owner !== null) keep(order.owner, offer);
    },
    onEvents: (symbol, events, given) => {
      const now = Math.floor(given);
      const wallets = new Map<string, readonly [number, WalletType]>();
      for (const event of events) {
        if (event._tag === 'Filled') {
          onFill(symbol, event, now);
          touched(event.taker, wallets);
          touched(event.maker, wallets);
        } else {
          onOrder(event, now);
          touched(event.order, wallets);
        }
      }
      for (const [owner, type] of wallets.values()) told.sayWallet(owner, type, symbol.slice(1));
    },
    dueAt: settlement.dueAt,
    onTime: (now) => {
      settlement.onTime(now);
      for (const [symbol, before] of flashRates) {
        const rate = pit.flashRate(symbol);
        flashRates.set(symbol, rate);
        if (before !== rate) onFlashRate(symbol, rate, now);
      }
    },
  };
};
