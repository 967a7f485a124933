import { left, right } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import type { FundingSymbol, TradingSymbol } from '../channels/spec.js';
import type { SpecError } from '../errors.js';
import { isFundingSymbol, isTradingSymbol } from './symbol.js';

/*
 * https://docs.bitfinex.com/reference/ws-public-candles
 *
 * trade:1m:tBTCUSD · trade:1m:tBTCF0:USTF0 · trade:1h:fUSD:p30 · trade:1m:fUSD:a30:p2:p30
 */

/** Which loans funding candles are made of. */
export type FundingPeriods =
  /** Of one period, in days: `p30`. */
  | { readonly type: 'one'; readonly period: number }
  /** Of all periods from `from` to `to`, in days: `a30:p2:p30`; `aggregate` is the number behind the `a`. */
  | { readonly type: 'aggregate'; readonly aggregate: number; readonly from: number; readonly to: number };

/** What the key of candles of a pair says. */
export interface TradingCandleKey {
  /** Length of a candle, as the exchange writes it: 1m is a minute, 1M a month. */
  readonly timeframe: string;
  readonly symbol: TradingSymbol;
  readonly periods: { readonly type: 'none' };
}

/** What the key of candles of a funding currency says. */
export interface FundingCandleKey {
  /** Length of a candle, as the exchange writes it: 1m is a minute, 1M a month. */
  readonly timeframe: string;
  readonly symbol: FundingSymbol;
  readonly periods: FundingPeriods;
}

/** What the key of a candles channel says. */
export type CandleKey = TradingCandleKey | FundingCandleKey;

/** The text of a candle key. */
export type CandleKeyText =
  | `trade:${string}:${TradingSymbol}`
  | `trade:${string}:${FundingSymbol}:p${number}`
  | `trade:${string}:${FundingSymbol}:a${number}:p${number}:p${number}`;

// The time frame is the server's business: 1m, 3h, 1D, 1M … Periods are some days long, never thousands of digits.
const KEY =
  /^trade:([0-9]+[a-zA-Z]+):(t[^:]+(?::[^:]+)?|f[^:]+)(?::p([1-9][0-9]{0,8})|:a([1-9][0-9]{0,8}):p([1-9][0-9]{0,8}):p([1-9][0-9]{0,8}))?$/;

/**
 * Reads the key of a candles channel. BadCandleKey where it has no such form: funding candles must say which periods they
 * are of, those of a pair must not.
 */
export const parseCandleKey = (text: string): E.Either<SpecError, CandleKey> => {
  const [, timeframe = '', symbol = '', one, aggregate, from, to] = KEY.exec(text) ?? [];
  if (one !== undefined && isFundingSymbol(symbol)) {
    return right({ timeframe, symbol, periods: { type: 'one', period: Number(one) } });
  }
  if (aggregate !== undefined && isFundingSymbol(symbol)) {
    const periods = { type: 'aggregate', aggregate: Number(aggregate), from: Number(from), to: Number(to) } as const;
    return right({ timeframe, symbol, periods });
  }
  return one === undefined && aggregate === undefined && isTradingSymbol(symbol)
    ? right({ timeframe, symbol, periods: { type: 'none' } })
    : left({ _tag: 'BadCandleKey', text });
};

/** Writes the key of a candles channel. */
export const printCandleKey = (key: CandleKey): CandleKeyText => {
  const { periods, symbol, timeframe } = key;
  switch (periods.type) {
    case 'none':
      return `trade:${timeframe}:${symbol as TradingSymbol}`;
    case 'one':
      return `trade:${timeframe}:${symbol as FundingSymbol}:p${periods.period}`;
    case 'aggregate':
      return `trade:${timeframe}:${symbol as FundingSymbol}:a${periods.aggregate}:p${periods.from}:p${periods.to}`;
  }
};
