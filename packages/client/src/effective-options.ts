import type { Config } from './options.js';
import { redactUrl } from './transport-log.js';

/**
 * The options of a client in force, every default filled in: plain data, without what was injected, and with an address that shows
 * neither user nor password nor query.
 */
export type EffectiveOptions = Readonly<
  Omit<Config, 'transport' | 'clock' | 'random' | 'logger' | 'governor' | 'backfill' | 'account' | 'connection'>
> &
  Readonly<Omit<Config['connection'], 'mayReconnect'>>;

/** What can be shown of the values in force. */
export const effectiveOptions = (config: Config): EffectiveOptions => {
  const { transport, clock, random, logger, governor, backfill, account, connection, ...own } = config;
  const { mayReconnect, ...ofConnection } = connection;
  return { ...own, ...ofConnection, url: redactUrl(config.url) };
};
