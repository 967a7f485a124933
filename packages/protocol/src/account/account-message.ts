import type { Texts } from '../json.js';
import type { Message } from '../messages.js';
import type { NumberMode } from '../numbers/number-mode.js';
import type { AccountData } from './account-frame.js';
import type { BalanceMessage } from './balance.js';
import type { FundingCreditMessage, FundingCreditsMessage } from './funding-credit.js';
import type { FundingInfoMessage } from './funding-info.js';
import type { FundingLoanMessage, FundingLoansMessage } from './funding-loan.js';
import type { FundingOfferMessage, FundingOffersMessage } from './funding-offer.js';
import type { AccountFundingTradeMessage, AccountFundingTradesMessage } from './funding-trade.js';
import type { MarginBaseMessage, MarginSymbolMessage } from './margin.js';
import type { NotificationMessage } from './notification.js';
import type { OrderMessage, OrdersMessage } from './order.js';
import type { PositionMessage, PositionsMessage } from './position.js';
import type { RetiredMessage } from './retired.js';
import type { AccountTradeMessage, AccountTradesMessage } from './trade.js';
import type { WalletMessage, WalletsMessage } from './wallet.js';

/** A frame of the account channel with a code that is not known here, as it was sent. */
export interface UnrecognisedAccountMessage extends AccountData<'unrecognisedAccount', string | null> {
  /** The frame as parsed JSON, trailers included. */
  readonly raw: ReadonlyArray<unknown>;
  /** The texts of the numbers in `raw`, place by place, in text mode; null otherwise. Numbers inside objects have none. */
  readonly texts: Texts;
}

/** A message of the account channel. https://docs.bitfinex.com/reference/ws-auth-account-info */
export type AccountMessage<N extends NumberMode = 'number'> =
  | OrdersMessage<N>
  | OrderMessage<N>
  | PositionsMessage<N>
  | PositionMessage<N>
  | AccountTradeMessage<N>
  | AccountTradesMessage<N>
  | WalletsMessage<N>
  | WalletMessage<N>
  | BalanceMessage<N>
  | MarginBaseMessage<N>
  | MarginSymbolMessage<N>
  | FundingInfoMessage<N>
  | FundingOffersMessage<N>
  | FundingOfferMessage<N>
  | FundingCreditsMessage<N>
  | FundingCreditMessage<N>
  | FundingLoansMessage<N>
  | FundingLoanMessage<N>
  | AccountFundingTradeMessage<N>
  | AccountFundingTradesMessage<N>
  | NotificationMessage<N>
  | RetiredMessage
  | UnrecognisedAccountMessage;

/** Whether a message is of the account channel and has data: not a heartbeat of it, nor a frame that nobody reads. */
export const isAccountMessage = <N extends NumberMode>(message: Message<N>): message is AccountMessage<N> =>
  'chanId' in message && message.chanId === 0 && 'code' in message;
