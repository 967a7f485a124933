import type { Length, Precision } from '@bitfinex-ws/protocol';
import type { PageSettings } from '../src/serve/settings.js';

/** What is shown: a symbol, how fine and how deep its book is, how wide its candles are. */
export interface Selection {
  readonly symbol: string;
  readonly prec: Precision;
  readonly len: Length;
  readonly timeframe: string;
}

export const PRECISIONS: ReadonlyArray<Precision> = ['P0', 'P1', 'P2', 'P3', 'P4', 'R0'];
export const LENGTHS: ReadonlyArray<Length> = [1, 25, 100, 250];
export const TIMEFRAMES: ReadonlyArray<string> = ['1m', '5m', '15m', '30m', '1h', '3h', '6h', '12h', '1D', '1W'];

/** The selection as the page's address tells it (`#tETHUSD,P1,100,5m`); what it does not tell is as the server said. */
export const readSelection = (hash: string, settings: PageSettings): Selection => {
  const [symbol = '', prec = '', len = '', timeframe = ''] = partsOf(hash);
  return {
    symbol: settings.symbols.find((known) => known === symbol) ?? settings.symbols[0] ?? 'tBTCUSD',
    prec: PRECISIONS.find((known) => known === prec) ?? settings.prec,
    len: LENGTHS.find((known) => String(known) === len) ?? settings.len,
    timeframe: TIMEFRAMES.find((known) => known === timeframe) ?? settings.timeframe,
  };
};

/** What the address says that is not to be had here, such as the symbol of another exchange; null: nothing. */
export const strangeIn = (hash: string, settings: PageSettings): string | null => {
  const known = [settings.symbols, PRECISIONS, LENGTHS.map(String), TIMEFRAMES];
  return partsOf(hash).find((part, at) => part !== '' && known[at]?.includes(part) !== true) ?? null;
};

const partsOf = (hash: string): ReadonlyArray<string> => {
  const text = hash.replace(/^#/, '');
  try {
    return decodeURIComponent(text).split(',');
  } catch {
    // A percent sign by itself, which a person may well write.
    return text.split(',');
  }
};

/** The other way round. */
export const writeSelection = ({ symbol, prec, len, timeframe }: Selection): string =>
  `#${[symbol, prec, len, timeframe].join(',')}`;

/** The next of a list, round and round; the one before with `by` −1. */
export const after = <A>(list: ReadonlyArray<A>, one: A, by: 1 | -1 = 1): A =>
  list[(list.indexOf(one) + by + list.length) % list.length] ?? one;
