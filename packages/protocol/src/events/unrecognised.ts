import type { WireObject } from '../fields.js';

/** An event this toolkit does not know. */
export interface UnrecognisedMessage {
  readonly type: 'unrecognised';
  readonly event: string;
  /** The event as it came. */
  readonly raw: WireObject;
}
