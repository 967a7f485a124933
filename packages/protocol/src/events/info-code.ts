import { objectCodec, type ObjectCodec } from '../object-codec.js';
import { objectReader, type ObjectReader } from '../object-reader.js';

/*
 * https://docs.bitfinex.com/docs/ws-general
 *
 * {"event":"info","code":20051,"msg":"Stopping. Please try to reconnect"}
 */

/**
 * A later `info`, which carries a code (INFO_CODES): 20051 stop, 20060 resync starts, 20061 resync stops, 5000 plain.
 * https://docs.bitfinex.com/docs/ws-general
 */
export interface InfoCodeMessage {
  readonly type: 'infoCode';
  /** See INFO_CODES. */
  readonly code: number;
  /** Free text, not protocol. */
  readonly msg: string | null;
}

/** The reading half of the codec below. */
export const readInfoCodeMessage: ObjectReader<InfoCodeMessage> = /* @__PURE__ */ objectReader('info', (f) => ({
  type: 'infoCode',
  code: f.integer('code'),
  msg: f.textOrNull('msg'),
}));

/** Reads an `info` that carries a code. */
export const InfoCodeMessage: ObjectCodec<InfoCodeMessage> = /* @__PURE__ */ objectCodec({
  event: 'info',
  is: ({ type }) => type === 'infoCode',
  read: readInfoCodeMessage,
  write: (m) => ({ event: 'info', code: m.code, msg: m.msg ?? undefined }),
});
