import { isLeft, left, mapRight, right } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import type { SpecError } from '../errors.js';
import { parseCandleKey } from '../words/candle-key.js';
import { parseStatusKey } from '../words/status-key.js';
import { parseSymbol } from '../words/symbol.js';
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

const symbolOf = (text: string): E.Either<SpecError, ChannelSymbol> =>
  mapRight(() => text as ChannelSymbol)(parseSymbol(text));

/** Checks a book precision that a person wrote. */
export const parsePrecision = (text: string): E.Either<SpecError, Precision> => {
  const prec = PRECISIONS.find((each) => each === text);
  return prec === undefined ? left({ _tag: 'BadPrecision', text }) : right(prec);
};

/** Checks a book frequency that a person wrote. */
export const parseFrequency = (text: string): E.Either<SpecError, Frequency> => {
  const freq = FREQUENCIES.find((each) => each === text);
  return freq === undefined ? left({ _tag: 'BadFrequency', text }) : right(freq);
};

/** Checks a book length that a person wrote. */
export const parseLength = (text: string): E.Either<SpecError, Length> => {
  const len = LENGTHS.find((each) => String(each) === text);
  return len === undefined ? left({ _tag: 'BadLength', text }) : right(len);
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
      return mapRight((symbol: ChannelSymbol): ChannelSpec => ({ channel, symbol }))(symbolOf(symbolOrKey));
    case 'candles':
      return mapRight((): ChannelSpec => ({ channel, key: symbolOrKey }))(parseCandleKey(symbolOrKey));
    case 'status':
      return mapRight((): ChannelSpec => ({ channel, key: symbolOrKey }))(parseStatusKey(symbolOrKey));
    case 'book':
      return parseBookSpec(symbolOrKey, book);
    default:
      return left({ _tag: 'UnknownChannel', text: channel });
  }
};

const parseBookSpec = (symbolText: string, texts: BookTexts): E.Either<SpecError, BookSpec> => {
  const symbol = symbolOf(symbolText);
  if (isLeft(symbol)) return symbol;
  const prec = parsePrecision(texts.prec ?? BOOK_DEFAULTS.prec);
  if (isLeft(prec)) return prec;
  const freq = parseFrequency(texts.freq ?? BOOK_DEFAULTS.freq);
  if (isLeft(freq)) return freq;
  const len = parseLength(texts.len ?? String(BOOK_DEFAULTS.len));
  if (isLeft(len)) return len;
  return right(bookSpec(symbol.right, { prec: prec.right, freq: freq.right, len: len.right }));
};
