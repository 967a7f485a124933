import { either as E } from 'fp-ts';
import type {
  BookSpec,
  ChannelSpec,
  ChannelSymbol,
  Frequency,
  FundingSymbol,
  Length,
  Precision,
  TradingSymbol,
} from '@bitfinex-ws/protocol';
import type { UsageError } from '../errors.js';

/** The options of a channel as they were written; null where nothing was. */
export interface ChannelOptions {
  readonly prec: string | null;
  readonly freq: string | null;
  readonly len: string | null;
  readonly timeframe: string | null;
}

/** No options at all. */
export const noChannelOptions: ChannelOptions = { prec: null, freq: null, len: null, timeframe: null };

const isTrading = (text: string): text is TradingSymbol => /^t(?:[A-Z0-9]{6,}|[A-Z0-9]{2,}:[A-Z0-9]{2,})$/.test(text);
const isFunding = (text: string): text is FundingSymbol => /^f[A-Z0-9]{3,}$/.test(text);
const isPrecision = (text: string): text is Precision => /^(?:P[0-4]|R0)$/.test(text);
const isFrequency = (text: string): text is Frequency => /^F[01]$/.test(text);
const lengths: ReadonlyArray<Length> = [1, 25, 100, 250];
// The documentation's list; 1W is what newer pages write instead of 7D. Any such text is passed on: the server knows best.
const isTimeframe = (text: string): boolean => /^[0-9]{1,2}[mhDWM]$/.test(text);

const symbolOf = (text: string): E.Either<UsageError, ChannelSymbol> =>
  isTrading(text) || isFunding(text) ? E.right(text) : E.left({ _tag: 'BadSymbol', symbol: text });

const bookOf = (symbol: ChannelSymbol, written: ChannelOptions): E.Either<UsageError, BookSpec> => {
  const prec = written.prec ?? 'P0';
  const freq = written.freq ?? 'F0';
  const len = written.len === null ? 25 : lengths.find((known) => String(known) === written.len);
  if (!isPrecision(prec)) return E.left({ _tag: 'BadPrecision', value: prec });
  if (!isFrequency(freq)) return E.left({ _tag: 'BadFrequency', value: freq });
  if (len === undefined) return E.left({ _tag: 'BadLength', value: written.len ?? '' });
  return E.right({ channel: 'book', symbol, prec, freq, len });
};

const candlesOf = (text: string, timeframe: string | null): E.Either<UsageError, ChannelSpec> => {
  const bad: UsageError = { _tag: 'BadKey', channel: 'candles', key: text };
  const key = isTrading(text)
    ? `trade:${timeframe ?? '1m'}:${text}`
    : isFunding(text)
      ? `trade:${timeframe ?? '1m'}:${text}:p30`
      : text;
  const [, tf, rest] = /^trade:([^:]+):(.+)$/.exec(key) ?? [];
  if (tf === undefined || rest === undefined || !isTimeframe(tf)) return E.left(bad);
  const [, currency] = /^(f[^:]+):(?:p[0-9]+|a[0-9]+:p[0-9]+:p[0-9]+)$/.exec(rest) ?? [];
  const good = currency === undefined ? isTrading(rest) : isFunding(currency);
  return good ? E.right({ channel: 'candles', key }) : E.left(bad);
};

const statusOf = (text: string): E.Either<UsageError, ChannelSpec> => {
  const key = isTrading(text) ? `deriv:${text}` : text;
  const good = key === 'liq:global' || (key.startsWith('deriv:') && isTrading(key.slice('deriv:'.length)));
  return good ? E.right({ channel: 'status', key }) : E.left({ _tag: 'BadKey', channel: 'status', key: text });
};

/** Reads a channel and its symbol or key, as `watch` takes them. */
export const channelOf = (
  channel: string,
  subject: string,
  written: ChannelOptions,
): E.Either<UsageError, ChannelSpec> => {
  switch (channel) {
    case 'ticker':
    case 'trades':
      return E.map((symbol: ChannelSymbol): ChannelSpec => ({ channel, symbol }))(symbolOf(subject));
    case 'book':
      return E.chain((symbol: ChannelSymbol) => bookOf(symbol, written))(symbolOf(subject));
    case 'candles':
      return candlesOf(subject, written.timeframe);
    case 'status':
      return statusOf(subject);
    default:
      return E.left({ _tag: 'UnknownChannel', channel });
  }
};

/**
 * Reads a channel in one word, as `record` takes it: `ticker:tBTCUSD`, `book:tBTCF0:USTF0:P0:F0:25`,
 * `candles:trade:1m:tBTCUSD`, `status:liq:global`. A book's precision, frequency and length may be left out.
 */
export const parseChannel = (text: string): E.Either<UsageError, ChannelSpec> => {
  const [channel = '', ...rest] = text.split(':');
  if (channel !== 'book') return channelOf(channel, rest.join(':'), noChannelOptions);
  // A symbol may hold a colon of its own, so the options are taken from the end as long as they look like options.
  const take = (shape: RegExp): string | null =>
    shape.test(rest[rest.length - 1] ?? '') ? (rest.pop() ?? null) : null;
  const len = take(/^[0-9]+$/);
  const freq = take(/^F[0-9]+$/);
  const prec = take(/^[PR][0-9]+$/);
  return channelOf(channel, rest.join(':'), { ...noChannelOptions, prec, freq, len });
};
