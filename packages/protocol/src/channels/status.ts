import { isLeft, right } from '@bitfinex-ws/machine';
import type { FrameBody } from '../encode/frame-text.js';
import type { Num, NumberMode } from '../numbers/number-mode.js';
import type { Row } from '../row.js';
import { rowCodecs, type RowCodecs, type RowOptions } from '../row-codec.js';
import { rowReader } from '../row-reader.js';
import type { ChannelCodec, ChannelReader, ReaderContext } from './channel-codec.js';
import type { ChannelMessage } from './channel-message.js';
import { badPayload } from './payload.js';
import type { StatusSpec } from './spec.js';
import { readStatusSpec } from './wire-spec.js';

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

const derivativesRow = <N extends NumberMode>(c: Row<N>): DerivativesStatus<N> => ({
  mts: c.time(0, 'timeMs'),
  derivPrice: c.decimalOrNull(2, 'derivPrice'),
  spotPrice: c.decimalOrNull(3, 'spotPrice'),
  insuranceFundBalance: c.decimalOrNull(5, 'insuranceFundBalance'),
  nextFundingEvtMts: c.timeOrNull(7, 'nextFundingEvtMts'),
  nextFundingAccrued: c.decimalOrNull(8, 'nextFundingAccrued'),
  nextFundingStep: c.integerOrNull(9, 'nextFundingStep'),
  currentFunding: c.decimalOrNull(11, 'currentFunding'),
  markPrice: c.decimalOrNull(14, 'markPrice'),
  openInterest: c.decimalOrNull(17, 'openInterest'),
  clampMin: c.decimalIfSent(21, 'clampMin'),
  clampMax: c.decimalIfSent(22, 'clampMax'),
});

/** Reads the row of a derivative's status. */
export const DerivativesStatus: RowCodecs<DerivativesStatus, DerivativesStatus<'text'>> = /* @__PURE__ */ rowCodecs(
  'DerivativesStatus',
  derivativesRow<'number'>,
  derivativesRow<'text'>,
);

const LIQUIDATION_OPTIONS: RowOptions = { constants: [{ index: 0, name: 'type', value: 'pos' }] };

const liquidationRow = <N extends NumberMode>(c: Row<N>): Liquidation<N> => ({
  posId: c.id(1, 'posId'),
  mts: c.time(2, 'timeMs'),
  symbol: c.text(4, 'symbol'),
  amount: c.decimal(5, 'amount'),
  basePrice: c.decimal(6, 'basePrice'),
  isMatch: c.integer(8, 'isMatch'),
  isMarketSold: c.integer(9, 'isMarketSold'),
  liquidationPrice: c.decimalOrNull(11, 'liquidationPrice'),
});

/** Reads the row of a liquidation. */
export const Liquidation: RowCodecs<Liquidation, Liquidation<'text'>> = /* @__PURE__ */ rowCodecs(
  'Liquidation',
  liquidationRow<'number'>,
  liquidationRow<'text'>,
  LIQUIDATION_OPTIONS,
);

