import { either as E } from 'fp-ts';
import type { ReaderContext } from '../channels/channel-codec.js';
import type { NumberMode } from '../numbers/number-mode.js';
import { headOf, type AccountFamily, type AccountFrame, type AccountReader } from './account-frame.js';
import type { UnrecognisedAccountMessage } from './account-message.js';
import { balance } from './balance.js';
import { fundingCredits } from './funding-credit.js';
import { fundingInfo } from './funding-info.js';
import { fundingLoans } from './funding-loan.js';
import { fundingOffers } from './funding-offer.js';
import { accountFundingTrades } from './funding-trade.js';
import { margin } from './margin.js';
import { notifications } from './notification.js';
import { orders } from './order.js';
import { positions } from './position.js';
import { retired } from './retired.js';
import { accountTrades } from './trade.js';
import { wallets } from './wallet.js';

/** The account channel: everything that a decoder must know of it. */
export interface AccountChannel {
  /** How to read its frames. */
  readonly open: <N extends NumberMode>(context: ReaderContext<N>) => AccountReader<N>;
}

// Every family. A new one is a file beside this one and a line here.
const FAMILIES: ReadonlyArray<AccountFamily> = [
  ...[orders, positions, accountTrades, wallets, balance, margin, fundingInfo],
  ...[fundingOffers, fundingCredits, fundingLoans, accountFundingTrades, notifications, retired],
];

/**
 * The account channel: what comes on channel 0 once a login succeeded. Give it to `createDecoder` as `account`;
 * `createSessionDecoder` has it. https://docs.bitfinex.com/reference/ws-auth-account-info
 */
export const accountChannel: AccountChannel = {
  open: <N extends NumberMode>(context: ReaderContext<N>) => {
    const readers = new Map<string, AccountReader<N>>(FAMILIES.flatMap((family) => [...family(context)]));
    return (frame) => {
      const read = frame.code === null ? undefined : readers.get(frame.code);
      return read === undefined ? E.right(unrecognised(frame)) : read(frame);
    };
  },
};

const unrecognised = (frame: AccountFrame): UnrecognisedAccountMessage => ({
  type: 'unrecognisedAccount',
  ...headOf(frame.code, frame),
  raw: frame.raw,
  texts: frame.rawTexts,
});
