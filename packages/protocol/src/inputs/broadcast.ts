import type { WireObject } from '../fields.js';
import type { InputChecks } from './input-checks.js';
import { inputCodec, objectBody, type InputCodec } from './input-codec.js';
import type { InputFields } from './input-fields.js';

/*
 * https://docs.bitfinex.com/reference/ws-auth-notifications
 *
 * [0,"n",null,{"type":"ucm-test","info":{"foo":1,"bar":2}}]
 */

/** The type of a message of your own. */
export type BroadcastType = `ucm${string}`;

/**
 * Sends a message of your own to all other connections of the same user, which get it as a notification.
 * https://docs.bitfinex.com/docs/changelog
 */
export interface BroadcastInput {
  readonly code: 'n';
  /** Begins with `ucm`. */
  readonly type: BroadcastType;
  readonly info: WireObject;
  /** Comes back in the notification; null: none. */
  readonly messageId: number | null;
}

/** Makes the input that sends a message to the user's other connections. */
export const broadcast = (type: BroadcastType, info: WireObject, messageId: number | null = null): BroadcastInput => ({
  code: 'n',
  type,
  info,
  messageId,
});

const isBroadcastType = (text: string): text is BroadcastType => text.startsWith('ucm');

const typeOf = (f: InputFields): BroadcastType => {
  const type = f.text('type');
  if (isBroadcastType(type)) return type;
  f.bad('type', 'a text that begins with ucm');
  return 'ucm';
};

/** Reads and writes the input that sends a message to the user's other connections. */
export const BroadcastInput: InputCodec<BroadcastInput, BroadcastInput> = /* @__PURE__ */ inputCodec({
  code: 'n',
  read: /* @__PURE__ */ objectBody('n', (f, messageId): BroadcastInput => ({
    code: 'n',
    type: typeOf(f),
    info: f.object('info'),
    messageId,
  })),
  write: (o: BroadcastInput, c: InputChecks) => ({
    type: c.text('type', o.type, isBroadcastType, 'a text that begins with ucm'),
    info: c.json('info', o.info),
  }),
  messageId: (o: BroadcastInput, c: InputChecks) =>
    o.messageId === null ? null : c.integer('messageId', o.messageId, 0, null),
});
