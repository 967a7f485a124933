import { left } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import type { DecodeError } from '../errors.js';
import { sampleOf } from '../sample.js';
import type { ChannelFrame } from './channel-codec.js';

/** The Left for a frame that is not of the shape that its channel has. */
export const badPayload = (family: string, expected: string, { tag, payload }: ChannelFrame): E.Left<DecodeError> => {
  const sample = sampleOf(tag === null ? payload : [tag, payload]);
  return left({ _tag: 'BadPayload', family, expected, sample }) as E.Left<DecodeError>;
};
