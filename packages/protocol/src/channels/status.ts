import type { ChannelMessage } from './channel-message.js';
import type { StatusSpec } from './spec.js';

/** https://docs.bitfinex.com/reference/ws-public-status */
export interface DerivativesStatus {
  readonly mts: number;
  readonly derivPrice: number | null;
  readonly spotPrice: number | null;
  readonly insuranceFundBalance: number | null;
  readonly nextFundingEvtMts: number | null;
  readonly nextFundingAccrued: number | null;
  readonly nextFundingStep: number | null;
  readonly currentFunding: number | null;
  readonly markPrice: number | null;
  readonly openInterest: number | null;
  readonly clampMin: number | null;
  readonly clampMax: number | null;
}
export interface Liquidation {
  readonly posId: number;
  /** ms, may be fractional */
  readonly mts: number;
  readonly symbol: string;
  readonly amount: number;
  readonly basePrice: number;
  readonly isMatch: number;
  readonly isMarketSold: number;
  readonly liquidationPrice: number | null;
}
export interface DerivativesStatusMessage extends ChannelMessage<'derivativesStatus', StatusSpec> {
  readonly status: DerivativesStatus;
}
export interface LiquidationsMessage extends ChannelMessage<'liquidations', StatusSpec> {
  readonly liquidations: ReadonlyArray<Liquidation>;
}
