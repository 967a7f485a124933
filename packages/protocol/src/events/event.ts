import type { AuthMessage } from './auth.js';
import type { ConfMessage } from './conf.js';
import type { ErrorMessage } from './error.js';
import type { InfoCodeMessage } from './info-code.js';
import type { InfoMessage } from './info.js';
import type { PongMessage } from './pong.js';
import type { SubscribedMessage } from './subscribed.js';
import type { UnauthMessage } from './unauth.js';
import type { UnrecognisedMessage } from './unrecognised.js';
import type { UnsubscribedMessage } from './unsubscribed.js';

/** What comes as a JSON object. */
export type EventMessage =
  | InfoMessage
  | InfoCodeMessage
  | ConfMessage
  | AuthMessage
  | UnauthMessage
  | SubscribedMessage
  | UnsubscribedMessage
  | ErrorMessage
  | PongMessage
  | UnrecognisedMessage;
