import { either as E } from 'fp-ts';
import type { SpecError } from '../errors.js';
import { BOOK_DEFAULTS, FREQUENCIES, LENGTHS, PRECISIONS } from './spec.js';
import type { BookSpec, ChannelSpec, ChannelSymbol, Frequency, Length, Precision } from './spec.js';

/** What a book may be asked for with, besides its symbol. */
export interface BookParameters {
  /** @default 'P0' */
  readonly prec?: Precision;
  /** @default 'F0' */
  readonly freq?: Frequency;
  /** Levels (R0: orders) per side. @default 25 */
  readonly len?: Length;
}

/** Makes the spec of a book, with the server's defaults where nothing else is said. */
export const bookSpec = <S extends ChannelSymbol>(symbol: S, parameters: BookParameters = {}): BookSpec<S> => ({
  channel: 'book',
  symbol,
  ...BOOK_DEFAULTS,
  ...parameters,
});

// Six letters or digits without a colon, as currencies of other lengths are parted by one: tDUSK:USD, tBTCF0:USTF0.
const TRADING = 't(?:[A-Z0-9]{6,}|[A-Z0-9]+:[A-Z0-9]+)';
const FUNDING = 'f[A-Z0-9]{2,}';
const SYMBOL = new RegExp(`^(?:${TRADING}|${FUNDING})$`);
// The time frame is the server's business: 1m, 3h, 1D, 1M … Funding candles say which periods they are of.
const CANDLE_KEY = new RegExp(`^trade:[0-9]+[a-zA-Z]+:(?:${TRADING}|${FUNDING}:(?:p[0-9]+|a[0-9]+:p[0-9]+:p[0-9]+))$`);
const STATUS_KEY = new RegExp(`^(?:deriv:${TRADING}|liq:global)$`);

/** Checks a symbol that a person wrote. BadSymbol where it has no such form; whether it exists only the server knows. */
export const parseSymbol = (text: string): E.Either<SpecError, ChannelSymbol> =>
  SYMBOL.test(text) ? E.right(text as ChannelSymbol) : E.left({ _tag: 'BadSymbol', text });

/** Checks the key of a candles channel: `trade:1m:tBTCUSD`, `trade:1h:fUSD:p30`, `trade:1m:fUSD:a30:p2:p30`. */
export const parseCandleKey = (text: string): E.Either<SpecError, string> =>
  CANDLE_KEY.test(text) ? E.right(text) : E.left({ _tag: 'BadCandleKey', text });

/** Checks the key of a status channel: `deriv:tBTCF0:USTF0`, `liq:global`. */
export const parseStatusKey = (text: string): E.Either<SpecError, string> =>
  STATUS_KEY.test(text) ? E.right(text) : E.left({ _tag: 'BadStatusKey', text });

/** Checks a book precision that a person wrote. */
export const parsePrecision = (text: string): E.Either<SpecError, Precision> => {
  const prec = PRECISIONS.find((each) => each === text);
  return prec === undefined ? E.left({ _tag: 'BadPrecision', text }) : E.right(prec);
};

/** Checks a book frequency that a person wrote. */
export const parseFrequency = (text: string): E.Either<SpecError, Frequency> => {
  const freq = FREQUENCIES.find((each) => each === text);
  return freq === undefined ? E.left({ _tag: 'BadFrequency', text }) : E.right(freq);
};

/** Checks a book length that a person wrote. */
export const parseLength = (text: string): E.Either<SpecError, Length> => {
  const len = LENGTHS.find((each) => String(each) === text);
  return len === undefined ? E.left({ _tag: 'BadLength', text }) : E.right(len);
};

/** Book parameters as a person wrote them. */
export interface BookTexts {
  /** P0 to P4 or R0. @default 'P0' */
  readonly prec?: string | undefined;
  /** F0 or F1. @default 'F0' */
  readonly freq?: string | undefined;
  /** 1, 25, 100 or 250. @default '25' */
  readonly len?: string | undefined;
}

/**
 * Checks a channel that a person wrote: its name, then a symbol (ticker, trades, book) or a key (candles, status). The
 * first thing that is wrong is the Left.
 */
export const parseChannelSpec = (
  channel: string,
  symbolOrKey: string,
  book: BookTexts = {},
): E.Either<SpecError, ChannelSpec> => {
  switch (channel) {
    case 'ticker':
    case 'trades':
      return E.map((symbol: ChannelSymbol): ChannelSpec => ({ channel, symbol }))(parseSymbol(symbolOrKey));
    case 'candles':
      return E.map((key: string): ChannelSpec => ({ channel, key }))(parseCandleKey(symbolOrKey));
    case 'status':
      return E.map((key: string): ChannelSpec => ({ channel, key }))(parseStatusKey(symbolOrKey));
    case 'book':
      return parseBookSpec(symbolOrKey, book);
    default:
      return E.left({ _tag: 'UnknownChannel', text: channel });
  }
};

const parseBookSpec = (symbolText: string, texts: BookTexts): E.Either<SpecError, BookSpec> => {
  const symbol = parseSymbol(symbolText);
  if (E.isLeft(symbol)) return symbol;
  const prec = parsePrecision(texts.prec ?? BOOK_DEFAULTS.prec);
  if (E.isLeft(prec)) return prec;
  const freq = parseFrequency(texts.freq ?? BOOK_DEFAULTS.freq);
  if (E.isLeft(freq)) return freq;
  const len = parseLength(texts.len ?? String(BOOK_DEFAULTS.len));
  if (E.isLeft(len)) return len;
  return E.right(bookSpec(symbol.right, { prec: prec.right, freq: freq.right, len: len.right }));
};
