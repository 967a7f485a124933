import type { ClientLog } from './log-contract.js';
import type { Logger } from './options.js';
import { createReporter } from './reporter.js';
import { logTransport } from './transport-log.js';

/** What is said besides what happened. */
export interface LogOptions {
  /**
   * Says (`debug`) every frame in and out too: its first 400 characters, without the keys, signatures and tokens that it names; of
   * frames marked as sensitive only that there was one. @default false
   */
  readonly frames?: boolean;
}

/**
 * Makes the option `logger` of a client or an account: `createClient({ logger: logTo(console) })`. It is silent without, and a bundle
 * then holds none of the sentences.
 */
export const logTo = (logger: Logger, { frames = false }: LogOptions = {}): ClientLog => ({
  logger,
  open: () => createReporter(logger),
  watch: (transport) => (frames ? logTransport(transport, logger) : transport),
});
