import {
  either,
  expecting,
  isFields,
  joined,
  listOf,
  object,
  oneOf,
  text,
  whole,
  type Check,
  type Shape,
} from './check.js';
import type { Fault } from './fault.js';

/** A timer of Node holds at most 2^31 - 1 ms. */
const LONGEST_MS = 2_147_483_647;

/** Accepts a time in ms, 0 included. */
export const ms: Check = expecting(
  `a number of ms from 0 to ${LONGEST_MS}`,
  (value) => typeof value === 'number' && value >= 0 && value <= LONGEST_MS,
);

/** Ten years: more than any test of clocks wants. */
const LONGEST_SKEW_MS = 315_360_000_000;
const MOST_DRIFT = 1_000;
const within = (most: number): Check =>
  expecting(`a number of ms from -${most} to ${most}`, (value) => typeof value === 'number' && Math.abs(value) <= most);

const count = whole(1, 1_000_000_000);
const times = either(
  oneOf('always'),
  expecting('an integer above 0, or "always"', (value) => count(value, '') === null),
);
const request = oneOf(
  ...['subscribe', 'unsubscribe', 'conf', 'ping', 'auth'],
  ...['on', 'ou', 'oc', 'oc_multi', 'ox_multi', 'fon', 'foc'],
);
const frames = object({
  'kinds?': listOf(oneOf('event', 'snapshot', 'update', 'heartbeat', 'checksum')),
  'channel?': text,
  'subject?': text,
});
const span: Check = expecting(
  'a number of ms, or two of them, the smaller first',
  (value) =>
    ms(value, '') === null ||
    (Array.isArray(value) &&
      value.length === 2 &&
      value.every((each) => ms(each, '') === null) &&
      value[0] <= value[1]),
);
/** What a close frame may carry (RFC 6455, 7.4), and 1006 for the lack of one. */
export const closeCode: Check = expecting(
  'a close code: 1000 to 1014 but for 1004 and 1005, or 3000 to 4999',
  (value) =>
    typeof value === 'number' &&
    Number.isInteger(value) &&
    ((value >= 1000 && value <= 1014 && value !== 1004 && value !== 1005) || (value >= 3000 && value <= 4999)),
);

const striking: Shape = { 'frames?': frames, 'times?': times };
const asked: Shape = { 'request?': request, 'times?': times };

const SHAPES: { readonly [Type in Fault['type']]: Shape } = {
  reset: {},
  close: { code: closeCode, 'reason?': text },
  'half-open': {},
  stall: { ms, 'data?': oneOf('queued', 'lost') },
  drop: striking,
  double: striking,
  swap: striking,
  corrupt: { how: oneOf('digit', 'cut', 'json', 'utf8'), ...striking },
  split: { into: oneOf('segments', 'fragments'), pieces: whole(2, 1_000), 'ms?': ms, ...striking },
  merge: { count, 'ms?': ms },
  'ack-late': { ms: span, 'data?': oneOf('after', 'first'), ...asked },
  'ack-lost': asked,
  'ack-doubled': asked,
  'ack-behind': asked,
  'cut-before': asked,
  'cut-after': asked,
  'acks-reversed': { count, 'ms?': ms },
  'request-lost': asked,
  refuse: { code: whole(10_000, 20_000), 'msg?': text, 'row?': oneOf('sent', 'nulls', 'none'), ...asked },
  dup: { 'times?': times },
  latency: { ms, 'jitter?': ms, 'way?': oneOf('down', 'up', 'both') },
  bandwidth: { bytesPerSecond: whole(0, 1_000_000_000) },
  'rate-limit': { inputs: whole(0, 1_000_000), ms },
  shuffle: {},
  limit: { channels: whole(0, 10_000) },
  silence: { 'channel?': text, 'subject?': text, 'of?': oneOf('heartbeats', 'all'), 'ms?': ms },
  info: { code: oneOf(5000, 20051, 20060, 20061) },
  'sequence-jump': { by: count },
  say: { text },
  maintenance: { ms, 'subscribe?': oneOf('served', 'refused') },
  restart: { ms, 'notice?': ms, 'code?': closeCode },
  'clock-skew': { ms: within(LONGEST_SKEW_MS), 'drift?': within(MOST_DRIFT), 'nonce?': ms },
  'refuse-handshake': {
    status: oneOf(403, 404, 408, 429, 500, 502, 503),
    'retryAfter?': whole(0, 86_400),
    'times?': times,
  },
  'hang-handshake': { 'times?': times },
  'reset-handshake': { 'times?': times },
  'stop-listening': { ms },
  greeting: {
    how: oneOf('never', 'late', 'maintenance', 'version'),
    'ms?': ms,
    'version?': whole(0, 1_000),
    'times?': times,
  },
};

const type = oneOf(...Object.keys(SHAPES));
const isType = (value: unknown): value is Fault['type'] => typeof value === 'string' && Object.hasOwn(SHAPES, value);

/** Accepts a fault; its type says which fields it has. */
export const fault: Check = (value, path) => {
  if (!isFields(value)) return object({})(value, path);
  const name = value['type'];
  return isType(name) ? object({ type, ...SHAPES[name] })(value, path) : type(name, joined(path, 'type'));
};
