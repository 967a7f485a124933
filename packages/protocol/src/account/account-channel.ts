import { right } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import type { ReaderContext } from '../channels/channel-codec.js';
import type { DecodeError } from '../errors.js';
import type { Trailers } from '../frame.js';
import type { Texts } from '../json.js';
import type { NumberMode } from '../numbers/number-mode.js';
import { FrameCells } from '../scan/frame-cells.js';
import type { AccountFamily, AccountReader } from './account-frame.js';
import type { AccountMessage } from './account-message.js';
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

/** Decodes a frame of the account channel. `texts` are the texts of its numbers, in text mode. Heartbeats never come here. */
export type AccountDecoder<N extends NumberMode> = (
  frame: ReadonlyArray<unknown>,
  trailers: Trailers,
  texts: Texts,
) => E.Either<DecodeError, AccountMessage<N>>;

/** The account channel: everything that a decoder must know of it. */
export interface AccountChannel {
  /** How to read its frames. */
  readonly open: <N extends NumberMode>(context: ReaderContext<N>) => AccountDecoder<N>;
  /**
   * A short cut for its common frames, in number mode: it reads the values that `JSON.parse` would read, or leaves the
   * frame to it. Missing where there is none.
   */
  readonly cells?: () => FrameCells;
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
  cells: () => new FrameCells(),
  open: <N extends NumberMode>(context: ReaderContext<N>) => {
    // Made when the first frame comes: most connections never see one.
    let made: ReadonlyMap<string, AccountReader<N>> | null = null;
    return (raw, { seq, accountSeq, serverTime }, texts) => {
      const readers = (made ??= new Map(FAMILIES.flatMap((family) => [...family(context)])));
      const second = raw[1];
      const code = typeof second === 'string' ? second : null;
      const read = code === null ? undefined : readers.get(code);
      if (code === null || read === undefined) {
        return right({ type: 'unrecognisedAccount', code, chanId: 0, seq, accountSeq, serverTime, raw, texts });
      }
      return read({ payload: raw[PAYLOAD], texts: texts?.[PAYLOAD] ?? null, seq, accountSeq, serverTime });
    };
  },
};

// Where the payload stands: behind the channel id and the code.
const PAYLOAD = 2;
