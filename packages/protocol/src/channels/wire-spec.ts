import type { Fields, WireObject } from '../fields.js';
import { BOOK_DEFAULTS, FREQUENCIES, LENGTHS, PRECISIONS } from './spec.js';
import type { BookSpec, ChannelSpec, ChannelSymbol } from './spec.js';

/** The parameters of a request for a channel. `len` is sent as text, as the documentation shows it. */
export const writeSpec = (spec: ChannelSpec): WireObject => {
  switch (spec.channel) {
    case 'ticker':
    case 'trades':
      return { channel: spec.channel, symbol: spec.symbol };
    case 'book': {
      const { channel, symbol, prec, freq, len } = spec;
      return { channel, symbol, prec, freq, len: String(len) };
    }
    case 'candles':
    case 'status':
      return { channel: spec.channel, key: spec.key };
    case 'raw': {
      const { event: _event, subId: _subId, ...fields } = spec.request;
      return fields;
    }
  }
};

/** Reads the spec of one channel out of an acknowledgement or a request. */
export type ReadSpec = (fields: Fields) => ChannelSpec;

/** Reads the spec of a ticker. */
export const readTickerSpec: ReadSpec = (fields) => ({ channel: 'ticker', symbol: symbolOf(fields) });
/** Reads the spec of trades. */
export const readTradesSpec: ReadSpec = (fields) => ({ channel: 'trades', symbol: symbolOf(fields) });
/** Reads the spec of a book. */
export const readBookSpec: ReadSpec = (fields) => ({
  channel: 'book',
  symbol: symbolOf(fields),
  ...bookParametersOf(fields),
});
/** Reads the spec of candles. */
export const readCandlesSpec: ReadSpec = (fields) => ({ channel: 'candles', key: fields.text('key') });
/** Reads the spec of a status channel. */
export const readStatusSpec: ReadSpec = (fields) => ({ channel: 'status', key: fields.text('key') });

/** Reads a spec of any channel; null for one that is not known. */
export const readSpec = (fields: Fields): ChannelSpec | null => {
  switch (fields.text('channel')) {
    case 'ticker':
      return readTickerSpec(fields);
    case 'trades':
      return readTradesSpec(fields);
    case 'book':
      return readBookSpec(fields);
    case 'candles':
      return readCandlesSpec(fields);
    case 'status':
      return readStatusSpec(fields);
    default:
      return null;
  }
};

const isSymbol = (text: string): text is ChannelSymbol => /^[tf]./.test(text);

// A pair may stand for its symbol in requests, with or without the t; acknowledgements always have the symbol.
const symbolOf = (fields: Fields): ChannelSymbol => {
  const text = fields.textOrNull('symbol') ?? fields.textOrNull('pair') ?? '';
  if (text === '') fields.bad('symbol', 'a symbol');
  return isSymbol(text) ? text : `t${text}`;
};

const bookParametersOf = (fields: Fields): Pick<BookSpec, 'prec' | 'freq' | 'len'> => ({
  prec: oneOf(fields, 'prec', PRECISIONS, BOOK_DEFAULTS.prec),
  freq: oneOf(fields, 'freq', FREQUENCIES, BOOK_DEFAULTS.freq),
  len: oneOf(fields, 'len', LENGTHS, BOOK_DEFAULTS.len),
});

const oneOf = <A extends string | number>(fields: Fields, field: string, choices: ReadonlyArray<A>, absent: A): A => {
  const value = fields.idOrNull(field);
  if (value === null) return absent;
  // Lengths are sent as numbers or as text, and echoed as text.
  const choice = choices.find((each) => String(each) === String(value));
  if (choice === undefined) fields.bad(field, `one of ${choices.join(', ')}`);
  return choice ?? absent;
};
