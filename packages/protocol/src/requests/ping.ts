import { objectCodec, type ObjectCodec } from '../object-codec.js';

/*
 * https://docs.bitfinex.com/docs/ws-general
 *
 * {"event":"ping","cid":1234}
 */

/** Asks for a `pong`. */
export interface PingRequest {
  readonly event: 'ping';
  /** Echoed in the pong; null: none is sent. */
  readonly cid: number | null;
}

/** Makes the request for a `pong`. */
export const ping = (cid: number | null = null): PingRequest => ({ event: 'ping', cid });

/** Reads and writes the request for a `pong`. */
export const PingRequest: ObjectCodec<PingRequest> = objectCodec({
  event: 'ping',
  is: ({ event }) => event === 'ping',
  read: (f) => ({ event: 'ping', cid: f.integerOrNull('cid') }),
  write: (r) => ({ event: 'ping', cid: r.cid ?? undefined }),
});
