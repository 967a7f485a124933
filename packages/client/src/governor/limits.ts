import { ACCOUNT_DIAL_LIMIT, DIAL_BLOCK_MS, PUBLIC_DIAL_LIMIT } from '@bitfinex-ws/protocol';
import type { DialKind } from './contract.js';

/** So many dials, and no more, in any stretch of time of that length. */
export interface DialWindow {
  readonly dials: number;
  readonly windowMs: number;
}

/**
 * Added to the documented windows, ms, because it is where dials arrive that they are counted: one that took long on its way may
 * come in together with one that set out later.
 */
const MARGIN_MS = 1_000;

/**
 * How many dials a host is given, by what they are for. The documented limits; for public data also no more than 4 in 2 s,
 * because 20 in one moment, after all sockets broke at once, are a herd although no limit forbids them (judgement).
 * https://docs.bitfinex.com/docs/requirements-and-limitations
 */
export const DIAL_WINDOWS: Readonly<Record<DialKind, ReadonlyArray<DialWindow>>> = {
  public: [
    { dials: PUBLIC_DIAL_LIMIT.connections, windowMs: PUBLIC_DIAL_LIMIT.windowMs + MARGIN_MS },
    { dials: 4, windowMs: 2_000 },
  ],
  auth: [{ dials: ACCOUNT_DIAL_LIMIT.connections, windowMs: ACCOUNT_DIAL_LIMIT.windowMs + MARGIN_MS }],
};

/** How long nobody dials a host that refused a dial, ms: it is documented to refuse an address for 60 s. */
export const REFUSED_PAUSE_MS = DIAL_BLOCK_MS + MARGIN_MS;

/** After a refusal half as many dials are made; after this time without another one twice as many again, ms (judgement). */
export const RECOVERY_MS = 5 * 60_000;

/** How often the rate is halved at most: of 20 dials one is left (judgement). */
export const MOST_HALVINGS = 4;
