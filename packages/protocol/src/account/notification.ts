import { isLeft, right } from '@bitfinex-ws/machine';
import type { Num, NumberMode } from '../numbers/number-mode.js';
import { rowCodecs, type RowCodec, type RowCodecs } from '../row-codec.js';
import type { Row } from '../row.js';
import { oneReader, type AccountData, type AccountFamily } from './account-frame.js';
import { infoReader, writeInfo, type NotifyInfo } from './notify-info.js';

/*
 * https://docs.bitfinex.com/reference/ws-auth-notifications
 *
 * [0, "n", [MTS, TYPE, MESSAGE_ID, _, NOTIFY_INFO, CODE, STATUS, TEXT]]
 *
 * [0,"n",[1575291219660,"oc-req",null,null,[1185815100,null,1575289350475,"tETHUSD",1575289351944,1575289447644,-3,-3,
 * "LIMIT","LIMIT",null,null,0,"ACTIVE",null,null,240,0,0,0,null,null,null,0,0,null,null,null,"API>BFX",null,null,null],null,
 * "SUCCESS","Submitted for cancellation; waiting for confirmation (ID: 1185815100)."]]
 * [0,"n",[null,"deposit_complete",null,null,null,null,"SUCCESS","Deposit completed: 39.999 LTC"]]
 *
 * MTS is null, ms, or seconds with a fraction (1575287438.515).
 */

const row = <N extends NumberMode>(c: Row<N>): NotificationRow<N> => ({
  mts: c.timeOrNull(0, 'mts'),
  type: c.text(1, 'type'),
  messageId: c.idOrNull(2, 'messageId'),
  notifyInfo: c.rawIfSent(INFO, 'notifyInfo'),
  code: c.integerOrNull(5, 'code'),
  status: c.textOrNull(6, 'status'),
  text: c.textOrNull(7, 'text'),
});

// Where NOTIFY_INFO stands.
const INFO = 4;

/** Reads the row of a notification, without looking into NOTIFY_INFO and with MTS as it was sent. */
export const NotificationRow: RowCodecs<NotificationRow, NotificationRow<'text'>> = rowCodecs(
  'Notification',
  row<'number'>,
  row<'text'>,
);

/** A notification as its row has it. https://docs.bitfinex.com/reference/ws-auth-notifications */
export interface NotificationRow<N extends NumberMode = 'number'> {
  /** ms, or seconds with a fraction; null in old frames. */
  readonly mts: number | null;
  /** on-req, ou-req, oc-req, oc_multi-req, fon-req, foc-req, uca, deposit_complete, ucm-… and whatever comes. */
  readonly type: string;
  /** The number that the client gave its own broadcast; null otherwise. */
  readonly messageId: Num<N> | null;
  /** What it is about, as parsed. */
  readonly notifyInfo: unknown;
  /** Work in progress, says the documentation; null in every frame that was seen. */
  readonly code: number | null;
  /** SUCCESS, ERROR, FAILURE, INFO …; null where there is none to tell. */
  readonly status: string | null;
  /** For a person; of an error the only detail. */
  readonly text: string | null;
}

/** A notification: the answer to a request, a broadcast or news. https://docs.bitfinex.com/reference/ws-auth-notifications */
export interface Notification<N extends NumberMode = 'number'> extends Omit<NotificationRow<N>, 'notifyInfo'> {
  /** ms, also where seconds were sent; null in old frames. */
  readonly mts: number | null;
  /** What it is about, as far as its type tells. */
  readonly info: NotifyInfo<N>;
}

/** `n`: the server notifies. */
export interface NotificationMessage<N extends NumberMode = 'number'> extends AccountData<'notification', 'n'> {
  /** What is notified. */
  readonly notification: Notification<N>;
}

// Seconds from 1973 to 5138; ms of these years are above. What is below is neither, and is left as it is.
const SECONDS_FROM = 1e8;
const SECONDS_TO = 1e11;

const toMs = (mts: number | null): number | null =>
  mts !== null && mts >= SECONDS_FROM && mts < SECONDS_TO ? Math.round(mts * 1000) : mts;

const CODECS: { readonly [N in NumberMode]: RowCodec<NotificationRow<N>> } = {
  number: NotificationRow,
  text: NotificationRow.text,
};

/** Notifications: `n`. */
export const notifications: AccountFamily = (context) => {
  const codec = CODECS[context.numbers];
  const readInfo = infoReader(context);
  return oneReader('n', ({ payload, texts, seq, accountSeq, serverTime }) => {
    const read = codec.read(payload, texts, context.drift);
    if (isLeft(read)) return read;
    const { mts, type, messageId, notifyInfo, code, status, text } = read.right;
    const info = readInfo(type, notifyInfo, texts?.[INFO] ?? null);
    if (isLeft(info)) return info;
    const notification = { mts: toMs(mts), type, messageId, info: info.right, code, status, text };
    return right({ type: 'notification', code: 'n', chanId: 0, seq, accountSeq, serverTime, notification });
  });
};

/** Writes a notification as JSON text. */
export const writeNotification = ({ info, ...rest }: Notification<NumberMode>): string =>
  NotificationRow.write({ ...rest, notifyInfo: null }, { [INFO]: writeInfo(info) });
