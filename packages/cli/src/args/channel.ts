import { either as E } from 'fp-ts';
import { parseChannelSpec, parseSymbol, type BookTexts, type ChannelSpec, type SpecError } from '@bitfinex-ws/protocol';

/** The options of a channel as they were written. */
interface ChannelOptions extends BookTexts {
  /** Of candles asked for by their symbol. @default '1m' */
  readonly timeframe?: string | undefined;
}

/** Reads a channel and its symbol or key, as `watch` takes them; the key of candles and status may be a bare symbol. */
export const channelOf = (
  channel: string,
  subject: string,
  options: ChannelOptions = {},
): E.Either<SpecError, ChannelSpec> => parseChannelSpec(channel, keyOf(channel, subject, options), options);

const keyOf = (channel: string, subject: string, { timeframe = '1m' }: ChannelOptions): string => {
  if (E.isLeft(parseSymbol(subject))) return subject;
  if (channel === 'status') return `deriv:${subject}`;
  if (channel !== 'candles') return subject;
  // Funding candles are cut by period as well; 30 days is the one that most funding is lent for.
  return `trade:${timeframe}:${subject}${subject.startsWith('f') ? ':p30' : ''}`;
};

/**
 * Reads a channel in one word, as `record` takes it: `ticker:tBTCUSD`, `book:tBTCF0:USTF0:P0:F0:25`,
 * `candles:trade:1m:tBTCUSD`, `status:liq:global`. A book's precision, frequency and length may be left out.
 */
export const parseChannel = (text: string): E.Either<SpecError, ChannelSpec> => {
  const [channel = '', ...rest] = text.split(':');
  if (channel !== 'book') return channelOf(channel, rest.join(':'));
  // A symbol may hold a colon of its own, so the options are taken from the end as long as they look like options.
  const take = (shape: RegExp): string | undefined =>
    shape.test(rest[rest.length - 1] ?? '') ? rest.pop() : undefined;
  const len = take(/^[0-9]+$/);
  const freq = take(/^F[0-9]+$/);
  const prec = take(/^[PR][0-9]+$/);
  return channelOf(channel, rest.join(':'), { prec, freq, len });
};
