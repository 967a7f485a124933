/** A JSON object as a client sent it. */
export type Fields = Readonly<Record<string, unknown>>;

/** Why a request was refused. Source: live probe; texts as observed. */
export interface Refusal {
  readonly code: number;
  readonly msg: string;
  /** The channel that is there already, in answer to a duplicate. */
  readonly chanId?: number;
}

/** The greeting. `status` is 1 while the platform works and 0 during maintenance. */
export const greetingText = (serverId: string, status: 0 | 1, version = 2): string =>
  JSON.stringify({ event: 'info', version, serverId, platform: { status } });

const INFO_TEXTS = {
  5000: 'Information',
  20051: 'Stopping. Please try to reconnect',
  20060: 'Websocket server resyncing. Please reconnect later.',
  20061: 'Websocket server resync complete. Please reconnect.',
} as const;

/** A plain word (5000), stop (20051), start of maintenance (20060), end of maintenance (20061). */
export type InfoCode = keyof typeof INFO_TEXTS;

/** The event for one of the codes. */
export const infoText = (code: InfoCode): string => JSON.stringify({ event: 'info', code, msg: INFO_TEXTS[code] });
/** The acknowledgement of flags. */
export const confText = (flags: number): string => JSON.stringify({ event: 'conf', status: 'OK', flags });
/** The answer to a ping; `cid` only where the client sent one. */
export const pongText = (now: number, cid: unknown): string =>
  JSON.stringify({ event: 'pong', ts: Math.floor(now), ...(isScalar(cid) ? { cid } : {}) });
/** The acknowledgement that a channel has ended. */
export const unsubscribedText = (chanId: number): string =>
  JSON.stringify({ event: 'unsubscribed', status: 'OK', chanId });
/** No key is known here: this is the public side only. */
export const authFailedText = (): string =>
  JSON.stringify({ event: 'auth', status: 'FAILED', chanId: 0, code: 10100, msg: 'apikey: invalid' });

/** The acknowledgement; `subId` only where the client sent one. */
export const subscribedText = (chanId: number, channel: string, echo: Fields, subId: unknown): string =>
  JSON.stringify({
    event: 'subscribed',
    channel,
    chanId,
    ...echo,
    ...(isScalar(subId) ? { subId } : {}),
  });

/** The error frame: what of the request is known to the protocol comes first, then what is wrong with it. */
export const errorText = (request: Fields, { code, msg, chanId }: Refusal): string => {
  const echo = Object.fromEntries(
    ECHOED.filter((name) => isScalar(request[name])).map((name) => [name, request[name]]),
  );
  const symbol = request['symbol'];
  const pair = typeof symbol === 'string' && /^[tf]/.test(symbol) ? { pair: symbol.slice(1) } : {};
  return JSON.stringify({ ...echo, event: 'error', msg, code, ...(chanId === undefined ? {} : { chanId }), ...pair });
};

/** The refusal of a channel that is there already. */
export const duplicateText = (request: Fields, chanId: number): string =>
  errorText(request, { code: 10301, msg: 'subscribe: dup', chanId });

const ECHOED = ['channel', 'symbol', 'pair', 'prec', 'freq', 'len', 'key', 'subId', 'chanId', 'flags'];

const isScalar = (value: unknown): value is string | number =>
  typeof value === 'number' || (typeof value === 'string' && value.length <= 256);
