import { either as E } from 'fp-ts';
import {
  book,
  candlesByKey,
  raw,
  status,
  ticker,
  trades,
  createClient,
  type Channel,
  type Client,
  type ClientOptions,
} from '@bitfinex-ws/client';
import { specKey, type ChannelSpec } from '@bitfinex-ws/protocol';
import type { Source } from '../args/command.js';
import type { CliError } from '../errors.js';
import type { Io } from '../io/ports.js';
import { clientErrorText } from '../render/stream-text.js';
import type { Stop } from '../stop.js';
import { openSource, type OpenSource } from './source.js';

/** A client that is connected, and where to. */
export interface Session {
  readonly client: Client;
  readonly source: OpenSource;
}

/** The channel of a spec: with its decoder, and for books with their engine. */
export const channelOfSpec = (spec: ChannelSpec): Channel => {
  switch (spec.channel) {
    case 'ticker':
      return ticker(spec.symbol);
    case 'trades':
      return trades(spec.symbol);
    case 'book':
      return book(spec.symbol, spec);
    case 'candles':
      return candlesByKey(spec.key);
    case 'status':
      return status.byKey(spec.key);
    case 'raw':
      return raw(spec.request);
  }
};

/**
 * Opens the source, connects to it, lets `use` work with the connection, and puts everything away again. The first dial
 * decides: where it fails, the command has failed. `null` in the Right: it was stopped before it was connected.
 */
export const withSession = async <A>(
  source: Source,
  stop: Stop,
  io: Io,
  options: ClientOptions,
  use: (session: Session) => Promise<E.Either<CliError, A>>,
): Promise<E.Either<CliError, A | null>> => {
  const opened = await openSource(source);
  if (E.isLeft(opened)) return opened;
  const { url, close } = opened.right;
  const client = createClient({ ...options, url, clock: io.clock });
  try {
    const connected = await client.connect({ signal: stop.signal });
    if (stop.cause() !== null) return E.right(null);
    if (E.isLeft(connected)) return E.left({ _tag: 'ConnectFailed', url, reason: clientErrorText(connected.left) });
    return await use({ client, source: opened.right });
  } finally {
    await client.close();
    await close();
  }
};

/** Why a channel could not be subscribed, as an error of the command. */
export const subscribeFailed = (spec: ChannelSpec, reason: string): CliError => ({
  _tag: 'SubscribeFailed',
  channel: specKey(spec),
  reason,
});
