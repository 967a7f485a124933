import { isLeft, left } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import type { DecodeError } from '../errors.js';
import { isWireObject, type WireObject } from '../fields.js';
import type { Frame } from '../frame.js';
import { textOfFrame } from '../frame-text.js';
import { MAX_FRAME_BYTES } from '../limits.js';
import { sampleOfText } from '../sample.js';
import { readAuthRequest, writeAuthRequest, type AuthRequest } from './auth.js';
import { readConfRequest, writeConfRequest, type ConfRequest } from './conf.js';
import { readPingRequest, writePingRequest, type PingRequest } from './ping.js';
import { readSubscribeRequest, writeSubscribeRequest, type SubscribeRequest } from './subscribe.js';
import { readUnauthRequest, writeUnauthRequest, type UnauthRequest } from './unauth.js';
import { readUnsubscribeRequest, writeUnsubscribeRequest, type UnsubscribeRequest } from './unsubscribe.js';
import { withheld } from './withheld.js';

/** What a client may say on a public connection, and to log in and out. What an account says is an `Input`. */
export type Request = PublicRequest | AuthRequest | UnauthRequest;

/** What a client may say without logging in or out. */
export type PublicRequest = SubscribeRequest | UnsubscribeRequest | ConfRequest | PingRequest;

/** Writes a request as a frame. Only the fields that the protocol names are written, whatever else the object carries. */
export const encodeRequest = (request: Request): string => {
  switch (request.event) {
    case 'auth':
      return JSON.stringify(writeAuthRequest(request));
    case 'unauth':
      return JSON.stringify(writeUnauthRequest());
    default:
      return encodePublicRequest(request);
  }
};

/** The same for requests that need no login: who writes no others bundles no login. */
export const encodePublicRequest = (request: PublicRequest): string => JSON.stringify(wireOf(request));

const wireOf = (request: PublicRequest): WireObject => {
  switch (request.event) {
    case 'subscribe':
      return writeSubscribeRequest(request);
    case 'unsubscribe':
      return writeUnsubscribeRequest(request);
    case 'conf':
      return writeConfRequest(request);
    case 'ping':
      return writePingRequest(request);
  }
};

/**
 * Reads a frame that a client sent: for recordings of both directions and for servers. Never throws. Errors quote the
 * beginning of the frame, unless it is a login.
 */
export const decodeRequest = (frame: Frame, maxFrameBytes = MAX_FRAME_BYTES): E.Either<DecodeError, Request> => {
  const text = textOfFrame(frame, maxFrameBytes);
  if (isLeft(text)) return left(withheld(text.left, 'sample' in text.left ? text.left.sample : ''));
  const request = readRequest(text.right);
  return isLeft(request) ? left(withheld(request.left, text.right)) : request;
};

const readRequest = (text: string): E.Either<DecodeError, Request> => {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return left({ _tag: 'NotJson', sample: sampleOfText(text) });
  }
  if (!isWireObject(raw)) return notARequest(text);
  switch (raw['event']) {
    case 'subscribe':
      return readSubscribeRequest(raw);
    case 'unsubscribe':
      return readUnsubscribeRequest(raw);
    case 'conf':
      return readConfRequest(raw);
    case 'ping':
      return readPingRequest(raw);
    case 'auth':
      return readAuthRequest(raw);
    case 'unauth':
      return readUnauthRequest(raw);
    default:
      return notARequest(text);
  }
};

const notARequest = (text: string): E.Either<DecodeError, never> => {
  const expected = 'event subscribe, unsubscribe, conf, ping, auth or unauth';
  return left({ _tag: 'NotAMessage', expected, sample: sampleOfText(text) });
};
