import type { Num, NumberMode } from '../numbers/number-mode.js';
import { rowCodecs, type RowCodec, type RowCodecs } from '../row-codec.js';
import type { Row } from '../row.js';
import type { AccountData, AccountFamily } from './account-frame.js';
import { rowReaders } from './row-readers.js';

/*
 * https://docs.bitfinex.com/reference/ws-auth-funding-trades
 *
 * [0, "fte" | "ftu", [ID, SYMBOL, MTS_CREATE, OFFER_ID, AMOUNT, RATE, PERIOD, MAKER]]
 *
 * [0,"fte",[636854,"fUSD",1575282446000,41238905,-1000,0.002,7,null]]
 */

const row = <N extends NumberMode>(c: Row<N>): AccountFundingTrade<N> => ({
  id: c.id(0, 'id'),
  symbol: c.text(1, 'symbol'),
  mtsCreate: c.time(2, 'mtsCreate'),
  offerId: c.id(3, 'offerId'),
  amount: c.decimal(4, 'amount'),
  rate: c.decimal(5, 'rate'),
  period: c.integer(6, 'period'),
  maker: c.integerOrNull(7, 'maker'),
});

/** Reads the row of one's own funding trade. */
export const AccountFundingTrade: RowCodecs<AccountFundingTrade, AccountFundingTrade<'text'>> = rowCodecs(
  'AccountFundingTrade',
  row<'number'>,
  row<'text'>,
);

/** One's own funding trade. https://docs.bitfinex.com/reference/ws-auth-funding-trades */
export interface AccountFundingTrade<N extends NumberMode = 'number'> {
  /** Names the trade: fte and ftu of one trade have the same. */
  readonly id: Num<N>;
  /** fUSD */
  readonly symbol: string;
  /** ms */
  readonly mtsCreate: number;
  /** The offer that was taken. */
  readonly offerId: Num<N>;
  /** > 0: lent; < 0: borrowed. */
  readonly amount: Num<N>;
  /** A fraction a day. */
  readonly rate: Num<N>;
  /** days */
  readonly period: number;
  /** 1: maker; null: not said. */
  readonly maker: number | null;
}

/** `fte`: at match time; `ftu`: the same trade once persisted. */
export interface AccountFundingTradeMessage<N extends NumberMode = 'number'> extends AccountData<
  'accountFundingTrade',
  'fte' | 'ftu'
> {
  /** What was lent or borrowed. */
  readonly trade: AccountFundingTrade<N>;
}
/** As AccountFundingTradeMessage, of several trades in one frame. */
export interface AccountFundingTradesMessage<N extends NumberMode = 'number'> extends AccountData<
  'accountFundingTrades',
  'fte' | 'ftu'
> {
  /** In the order in which they were sent. */
  readonly trades: ReadonlyArray<AccountFundingTrade<N>>;
}

const CODECS: { readonly [N in NumberMode]: RowCodec<AccountFundingTrade<N>> } = {
  number: AccountFundingTrade,
  text: AccountFundingTrade.text,
};

/** One's own funding trades: `fte`, `ftu`. */
export const accountFundingTrades: AccountFamily = ({ numbers, drift }) =>
  rowReaders(CODECS[numbers], drift, {
    changes: ['fte', 'ftu'],
    many: (code, { seq, accountSeq, serverTime }, trades) => ({
      type: 'accountFundingTrades',
      code,
      chanId: 0,
      seq,
      accountSeq,
      serverTime,
      trades,
    }),
    one: (code, { seq, accountSeq, serverTime }, trade) => ({
      type: 'accountFundingTrade',
      code,
      chanId: 0,
      seq,
      accountSeq,
      serverTime,
      trade,
    }),
  });
