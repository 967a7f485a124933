import type { TransportFactory } from '@bitfinex-ws/transport';
import type { ClientEvent } from './client-event.js';
import type { Logger } from './options.js';

/** Hears what happens to one client, in order to say it. */
export interface Reporter {
  /** Tells an event of the client. */
  readonly event: (event: ClientEvent) => void;
  /** Tells that a listener threw, and what. */
  readonly listenerThrew: (defect: unknown, type: string) => void;
  /** Something of ours, or of an injected part, threw where nothing may throw. */
  readonly defect: (defect: unknown, where: string) => void;
}

/** Where clients and accounts say what happened to them; `logTo` makes it. All sentences come with it. */
export interface ClientLog {
  readonly logger: Logger;
  /** What one client reports to; what comes in floods is counted for each. */
  readonly open: () => Reporter;
  /** The same transport, and the frames in the log where they are asked for. */
  readonly watch: (transport: TransportFactory) => TransportFactory;
}

const nothing = (): void => undefined;

/** Says nothing. */
export const SILENT: ClientLog = {
  logger: {},
  open: () => ({ event: nothing, listenerThrew: nothing, defect: nothing }),
  watch: (transport) => transport,
};