/** The state of a derivative. https://docs.bitfinex.com/reference/ws-public-status */
export interface DerivativesStatus<N extends NumberMode = 'number'> {
  /** ms */
  readonly mts: number;
  /** Mid price of the derivative. */
  readonly derivPrice: Num<N> | null;
  /** Mid price of the underlying spot market. */
  readonly spotPrice: Num<N> | null;
  /** What the exchange holds against losses; the documentation does not say in which currency. */
  readonly insuranceFundBalance: Num<N> | null;
  /** ms */
  readonly nextFundingEvtMts: number | null;
  /** A fraction. */
  readonly nextFundingAccrued: Num<N> | null;
  /** A counter of the accrual. Null where the server sent none. */
  readonly nextFundingStep: number | null;
  /** A fraction, for the current 8 h. */
  readonly currentFunding: Num<N> | null;
  /** Price at which positions are valued. Null where the server sent none. */
  readonly markPrice: Num<N> | null;
  /** The documentation does not say in which unit. */
  readonly openInterest: Num<N> | null;
  /** Null in the layout of 2020, which did not have it. */
  readonly clampMin: Num<N> | null;
  /** Null in the layout of 2020, which did not have it. */
  readonly clampMax: Num<N> | null;
}
/** A position that is being liquidated. https://docs.bitfinex.com/reference/ws-public-status */
export interface Liquidation<N extends NumberMode = 'number'> {
  /** Names the position. */
  readonly posId: Num<N>;
  /** ms, may be fractional */
  readonly mts: number;
  /** t and the pair of the position. */
  readonly symbol: string;
  /** In base currency: > 0 long, < 0 short. */
  readonly amount: Num<N>;
  /** What the position was entered at, in quote currency. */
  readonly basePrice: Num<N>;
  /** 0: the initial trigger; 1: executed in the market. */
  readonly isMatch: number;
  /** 0: sold to the market; 1: acquired by the system. */
  readonly isMarketSold: number;
  /** In quote currency. Null where the server sent none. */
  readonly liquidationPrice: Num<N> | null;
}
/** The status of one derivative. */
export interface DerivativesStatusMessage<N extends NumberMode = 'number'> extends ChannelMessage<
  'derivativesStatus',
  StatusSpec
> {
  /** The status as it stands now. */
  readonly status: DerivativesStatus<N>;
}
/** Liquidations of the whole exchange, usually one. */
export interface LiquidationsMessage<N extends NumberMode = 'number'> extends ChannelMessage<
  'liquidations',
  StatusSpec
> {
  /** In the order in which they came. */
  readonly liquidations: ReadonlyArray<Liquidation<N>>;
}

const derivativesReader = <N extends NumberMode>(
  spec: StatusSpec,
  { createCells, drift }: ReaderContext<N>,
): ChannelReader<N> => {
  const reader = rowReader('DerivativesStatus', derivativesRow<N>, createCells());
  return (frame) => {
    if (frame.tag !== null) return badPayload('DerivativesStatus', 'a row', frame);
    const { chanId, payload, texts, seq, accountSeq, serverTime } = frame;
    const read = reader.read(payload, texts, drift);
    if (isLeft(read)) return read;
    return right({ type: 'derivativesStatus', chanId, spec, seq, accountSeq, serverTime, status: read.right });
  };
};

const liquidationsReader = <N extends NumberMode>(
  spec: StatusSpec,
  { createCells, drift }: ReaderContext<N>,
): ChannelReader<N> => {
  const reader = rowReader('Liquidation', liquidationRow<N>, createCells(), LIQUIDATION_OPTIONS);
  return (frame) => {
    const { chanId, tag, payload, texts, shape, seq, accountSeq, serverTime } = frame;
    if (tag !== null || shape === 'row' || !Array.isArray(payload)) {
      return badPayload('Liquidation', 'a list of rows', frame);
    }
    const rows = reader.readAll(payload, texts, drift);
    if (isLeft(rows)) return rows;
    return right({ type: 'liquidations', chanId, spec, seq, accountSeq, serverTime, liquidations: rows.right });
  };
};

/** Writes what the frame of a status says. */
export const encodeStatus = (
  message: DerivativesStatusMessage<NumberMode> | LiquidationsMessage<NumberMode>,
): FrameBody => ({
  tag: null,
  payload:
    message.type === 'liquidations'
      ? Liquidation.writeAll(message.liquidations)
      : DerivativesStatus.write(message.status),
});

/** The status channel: derivatives and liquidations. A key of another kind is not known. */
export const statusChannel: ChannelCodec = {
  channel: 'status',
  parse: null,
  readSpec: readStatusSpec,
  open: (spec, context) => {
    if (spec.channel !== 'status') return null;
    if (spec.key.startsWith('deriv:')) return derivativesReader(spec, context);
    return spec.key.startsWith('liq:') ? liquidationsReader(spec, context) : null;
  },
};
