import { either as E } from 'fp-ts';
import type { Say } from '../accounts/desk.js';
import type { Holdings } from '../accounts/holdings.js';
import { moneyOfAmount, moneyText } from '../accounts/money.js';
import type { Pit } from '../accounts/pit.js';
import { FLAGS, numberOf } from '../accounts/requests.js';
import { PLAIN_ORDER, type EngineOrder } from '../engine/order.js';
import type { Fields } from '../wire/events.js';
import { notificationRow } from '../accounts/account-text.js';
import { creditRow, loanRow, offerRow, sparseOfferRow } from './funding-text.js';
import { DAY, type Contract } from './contracts.js';
import { rateOf, submittingText, type OfferRecord } from './offer.js';
import { interestOfBid, type Pool } from './pool.js';
import { readNewOffer } from './requests.js';

/** Rows, each with its symbol. */
type Rows = ReadonlyArray<readonly [row: string, symbol: string]>;

/** What an owner may do about funding, and be told of it. */
interface FundingDesk {
  readonly place: (body: Fields) => void;
  readonly cancel: (body: Fields) => void;
  /** Rows of all offers, credits and loans. */
  readonly snapshot: () => {
    readonly fos: Rows;
    readonly fcs: Rows;
    readonly fls: Rows;
  };
  /** What was borrowed and lent of a currency, rates and days on average, weighted by amount; null: no such market. */
  readonly info: (symbol: string) => string | null;
}

interface FundingDeskPorts {
  readonly userId: number;
  readonly pit: Pit;
  readonly pool: Pool;
  readonly holdings: Holdings;
  readonly say: Say;
  readonly takeOrderId: () => number;
}

/** Offers of one account at a time. */
const MOST_OFFERS = 500;

/** The desk of one account. */
export const createFundingDesk = ({ userId, pit, pool, holdings, say, takeOrderId }: FundingDeskPorts): FundingDesk => {
  const notify = (type: string, info: string, status: 'SUCCESS' | 'ERROR', words: string): void =>
    say('n', notificationRow(pit.now(), { type, info, status, words }), null);
  const refuse = ({ amount, rate, period }: Fields, words: string): void => {
    const known = { 4: numberOf(amount), 14: numberOf(rate), 15: numberOf(period) };
    const finite = Object.entries(known).filter(([, value]) => Number.isFinite(value));
    notify('fon-req', sparseOfferRow(Object.fromEntries(finite)), 'ERROR', words);
  };
  const place = (body: Fields): void => {
    const read = readNewOffer(body, pit.funding);
    if (E.isLeft(read)) return refuse(body, read.left);
    if (pool.offers(userId).length >= MOST_OFFERS) return refuse(body, 'Limit: too many active offers');
    const { listing, type, side, amount, rate, period, flags } = read.right;
    const { symbol, decimals, currency } = listing;
    const price = rateOf({ type, rate }, side, pit.flashRate(symbol));
    const [needed, wallet] =
      side === 'ask'
        ? ([moneyOfAmount(amount), 'funding'] as const)
        : ([interestOfBid({ price, amount, period }, decimals), 'margin'] as const);
    if (needed > holdings.available(wallet, currency)) {
      const kind = side === 'ask' ? 'offer' : 'bid';
      return refuse(
        body,
        `Invalid offer: not enough ${wallet} balance for this ${kind}: ${moneyText(needed)} ${currency}`,
      );
    }
    const hidden = (flags & FLAGS.hidden) !== 0;
    const order: EngineOrder = {
      ...PLAIN_ORDER,
      before: null,
      priority: 0,
      id: takeOrderId(),
      owner: userId,
      side,
      price,
      period,
      amount,
      original: amount,
      hidden,
    };
    const now = Math.floor(pit.now());
    const times = { created: now, updated: now };
    const offer: OfferRecord = { order, symbol, decimals, type, rate, flags, ...times, fills: [], end: null };
    const told = { 0: order.id, 4: numberOf(body['amount']), 14: rate / 10 ** decimals, 15: period };
    notify('fon-req', sparseOfferRow(told), 'SUCCESS', submittingText(offer));
    pool.expect(offer);
    pit.act(symbol, { _tag: 'Submitted', order, spend: null });
  };
  const cancel = ({ id }: Fields): void => {
    const offer = typeof id === 'number' ? pool.offer(userId, id) : null;
    if (!offer) {
      const known = typeof id === 'number' && Number.isFinite(id) ? { 0: id } : {};
      return notify('foc-req', sparseOfferRow(known), 'ERROR', 'Offer not found.');
    }
    notify('foc-req', offerRow(offer), 'SUCCESS', 'Submitted for cancellation; waiting for confirmation.');
    pit.act(offer.symbol, { _tag: 'Cancelled', id: offer.order.id, like: offer.order });
  };

  const sideOf = ({ lender, borrower }: Contract): 1 | 0 | -1 => (lender === borrower ? 0 : lender === userId ? 1 : -1);
  const meansOf = (contracts: ReadonlyArray<Contract>, now: number): readonly [rate: number, days: number] => {
    const amount = contracts.reduce((sum, each) => sum + each.amount, 0);
    if (amount === 0) return [0, 0];
    const mean = (of: (contract: Contract) => number): number =>
      contracts.reduce((sum, each) => sum + each.amount * of(each), 0) / amount;
    const rate = mean((each) => each.rate / 10 ** each.listing.decimals);
    return [rate, mean((each) => Math.max(0, each.closes - now) / DAY)];
  };

  return {
    place,
    cancel,
    snapshot: () => {
      const contracts = pool.contracts(userId);
      const now = Math.floor(pit.now());
      const rows = (of: ReadonlyArray<Contract>, row: typeof loanRow): Rows =>
        of.map((each) => [row(each, sideOf(each), now, 'ACTIVE'), each.listing.symbol]);
      return {
        fos: pool.offers(userId).map((each) => [offerRow(each), each.symbol]),
        fcs: rows(
          contracts.filter(({ credit }) => credit !== null),
          creditRow,
        ),
        fls: rows(
          contracts.filter(({ credit }) => credit === null),
          loanRow,
        ),
      };
    },
    info: (symbol) => {
      if (!pit.funding(symbol)) return null;
      const own = pool.contracts(userId).filter(({ listing }) => listing.symbol === symbol);
      const [loanRate, loanDays] = meansOf(
        own.filter(({ borrower }) => borrower === userId),
        pit.now(),
      );
      const [lendRate, lendDays] = meansOf(
        own.filter(({ lender }) => lender === userId),
        pit.now(),
      );
      return JSON.stringify(['sym', symbol, [loanRate, lendRate, loanDays, lendDays]]);
    },
  };
};
