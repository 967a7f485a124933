import type { Trailers } from '../frame.js';
import type { ChannelSpec } from './spec.js';

/** What every message of a subscribed channel carries. */
export interface ChannelMessage<Type extends string, Spec extends ChannelSpec> extends Trailers {
  /** What the message says. */
  readonly type: Type;
  /** The id that the frame begins with; an id means nothing on another connection. */
  readonly chanId: number;
  /** What the channel was subscribed with; the same object for every message of a channel. */
  readonly spec: Spec;
}
