/** What a connection is dialled for: `public` channels, or an account (`auth`). The exchange counts them apart. */
export type DialKind = 'public' | 'auth';

/** A dial that somebody wants to make. */
export interface DialRequest {
  /** The host name, without a port. */
  readonly host: string;
  readonly kind: DialKind;
}

/** A dial that has been asked for. */
export interface DialTicket {
  /** How long it will have to wait, ms, as far as is known now; 0 where leave was given at once. */
  readonly waitMs: number;
  /** Gives the place in the queue back. Once leave was given, it does nothing. */
  readonly withdraw: () => void;
}

/**
 * Says when a client may dial, so that all clients behind one address together stay below the exchange's limits.
 *
 * The client's own one is shared by all clients of a process. Another one, passed as the option `governor`, can share them among
 * several processes: it may take its time, and ask whomever it likes. None of its methods may throw.
 */
export interface DialGovernor {
  /** Asks for leave to dial. `grant` is called once, from within the call or later, unless the ticket is withdrawn before. */
  readonly ask: (request: DialRequest, grant: () => void) => DialTicket;
  /**
   * The host refused a dial because there were too many (an HTTP status of 403, 408 or 429), or asked not to be dialled for so many ms
   * (its `Retry-After`, with any status; 0 or left out: it did not say).
   */
  readonly refused: (request: DialRequest, status: number, retryAfterMs?: number) => void;
}
