import type { FrameBody } from '../encode/frame-text.js';
import { jsonText } from '../encode/json-text.js';
import type { NumberMode } from '../numbers/number-mode.js';
import type { AccountMessage, UnrecognisedAccountMessage } from './account-message.js';
import { Balance } from './balance.js';
import { FundingCredit } from './funding-credit.js';
import { FundingInfo } from './funding-info.js';
import { FundingLoan } from './funding-loan.js';
import { FundingOffer } from './funding-offer.js';
import { AccountFundingTrade } from './funding-trade.js';
import { MarginBase, MarginSymbol } from './margin.js';
import { writeNotification } from './notification.js';
import { Order } from './order.js';
import { Position } from './position.js';
import { AccountTrade } from './trade.js';
import { Wallet } from './wallet.js';

type Written = Exclude<AccountMessage<NumberMode>, UnrecognisedAccountMessage>;

/** Writes what a message of the account channel says. */
export const encodeAccount = (message: Written): FrameBody => ({ tag: message.code, payload: payloadOf(message) });

const payloadOf = (message: Written): string => {
  switch (message.type) {
    case 'orders':
      return Order.writeAll(message.orders);
    case 'order':
      return Order.write(message.order);
    case 'positions':
      return Position.writeAll(message.positions);
    case 'position':
      return Position.write(message.position);
    case 'accountTrades':
      return AccountTrade.writeAll(message.trades);
    case 'accountTrade':
      return AccountTrade.write(message.trade);
    case 'wallets':
      return Wallet.writeAll(message.wallets);
    case 'wallet':
      return Wallet.write(message.wallet);
    case 'balance':
      return Balance.write(message.balance);
    case 'marginBase':
      return `["base",${MarginBase.write(message.margin)}]`;
    case 'marginSymbol':
      return `["sym",${jsonText(message.symbol)},${MarginSymbol.write(message.margin)}]`;
    case 'fundingInfo':
      return `["sym",${jsonText(message.symbol)},${FundingInfo.write(message.info)}]`;
    case 'fundingOffers':
      return FundingOffer.writeAll(message.offers);
    case 'fundingOffer':
      return FundingOffer.write(message.offer);
    case 'fundingCredits':
      return FundingCredit.writeAll(message.credits);
    case 'fundingCredit':
      return FundingCredit.write(message.credit);
    case 'fundingLoans':
      return FundingLoan.writeAll(message.loans);
    case 'fundingLoan':
      return FundingLoan.write(message.loan);
    case 'accountFundingTrades':
      return AccountFundingTrade.writeAll(message.trades);
    case 'accountFundingTrade':
      return AccountFundingTrade.write(message.trade);
    case 'notification':
      return writeNotification(message.notification);
    case 'retired':
      return jsonText(message.raw, message.texts);
  }
};
