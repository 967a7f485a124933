import type { Fields } from '../fields.js';
import type { BookSpec, ChannelSymbol, Frequency, FundingSymbol, Length, Precision } from './spec.js';

export const PRECISIONS: ReadonlyArray<Precision> = ['P0', 'P1', 'P2', 'P3', 'P4', 'R0'];
export const FREQUENCIES: ReadonlyArray<Frequency> = ['F0', 'F1'];
export const LENGTHS: ReadonlyArray<Length> = [1, 25, 100, 250];

/** What the server takes where a book request does not say. https://docs.bitfinex.com/reference/ws-public-books */
export const BOOK_DEFAULTS: Pick<BookSpec, 'prec' | 'freq' | 'len'> = { prec: 'P0', freq: 'F0', len: 25 };

/** Whether a symbol is a currency to lend and borrow; otherwise it is a pair to trade. */
export const isFunding = (symbol: ChannelSymbol): symbol is FundingSymbol => symbol.startsWith('f');

// A pair may stand for its symbol in requests, with or without the t; acknowledgements always have the symbol.
const isSymbol = (text: string): text is ChannelSymbol => /^[tf]./.test(text);

/** The symbol of an acknowledgement or a request. */
export const symbolOf = (echo: Fields): ChannelSymbol => {
  const text = echo.textOrNull('symbol') ?? echo.textOrNull('pair') ?? '';
  if (text === '') echo.bad('symbol', 'a symbol');
  return isSymbol(text) ? text : `t${text}`;
};

const oneOf = <A extends string | number>(echo: Fields, field: string, choices: ReadonlyArray<A>, absent: A): A => {
  const value = echo.idOrNull(field);
  if (value === null) return absent;
  // Lengths are sent as numbers and echoed as text.
  const choice = choices.find((each) => String(each) === String(value));
  if (choice === undefined) echo.bad(field, `one of ${choices.join(', ')}`);
  return choice ?? absent;
};

/** The parameters of a book, from an acknowledgement or a request; the server's defaults where they are missing. */
export const bookParametersOf = (echo: Fields): Pick<BookSpec, 'prec' | 'freq' | 'len'> => ({
  prec: oneOf(echo, 'prec', PRECISIONS, BOOK_DEFAULTS.prec),
  freq: oneOf(echo, 'freq', FREQUENCIES, BOOK_DEFAULTS.freq),
  len: oneOf(echo, 'len', LENGTHS, BOOK_DEFAULTS.len),
});
