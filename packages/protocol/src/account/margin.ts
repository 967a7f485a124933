import { isLeft, right } from '@bitfinex-ws/machine';
import type { Num, NumberMode } from '../numbers/number-mode.js';
import { rowCodecs, type RowCodec, type RowCodecs } from '../row-codec.js';
import type { Row } from '../row.js';
import { oneReader, type AccountData, type AccountFamily } from './account-frame.js';
import { symbolRow } from './symbol-payload.js';

/*
 * https://docs.bitfinex.com/reference/ws-auth-margin-info
 *
 * [0, "miu", ["base", [USER_PL, USER_SWAPS, MARGIN_BALANCE, MARGIN_NET, MARGIN_REQUIRED]]]
 * [0, "miu", ["sym", SYMBOL, [TRADABLE_BALANCE, GROSS_BALANCE, BUY, SELL, _, _, _, _]]]
 *
 * [0,"miu",["base",[-13.014640000000007,0,49331.70267297,49318.68803297,27]]]
 * [0,"miu",["sym","tETHUSD",[149361.09689202666,149639.26293509,830.0182168075556,895.0658432466332,null,null,null,null]]]
 *
 * The base row of 2018 ends at MARGIN_NET. The changelog of 2017 shows ["sym", [SYMBOL, [ … ]]]: it is read as well.
 */

const baseRow = <N extends NumberMode>(c: Row<N>): MarginBase<N> => ({
  userPl: c.decimal(0, 'userPl'),
  userSwaps: c.decimal(1, 'userSwaps'),
  marginBalance: c.decimal(2, 'marginBalance'),
  marginNet: c.decimal(3, 'marginNet'),
  marginRequired: c.decimalIfSent(4, 'marginRequired'),
});

const symbolicRow = <N extends NumberMode>(c: Row<N>): MarginSymbol<N> => ({
  tradableBalance: c.decimalOrNull(0, 'tradableBalance'),
  grossBalance: c.decimalOrNull(1, 'grossBalance'),
  buy: c.decimalOrNull(2, 'buy'),
  sell: c.decimalOrNull(3, 'sell'),
});

/** Reads the row of the margin of an account. */
export const MarginBase: RowCodecs<MarginBase, MarginBase<'text'>> = rowCodecs(
  'MarginBase',
  baseRow<'number'>,
  baseRow<'text'>,
);

/** Reads the row of the margin of a pair. */
export const MarginSymbol: RowCodecs<MarginSymbol, MarginSymbol<'text'>> = rowCodecs(
  'MarginSymbol',
  symbolicRow<'number'>,
  symbolicRow<'text'>,
  { width: 8 },
);

/** The margin of an account, by the samples in USD. https://docs.bitfinex.com/reference/ws-auth-margin-info */
export interface MarginBase<N extends NumberMode = 'number'> {
  /** Profit or loss of the open positions. */
  readonly userPl: Num<N>;
  /** What their funding costs. */
  readonly userSwaps: Num<N>;
  /** What the margin wallet is worth. */
  readonly marginBalance: Num<N>;
  /** The balance after profit and loss. */
  readonly marginNet: Num<N>;
  /** The least net value that the positions need. Null in rows of 2018 and before, which end earlier. */
  readonly marginRequired: Num<N> | null;
}
/** What may be traded of a pair on margin. Null: not calculated. https://docs.bitfinex.com/reference/ws-auth-margin-info */
export interface MarginSymbol<N extends NumberMode = 'number'> {
  /** For new positions in the pair; which currency is not documented, by the samples that of the quote. */
  readonly tradableBalance: Num<N> | null;
  /** As `tradableBalance`, before what is bound already. */
  readonly grossBalance: Num<N> | null;
  /** The most that may be bought, in base currency. */
  readonly buy: Num<N> | null;
  /** The most that may be sold, in base currency. */
  readonly sell: Num<N> | null;
}

/** `miu` of the account. */
export interface MarginBaseMessage<N extends NumberMode = 'number'> extends AccountData<'marginBase', 'miu'> {
  /** What it is now. */
  readonly margin: MarginBase<N>;
}
/** `miu` of a pair. */
export interface MarginSymbolMessage<N extends NumberMode = 'number'> extends AccountData<'marginSymbol', 'miu'> {
  /** The pair: tBTCUSD. */
  readonly symbol: string;
  /** What it is now. */
  readonly margin: MarginSymbol<N>;
}

const BASE: { readonly [N in NumberMode]: RowCodec<MarginBase<N>> } = { number: MarginBase, text: MarginBase.text };
const SYMBOL: { readonly [N in NumberMode]: RowCodec<MarginSymbol<N>> } = {
  number: MarginSymbol,
  text: MarginSymbol.text,
};

/** Margin: `miu`, of the account and of a pair. */
export const margin: AccountFamily = ({ numbers, drift }) => {
  const base = BASE[numbers];
  const symbolic = SYMBOL[numbers];
  return oneReader('miu', (frame) => {
    const { payload, texts, seq, accountSeq, serverTime } = frame;
    if (Array.isArray(payload) && payload[0] === 'base') {
      const read = base.read(payload[1], texts?.[1] ?? null, drift);
      if (isLeft(read)) return read;
      return right({ type: 'marginBase', code: 'miu', chanId: 0, seq, accountSeq, serverTime, margin: read.right });
    }
    const sent = symbolRow(symbolic.name, frame);
    if (isLeft(sent)) return sent;
    const { symbol, row } = sent.right;
    const read = symbolic.read(row, sent.right.texts, drift);
    if (isLeft(read)) return read;
    return right({
      type: 'marginSymbol',
      code: 'miu',
      chanId: 0,
      seq,
      accountSeq,
      serverTime,
      symbol,
      margin: read.right,
    });
  });
};
