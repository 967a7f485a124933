import type { Config } from './options.js';
import { redactUrl } from './redact.js';

/**
 * The options of a client in force, every default filled in: plain data, without what was injected, and with an address that shows
 * neither user nor password nor query.
 */
export type EffectiveOptions = Readonly<
  Omit<Config, 'transport' | 'clock' | 'random' | 'log' | 'report' | 'governor' | 'backfill' | 'account' | 'connection'>
> &
  Readonly<Omit<Config['connection'], 'mayReconnect'>>;

/** What can be shown of the values in force. */
export const effectiveOptions = (config: Config): EffectiveOptions => {
  const {
    transport: _transport,
    clock: _clock,
    random: _random,
    log: _log,
    report: _report,
    governor: _governor,
    backfill: _backfill,
    account: _account,
    connection: { mayReconnect: _mayReconnect, ...connection },
    ...own
  } = config;
  return { ...own, ...connection, url: redactUrl(config.url) };
};
