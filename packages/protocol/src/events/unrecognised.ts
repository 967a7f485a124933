import type { WireObject } from '../fields.js';

/** An event this toolkit does not know. */
export interface UnrecognisedMessage {
  readonly type: 'unrecognised';
  /** The name that nobody knows. */
  readonly event: string;
  /** The event as it came. */
  readonly raw: WireObject;
}
