import { right } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import type { ChannelCodec } from '../channels/channel-codec.js';
import type { DecodeError } from '../errors.js';
import type { WireObject } from '../fields.js';
import { AuthMessage, readAuthMessage } from './auth.js';
import { ConfMessage, readConfMessage } from './conf.js';
import { ErrorMessage, readErrorMessage } from './error.js';
import type { EventMessage } from './event.js';
import { InfoCodeMessage, readInfoCodeMessage } from './info-code.js';
import { InfoMessage, readInfoMessage } from './info.js';
import { PongMessage, readPongMessage } from './pong.js';
import { SubscribedMessage, readSubscribedAmong, readSubscribedMessage } from './subscribed.js';
import { UnauthMessage, readUnauthMessage } from './unauth.js';
import { UnsubscribedMessage, readUnsubscribedMessage } from './unsubscribed.js';

type EventReader = (raw: WireObject, known: ReadonlyArray<ChannelCodec>) => E.Either<DecodeError, EventMessage>;

// A greeting has a version, every later info a code.
const readInfo: EventReader = (raw) =>
  Object.hasOwn(raw, 'code') && !Object.hasOwn(raw, 'version') ? readInfoCodeMessage(raw) : readInfoMessage(raw);

/** The events that a decoder knows, by their names. */
export type EventReaders = Readonly<Record<string, EventReader>>;

/** What comes on a connection that nobody logs in on, where its decoder knows what is subscribed there. */
export const PUBLIC_EVENTS: EventReaders = {
  info: readInfo,
  conf: readConfMessage,
  subscribed: readSubscribedAmong,
  unsubscribed: readUnsubscribedMessage,
  error: readErrorMessage,
  pong: readPongMessage,
};

/** Every event; of channels that its decoder does not know the acknowledgement is read too. */
export const EVENTS: EventReaders = /* @__PURE__ */ Object.assign({}, PUBLIC_EVENTS, {
  subscribed: readSubscribedMessage,
  auth: readAuthMessage,
  unauth: readUnauthMessage,
});

/** Reads an event by its name; one that is not known is `unrecognised`, not an error. */
export const readEvent = (
  events: EventReaders,
  event: string,
  raw: WireObject,
  known: ReadonlyArray<ChannelCodec>,
): E.Either<DecodeError, EventMessage> => {
  const read = Object.hasOwn(events, event) ? events[event] : undefined;
  return read === undefined ? right({ type: 'unrecognised', event, raw }) : read(raw, known);
};

/** Writes an event as the object that a server sends. */
export const writeEvent = (message: EventMessage): WireObject => {
  switch (message.type) {
    case 'info':
      return InfoMessage.encode(message);
    case 'infoCode':
      return InfoCodeMessage.encode(message);
    case 'conf':
      return ConfMessage.encode(message);
    case 'auth':
      return AuthMessage.encode(message);
    case 'unauth':
      return UnauthMessage.encode(message);
    case 'subscribed':
      return SubscribedMessage.encode(message);
    case 'unsubscribed':
      return UnsubscribedMessage.encode(message);
    case 'error':
      return ErrorMessage.encode(message);
    case 'pong':
      return PongMessage.encode(message);
    case 'unrecognised':
      return message.raw;
  }
};
