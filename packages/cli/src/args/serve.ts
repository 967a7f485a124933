import { either as E, function as fn } from 'fp-ts';
import type { BookSpec, ChannelSpec } from '@bitfinex-ws/protocol';
import type { UsageError } from '../errors.js';
import { channelOf } from './channel.js';
import type { Command } from './command.js';
import { portOrNone, secondsOf, sourceOf, timeframeOf } from './values.js';
import type { Written } from './written.js';

const { pipe } = fn;

/** `serve [SYMBOL…]`: the first symbol is shown first, the others can be chosen beside those that the source is known for. */
export const serveOf = (written: Written): E.Either<UsageError, Command> => {
  const option = (name: string): string | undefined => written.text(name) ?? undefined;
  const symbols = written.words.length === 0 ? ['tBTCUSD'] : written.words;
  const books = E.traverseArray((symbol: string): E.Either<UsageError, BookSpec> =>
    pipe(channelOf('book', symbol, { prec: option('prec'), len: option('len') }), E.map(asBook)),
  );
  return pipe(
    books(symbols),
    E.bindTo('specs'),
    E.bind('timeframe', () => timeframeOf(written)),
    E.bind('source', () => sourceOf(written, 'simulate')),
    E.bind('port', () => portOrNone(written)),
    E.bind('seconds', () => secondsOf(written)),
    E.map(({ specs, timeframe, source, port, seconds }): Command => ({
      _tag: 'Serve',
      source,
      symbols: specs.map(({ symbol }) => symbol),
      prec: specs[0]?.prec ?? 'P0',
      len: specs[0]?.len ?? 25,
      timeframe,
      host: written.text('host') ?? '127.0.0.1',
      port,
      open: written.on('open'),
      seconds,
    })),
  );
};

const asBook = (spec: ChannelSpec): BookSpec => spec as BookSpec;
