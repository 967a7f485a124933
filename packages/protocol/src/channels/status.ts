import { either as E } from 'fp-ts';
import { rowCodec, type RowCodec } from '../row-codec.js';
import type { ChannelCodec, ChannelReader } from './channel-codec.js';
import type { ChannelMessage } from './channel-message.js';
import { badPayload } from './payload.js';
import type { StatusSpec } from './spec.js';

/*
 * https://docs.bitfinex.com/reference/ws-public-status
 *
 * deriv:SYMBOL  [CHAN_ID, [TIME_MS, _, DERIV_PRICE, SPOT_PRICE, _, INSURANCE_FUND_BALANCE, _, NEXT_FUNDING_EVT_MTS,
 *               NEXT_FUNDING_ACCRUED, NEXT_FUNDING_STEP, _, CURRENT_FUNDING, _, _, MARK_PRICE, _, _, OPEN_INTEREST, _, _, _,
 *               CLAMP_MIN, CLAMP_MAX]]
 *               [759363,[1790133734000,null,86710.46123944,86670.5,null,62210384.95685668,null,1790150400000,0.00015317,
 *               3873,null,0,null,null,86676.3172,null,null,8851.89352831,null,null,null,0.0005,0.0025]]
 * liq:global    [CHAN_ID, [["pos", POS_ID, TIME_MS, _, SYMBOL, AMOUNT, BASE_PRICE, _, IS_MATCH, IS_MARKET_SOLD, _,
 *               LIQUIDATION_PRICE], …]]
 *               [91684,[["pos",142397657,1574697680828.2002,null,"tBSVUSD",-2.62932,91.583875238719,null,1,1,null,112.27]]]
 *
 * The layout of 2020 ended at OPEN_INTEREST. Two of three deriv rows repeat the one before.
 */

/** Reads the row of a derivative's status. */
export const DerivativesStatus: RowCodec<DerivativesStatus> = rowCodec('DerivativesStatus', (c) => ({
  mts: c.time(0, 'timeMs'),
  derivPrice: c.numberOrNull(2, 'derivPrice'),
  spotPrice: c.numberOrNull(3, 'spotPrice'),
  insuranceFundBalance: c.numberOrNull(5, 'insuranceFundBalance'),
  nextFundingEvtMts: c.timeOrNull(7, 'nextFundingEvtMts'),
  nextFundingAccrued: c.numberOrNull(8, 'nextFundingAccrued'),
  nextFundingStep: c.integerOrNull(9, 'nextFundingStep'),
  currentFunding: c.numberOrNull(11, 'currentFunding'),
  markPrice: c.numberOrNull(14, 'markPrice'),
  openInterest: c.numberOrNull(17, 'openInterest'),
  clampMin: c.numberIfSent(21, 'clampMin'),
  clampMax: c.numberIfSent(22, 'clampMax'),
}));

/** Reads the row of a liquidation. */
export const Liquidation: RowCodec<Liquidation> = rowCodec(
  'Liquidation',
  (c) => ({
    posId: c.integer(1, 'posId'),
    mts: c.time(2, 'timeMs'),
    symbol: c.text(4, 'symbol'),
    amount: c.number(5, 'amount'),
    basePrice: c.number(6, 'basePrice'),
    isMatch: c.integer(8, 'isMatch'),
    isMarketSold: c.integer(9, 'isMarketSold'),
    liquidationPrice: c.numberOrNull(11, 'liquidationPrice'),
  }),
  [{ index: 0, name: 'type', value: 'pos' }],
);

/** The state of a derivative. https://docs.bitfinex.com/reference/ws-public-status */
export interface DerivativesStatus {
  /** ms */
  readonly mts: number;
  /** Mid price of the derivative. */
  readonly derivPrice: number | null;
  /** Mid price of the underlying spot market. */
  readonly spotPrice: number | null;
  readonly insuranceFundBalance: number | null;
  /** ms */
  readonly nextFundingEvtMts: number | null;
  /** A fraction. */
  readonly nextFundingAccrued: number | null;
  readonly nextFundingStep: number | null;
  /** A fraction, for the current 8 h. */
  readonly currentFunding: number | null;
  readonly markPrice: number | null;
  /** The documentation does not say in which unit. */
  readonly openInterest: number | null;
  /** Null in the layout of 2020, which did not have it. */
  readonly clampMin: number | null;
  /** Null in the layout of 2020, which did not have it. */
  readonly clampMax: number | null;
}
/** A position that is being liquidated. https://docs.bitfinex.com/reference/ws-public-status */
export interface Liquidation {
  readonly posId: number;
  /** ms, may be fractional */
  readonly mts: number;
  readonly symbol: string;
  readonly amount: number;
  readonly basePrice: number;
  /** 0: the initial trigger; 1: executed in the market. */
  readonly isMatch: number;
  /** 0: sold to the market; 1: acquired by the system. */
  readonly isMarketSold: number;
  readonly liquidationPrice: number | null;
}
/** The status of one derivative. */
export interface DerivativesStatusMessage extends ChannelMessage<'derivativesStatus', StatusSpec> {
  readonly status: DerivativesStatus;
}
/** Liquidations of the whole exchange, usually one. */
export interface LiquidationsMessage extends ChannelMessage<'liquidations', StatusSpec> {
  readonly liquidations: ReadonlyArray<Liquidation>;
}

const derivativesReader =
  (spec: StatusSpec): ChannelReader =>
  (frame) => {
    if (frame.tag !== null) return badPayload('DerivativesStatus', 'a row', frame);
    const row = DerivativesStatus.read(frame.payload);
    if (E.isLeft(row)) return row;
    const { chanId, seq, accountSeq, serverTime } = frame;
    return E.right({ type: 'derivativesStatus', chanId, spec, seq, accountSeq, serverTime, status: row.right });
  };

const liquidationsReader =
  (spec: StatusSpec): ChannelReader =>
  (frame) => {
    const { chanId, tag, payload, shape, seq, accountSeq, serverTime } = frame;
    if (tag !== null || shape === 'row' || !Array.isArray(payload)) {
      return badPayload('Liquidation', 'a list of rows', frame);
    }
    const rows = Liquidation.readAll(payload);
    if (E.isLeft(rows)) return rows;
    return E.right({ type: 'liquidations', chanId, spec, seq, accountSeq, serverTime, liquidations: rows.right });
  };

/** The status channel: derivatives and liquidations. A key of another kind is not known. */
export const statusChannel: ChannelCodec = {
  channel: 'status',
  texts: false,
  open: (spec) => {
    if (spec.channel !== 'status') return null;
    if (spec.key.startsWith('deriv:')) return derivativesReader(spec);
    return spec.key.startsWith('liq:') ? liquidationsReader(spec) : null;
  },
};
