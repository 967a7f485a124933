import type { Num, NumberMode } from '../numbers/number-mode.js';
import { rowCodecs, type RowCodec, type RowCodecs } from '../row-codec.js';
import type { Row } from '../row.js';
import type { AccountData, AccountFamily } from './account-frame.js';
import { rowReaders } from './row-readers.js';

/*
 * https://docs.bitfinex.com/reference/ws-auth-trades
 *
 * [0, "te" | "tu", [ID, SYMBOL, MTS_CREATE, ORDER_ID, EXEC_AMOUNT, EXEC_PRICE, ORDER_TYPE, ORDER_PRICE, MAKER, FEE,
 *                   FEE_CURRENCY, CID]]
 *
 * [0,"te",[17972,"tBTCUSD",1755671464700,15268096239,-0.00008867,113910,"EXCHANGE LIMIT",113910,-1,null,null,
 * 1755671464699]]
 * [0,"tu",[17972,"tBTCUSD",1755671464700,15268096239,-0.00008867,113910,"EXCHANGE LIMIT",113910,-1,-0.00606023982,"USD",
 * 1755671464699]]
 *
 * `te` of 2017 ends at MAKER, `tu` of then at FEE_CURRENCY.
 */

const row = <N extends NumberMode>(c: Row<N>): AccountTrade<N> => ({
  id: c.id(0, 'id'),
  symbol: c.text(1, 'symbol'),
  mtsCreate: c.time(2, 'mtsCreate'),
  orderId: c.id(3, 'orderId'),
  execAmount: c.decimal(4, 'execAmount'),
  execPrice: c.decimal(5, 'execPrice'),
  orderType: c.textOrNull(6, 'orderType'),
  orderPrice: c.decimalOrNull(7, 'orderPrice'),
  maker: c.integer(8, 'maker'),
  fee: c.decimalIfSent(9, 'fee'),
  feeCurrency: c.textIfSent(10, 'feeCurrency'),
  cid: c.idIfSent(11, 'cid'),
});

/** Reads the row of one's own trade. */
export const AccountTrade: RowCodecs<AccountTrade, AccountTrade<'text'>> = rowCodecs(
  'AccountTrade',
  row<'number'>,
  row<'text'>,
);

/** One's own trade. https://docs.bitfinex.com/reference/ws-auth-trades */
export interface AccountTrade<N extends NumberMode = 'number'> {
  /** Names the trade: te and tu of one trade have the same. */
  readonly id: Num<N>;
  /** The pair: tBTCUSD. */
  readonly symbol: string;
  /** ms, may be fractional */
  readonly mtsCreate: number;
  /** The order that was executed. */
  readonly orderId: Num<N>;
  /** In base currency. > 0: bought; < 0: sold. */
  readonly execAmount: Num<N>;
  /** In quote currency. */
  readonly execPrice: Num<N>;
  /** LIMIT, EXCHANGE LIMIT, MARKET …; null in frames of 2018. */
  readonly orderType: string | null;
  /** In quote currency; null in frames of 2018. */
  readonly orderPrice: Num<N> | null;
  /** 1: maker; -1: taker; 0 in old frames. */
  readonly maker: number;
  /** < 0: paid; > 0: a rebate. Null in `te`: not known yet. */
  readonly fee: Num<N> | null;
  /** What the fee is in. Null in `te`: not known yet. */
  readonly feeCurrency: string | null;
  /** The order's client id, 0 where it had none. Null in frames before 2020, which end earlier. */
  readonly cid: Num<N> | null;
}

/** `te`: at match time, without the fee; `tu`: the same trade with it. */
export interface AccountTradeMessage<N extends NumberMode = 'number'> extends AccountData<'accountTrade', 'te' | 'tu'> {
  /** What was bought or sold. */
  readonly trade: AccountTrade<N>;
}
/** As AccountTradeMessage, of several trades in one frame. */
export interface AccountTradesMessage<N extends NumberMode = 'number'> extends AccountData<
  'accountTrades',
  'te' | 'tu'
> {
  /** In the order in which they were sent. */
  readonly trades: ReadonlyArray<AccountTrade<N>>;
}

const CODECS: { readonly [N in NumberMode]: RowCodec<AccountTrade<N>> } = {
  number: AccountTrade,
  text: AccountTrade.text,
};

/** One's own trades: `te`, `tu`. */
export const accountTrades: AccountFamily = ({ numbers, drift }) =>
  rowReaders(CODECS[numbers], drift, {
    changes: ['te', 'tu'],
    many: (code, { seq, accountSeq, serverTime }, trades) => ({
      type: 'accountTrades',
      code,
      chanId: 0,
      seq,
      accountSeq,
      serverTime,
      trades,
    }),
    one: (code, { seq, accountSeq, serverTime }, trade) => ({
      type: 'accountTrade',
      code,
      chanId: 0,
      seq,
      accountSeq,
      serverTime,
      trade,
    }),
  });
