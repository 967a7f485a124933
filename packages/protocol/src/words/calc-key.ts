import type { FundingSymbol, TradingSymbol } from '../channels/spec.js';
import type { WalletType } from './auth-filter.js';
import { isFundingSymbol, isTradingSymbol } from './symbol.js';

/** What can be calculated on request. https://docs.bitfinex.com/reference/ws-auth-input-calc */
export type CalcKey =
  /** The margin of the account: `miu` base. */
  | 'margin_base'
  /** The margin of a pair: `miu` sym. */
  | `margin_sym_${TradingSymbol}`
  /** Rates and durations of the funding of a currency: `fiu`. */
  | `funding_sym_${FundingSymbol}`
  /** Profit, liquidation price and leverage of a position: `pu`. */
  | `position_${TradingSymbol}`
  /** What of a wallet is available: `wu`. The currency stands without the f. */
  | `wallet_${WalletType}_${string}`
  /** Assets under management: `bu`. */
  | 'balance';

const KEY = /^(margin_sym|funding_sym|position|wallet_(?:exchange|margin|funding))_(.+)$/;

/** Whether a text is a key of `calc`. */
export const isCalcKey = (text: string): text is CalcKey => {
  if (text === 'margin_base' || text === 'balance') return true;
  const [, kind, subject = ''] = KEY.exec(text) ?? [];
  switch (kind) {
    case undefined:
      return false;
    case 'margin_sym':
    case 'position':
      return isTradingSymbol(subject);
    case 'funding_sym':
      return isFundingSymbol(subject);
    default:
      return /^[A-Z0-9]+$/.test(subject);
  }
};
