import type { Num, NumberMode } from '../numbers/number-mode.js';
import { rowCodecs, type RowCodec, type RowCodecs } from '../row-codec.js';
import type { Row } from '../row.js';
import type { AccountData, AccountFamily } from './account-frame.js';
import { rowReaders } from './row-readers.js';
import { sparsely, type Sparse } from './sparse.js';

/*
 * https://docs.bitfinex.com/reference/ws-auth-positions
 *
 * [0, "ps", [[SYMBOL, STATUS, AMOUNT, BASE_PRICE, MARGIN_FUNDING, MARGIN_FUNDING_TYPE, PL, PL_PERC, PRICE_LIQ, LEVERAGE, _,
 *             POSITION_ID, MTS_CREATE, MTS_UPDATE, _, TYPE, _, COLLATERAL, COLLATERAL_MIN, META], …]]        may be []
 * [0, "pn" | "pu" | "pc", [SYMBOL, …]]
 *
 * [0,"ps",[["tTESTBTC:TESTUSD","ACTIVE",3.8e-7,38930,0,0,null,null,null,null,null,152677056,null,null,null,0,null,0,null,
 * null]]]
 *
 * Rows of 2018 and before end at LEVERAGE. Old servers were seen to send null for an empty `ps`, so null is read as [].
 */

const row = <N extends NumberMode>(c: Row<N>): Position<N> => ({
  symbol: c.text(0, 'symbol'),
  status: c.text(1, 'status'),
  amount: c.decimal(2, 'amount'),
  basePrice: c.decimal(3, 'basePrice'),
  marginFunding: c.decimal(4, 'marginFunding'),
  marginFundingType: c.integerOrNull(5, 'marginFundingType'),
  pl: c.decimalOrNull(6, 'pl'),
  plPerc: c.decimalOrNull(7, 'plPerc'),
  priceLiq: c.decimalOrNull(8, 'priceLiq'),
  leverage: c.decimalOrNull(9, 'leverage'),
  positionId: c.idIfSent(11, 'positionId'),
  mtsCreate: c.timeIfSent(12, 'mtsCreate'),
  mtsUpdate: c.timeIfSent(13, 'mtsUpdate'),
  type: c.integerIfSent(15, 'type'),
  collateral: c.decimalIfSent(17, 'collateral'),
  collateralMin: c.decimalIfSent(18, 'collateralMin'),
  meta: c.metaIfSent(19, 'meta'),
});

/** Reads the row of a position. */
export const Position: RowCodecs<Position, Position<'text'>> = rowCodecs('Position', row<'number'>, row<'text'>);

/** Reads the row of a position in an acknowledgement, which holds what the server knew of it. */
export const SparsePosition: RowCodecs<SparsePosition, SparsePosition<'text'>> = rowCodecs(
  'SparsePosition',
  sparsely(row<'number'>),
  sparsely(row<'text'>),
);

/**
 * A position. Null in `pl`, `plPerc`, `priceLiq` and `leverage`: not calculated yet; a `calc` request asks for them, and a
 * later `pu` has them. https://docs.bitfinex.com/reference/ws-auth-positions
 */
export interface Position<N extends NumberMode = 'number'> {
  /** The pair: tBTCUSD. */
  readonly symbol: string;
  /** ACTIVE or CLOSED. */
  readonly status: string;
  /** In base currency. > 0: long; < 0: short; 0: closed. */
  readonly amount: Num<N>;
  /** In quote currency. */
  readonly basePrice: Num<N>;
  /** What its funding costs, in quote currency. */
  readonly marginFunding: Num<N>;
  /** 0: daily; 1: for a term. */
  readonly marginFundingType: number | null;
  /** Profit or loss, in quote currency. */
  readonly pl: Num<N> | null;
  /** Profit or loss, per cent. */
  readonly plPerc: Num<N> | null;
  /** The price at which it is liquidated, in quote currency. */
  readonly priceLiq: Num<N> | null;
  /** Null as `pl`. */
  readonly leverage: Num<N> | null;
  /** Null in rows of 2018 and before, which end earlier, as all that follow. */
  readonly positionId: Num<N> | null;
  /** ms; null in every frame that was seen. */
  readonly mtsCreate: number | null;
  /** ms; null in every frame that was seen. */
  readonly mtsUpdate: number | null;
  /** 0: margin; 1: derivative. */
  readonly type: number | null;
  /** Of a derivative, in its margin currency. */
  readonly collateral: Num<N> | null;
  /** The least that `collateral` may be. */
  readonly collateralMin: Num<N> | null;
  /** What changed it: `reason`, `order_id`, `order_id_oppo`, `liq_stage`, `trade_price`, `trade_amount`; most numbers are texts. */
  readonly meta: Readonly<Record<string, unknown>> | null;
}

/** A position of which the server repeats what it knows; what it leaves out is null. */
export type SparsePosition<N extends NumberMode = 'number'> = Sparse<Position<N>>;

/** `ps`: every open position, may be none; it replaces what was known. Under another code: that change, of several. */
export interface PositionsMessage<N extends NumberMode = 'number'> extends AccountData<
  'positions',
  'ps' | 'pn' | 'pu' | 'pc'
> {
  /** One for each position. */
  readonly positions: ReadonlyArray<Position<N>>;
}
/** `pn`: new; `pu`: changed, or calculated anew; `pc`: closed. */
export interface PositionMessage<N extends NumberMode = 'number'> extends AccountData<'position', 'pn' | 'pu' | 'pc'> {
  /** The position as it is now. */
  readonly position: Position<N>;
}

const CODECS: { readonly [N in NumberMode]: RowCodec<Position<N>> } = { number: Position, text: Position.text };

/** Positions: `ps`, `pn`, `pu`, `pc`. */
export const positions: AccountFamily = ({ numbers, drift }) =>
  rowReaders(CODECS[numbers], drift, {
    snapshot: 'ps',
    changes: ['pn', 'pu', 'pc'],
    many: (code, { seq, accountSeq, serverTime }, positions) => ({
      type: 'positions',
      code,
      chanId: 0,
      seq,
      accountSeq,
      serverTime,
      positions,
    }),
    one: (code, { seq, accountSeq, serverTime }, position) => ({
      type: 'position',
      code,
      chanId: 0,
      seq,
      accountSeq,
      serverTime,
      position,
    }),
    nullIsEmpty: true,
  });
