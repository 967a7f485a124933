import type { Num, NumberMode } from '../numbers/number-mode.js';
import { rowCodecs, type RowCodec, type RowCodecs } from '../row-codec.js';
import type { Row } from '../row.js';
import type { AccountData, AccountFamily } from './account-frame.js';
import { rowReaders } from './row-readers.js';

/*
 * https://docs.bitfinex.com/reference/ws-auth-wallets
 *
 * [0, "ws", [[TYPE, CURRENCY, BALANCE, UNSETTLED_INTEREST, BALANCE_AVAILABLE, DESCRIPTION, META], …]]        may be []
 * [0, "wu", [TYPE, …]]
 *
 * [0,"ws",[["exchange","AAA",50025,0,null,null,null],["margin","TESTUSDTF0",11000,0,null,null,null]]]
 *
 * Rows of 2017 end at BALANCE_AVAILABLE, some had an eighth column without a name.
 */

const row = <N extends NumberMode>(c: Row<N>): Wallet<N> => ({
  type: c.text(0, 'type'),
  currency: c.text(1, 'currency'),
  balance: c.decimal(2, 'balance'),
  unsettledInterest: c.decimal(3, 'unsettledInterest'),
  balanceAvailable: c.decimalOrNull(4, 'balanceAvailable'),
  description: c.textIfSent(5, 'description'),
  meta: c.metaIfSent(6, 'meta'),
});

/** Reads the row of a wallet. */
export const Wallet: RowCodecs<Wallet, Wallet<'text'>> = rowCodecs('Wallet', row<'number'>, row<'text'>, { width: 8 });

/** One currency of one wallet. https://docs.bitfinex.com/reference/ws-auth-wallets */
export interface Wallet<N extends NumberMode = 'number'> {
  /** exchange, margin (derivatives too) or funding. */
  readonly type: string;
  /** Without the f of funding symbols: USD. */
  readonly currency: string;
  /** In the currency. */
  readonly balance: Num<N>;
  /** Interest that was earned and is not yet paid, in the currency. */
  readonly unsettledInterest: Num<N>;
  /** What is not bound in orders and positions. Null: not calculated yet; a later `wu` has it. */
  readonly balanceAvailable: Num<N> | null;
  /** The ledger's text for the last change. Null: none, or a row of 2017, which ends earlier. */
  readonly description: string | null;
  /** What changed it: `reason`, `order_id`, `trade_price` …; most numbers are texts. Null as `description`. */
  readonly meta: Readonly<Record<string, unknown>> | null;
}

/** `ws`: every wallet, may be none; it replaces what was known. `wu`: that change, of several. */
export interface WalletsMessage<N extends NumberMode = 'number'> extends AccountData<'wallets', 'ws' | 'wu'> {
  /** One for each currency of each wallet. */
  readonly wallets: ReadonlyArray<Wallet<N>>;
}
/** `wu`: one wallet has changed, or was calculated anew. */
export interface WalletMessage<N extends NumberMode = 'number'> extends AccountData<'wallet', 'wu'> {
  /** The wallet as it is now. */
  readonly wallet: Wallet<N>;
}

const CODECS: { readonly [N in NumberMode]: RowCodec<Wallet<N>> } = { number: Wallet, text: Wallet.text };

/** Wallets: `ws`, `wu`. */
export const wallets: AccountFamily = ({ numbers, drift }) =>
  rowReaders(CODECS[numbers], drift, {
    snapshot: 'ws',
    changes: ['wu'],
    many: (code, { seq, accountSeq, serverTime }, wallets) => ({
      type: 'wallets',
      code,
      chanId: 0,
      seq,
      accountSeq,
      serverTime,
      wallets,
    }),
    one: (code, { seq, accountSeq, serverTime }, wallet) => ({
      type: 'wallet',
      code,
      chanId: 0,
      seq,
      accountSeq,
      serverTime,
      wallet,
    }),
  });
