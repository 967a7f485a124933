import { objectCodec, type ObjectCodec } from '../object-codec.js';
import { objectReader, type ObjectReader } from '../object-reader.js';
import { isWireObject, type Fields } from '../fields.js';

/*
 * https://docs.bitfinex.com/docs/ws-general
 *
 * {"event":"info","version":2,"serverId":"083bd8d4-aca7-4690-a573-eabfc8103de8","platform":{"status":1}}
 *
 * The first frame of a connection. Old servers leave serverId and platform out.
 */

/** The greeting, first frame of a connection. https://docs.bitfinex.com/docs/ws-general */
export interface InfoMessage {
  readonly type: 'info';
  /** Of the protocol: 2. */
  readonly version: number;
  /** Names the server; null on old servers. */
  readonly serverId: string | null;
  /** 1 operative, 0 maintenance; null where the server said nothing. */
  readonly platformStatus: number | null;
}

const platformStatus = (f: Fields): number | null => {
  const platform = f.get('platform');
  if (platform === null) return null;
  const status = isWireObject(platform) ? (platform['status'] ?? null) : undefined;
  if (status === null || (typeof status === 'number' && Number.isFinite(status))) return status;
  f.bad('platform', '{"status": number}');
  return null;
};

/** The reading half of the codec below. */
export const readInfoMessage: ObjectReader<InfoMessage> = /* @__PURE__ */ objectReader('info', (f) => ({
  type: 'info',
  version: f.integer('version'),
  serverId: f.textOrNull('serverId'),
  platformStatus: platformStatus(f),
}));

/** Reads the greeting. */
export const InfoMessage: ObjectCodec<InfoMessage> = /* @__PURE__ */ objectCodec({
  event: 'info',
  is: ({ type }) => type === 'info',
  read: readInfoMessage,
  write: (m) => ({
    event: 'info',
    version: m.version,
    serverId: m.serverId ?? undefined,
    platform: m.platformStatus === null ? undefined : { status: m.platformStatus },
  }),
});
