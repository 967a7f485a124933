import { left, right } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import type { FundingSymbol, TradingSymbol } from '../channels/spec.js';
import type { SpecError } from '../errors.js';

/*
 * https://docs.bitfinex.com/docs/ws-public
 *
 * tBTCUSD · tDUSK:USD · tBTCF0:USTF0 (perpetual) · tTESTBTC:TESTUSD (paper) · fUSD
 */

/** A pair to trade: `tBTCUSD`, `tDUSK:USD`. */
export interface PairParts {
  readonly type: 'pair';
  /** What is bought and sold: BTC. */
  readonly base: string;
  /** What it is paid in: USD. */
  readonly quote: string;
}

/** A perpetual contract: `tBTCF0:USTF0`. Its currencies bear the F0, as they do in wallets. */
export interface PerpetualParts {
  readonly type: 'perpetual';
  /** BTCF0 */
  readonly base: string;
  /** USTF0, the currency of the collateral. */
  readonly quote: string;
}

/** A currency to lend and borrow: `fUSD`. */
export interface FundingParts {
  readonly type: 'funding';
  readonly currency: string;
}

/** What a symbol says. */
export type SymbolParts = PairParts | PerpetualParts | FundingParts;

// Without a colon both currencies have three letters or digits; with one they have any number.
const TRADING = /^t(?:([A-Z0-9]{3})([A-Z0-9]{3})|([A-Z0-9]+):([A-Z0-9]+))$/;
const FUNDING = /^f([A-Z0-9]{2,})$/;
const PERPETUAL = /.F0$/;

/**
 * Reads a symbol: its currencies, and whether it is of a pair, a perpetual or funding. BadSymbol where it has no such form,
 * which is upper case behind a `t` or an `f`; whether it exists only the server knows.
 */
export const parseSymbol = (text: string): E.Either<SpecError, SymbolParts> => {
  const pair = TRADING.exec(text);
  if (pair !== null) {
    const base = pair[1] ?? pair[3] ?? '';
    const quote = pair[2] ?? pair[4] ?? '';
    return right({ type: PERPETUAL.test(base) && PERPETUAL.test(quote) ? 'perpetual' : 'pair', base, quote });
  }
  const currency = FUNDING.exec(text)?.[1];
  return currency === undefined ? left({ _tag: 'BadSymbol', text }) : right({ type: 'funding', currency });
};

/**
 * Writes a symbol the way the exchange does: with a colon where one of the currencies has not exactly three letters
 * (`tBTC:USD`, which can be read, is written `tBTCUSD`).
 */
export const printSymbol = <P extends SymbolParts>(
  parts: P,
): P extends FundingParts ? FundingSymbol : TradingSymbol => {
  // The compiler does not follow a conditional type into the branches.
  type Printed = P extends FundingParts ? FundingSymbol : TradingSymbol;
  if (parts.type === 'funding') return `f${parts.currency}` as Printed;
  const { base, quote } = parts;
  return `t${base}${base.length === 3 && quote.length === 3 ? '' : ':'}${quote}` as Printed;
};

/** Whether a symbol is of paper trading, whose currencies begin with TEST: `tTESTBTC:TESTUSD`, `tTESTBTCF0:TESTUSDTF0`. */
export const isPaperSymbol = (parts: SymbolParts): boolean =>
  parts.type === 'funding'
    ? parts.currency.startsWith('TEST')
    : parts.base.startsWith('TEST') && parts.quote.startsWith('TEST');

/** Whether a text is a symbol to trade, a pair or a perpetual. */
export const isTradingSymbol = (text: string): text is TradingSymbol => TRADING.test(text);

/** Whether a text is a symbol to lend and borrow. */
export const isFundingSymbol = (text: string): text is FundingSymbol => FUNDING.test(text);
