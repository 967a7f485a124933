import type { WireObject } from '../fields.js';
import { objectCodec, type ObjectCodec } from '../object-codec.js';
import { objectReader, type ObjectReader } from '../object-reader.js';

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

/** The reading half of the codec below. */
export const readPingRequest: ObjectReader<PingRequest> = /* @__PURE__ */ objectReader('ping', (f) => ({
  event: 'ping',
  cid: f.integerOrNull('cid'),
}));

/** The writing half of the codec below: the fields one by one; what is undefined is not sent. */
export const writePingRequest = (r: PingRequest): WireObject => ({ event: 'ping', cid: r.cid ?? undefined });

/** Reads and writes the request for a `pong`. */
export const PingRequest: ObjectCodec<PingRequest> = /* @__PURE__ */ objectCodec({
  event: 'ping',
  is: ({ event }) => event === 'ping',
  read: readPingRequest,
  write: writePingRequest,
});
