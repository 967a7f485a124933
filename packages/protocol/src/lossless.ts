import { left, right } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import type { DecodeError } from './errors.js';
import { parseLossless, peekChannelId, type Texts } from './json.js';
import { sampleOfText } from './sample.js';

/** How frames are parsed whose numbers keep their texts. It comes with the channels that need it, and with text mode. */
export interface LosslessParser {
  /** The value of a frame, and how each of its numbers was written; `NotJson`, or `NotAMessage` where it is nested too deep. */
  readonly parse: (text: string) => E.Either<DecodeError, { readonly value: unknown; readonly texts: Texts }>;
  /** The channel id that a text begins with, without reading on; -1 where it does not begin like that. */
  readonly chanIdOf: (text: string) => number;
}

/** Reads strict JSON and keeps how each number was written. */
export const LOSSLESS: LosslessParser = {
  parse: (text) => {
    const json = parseLossless(text);
    if (json._tag === 'Json') return right(json);
    const sample = sampleOfText(text);
    return json._tag === 'NotJson'
      ? left({ _tag: 'NotJson', sample })
      : left({ _tag: 'NotAMessage', expected: `nesting of at most ${json.limit} levels`, sample });
  },
  chanIdOf: peekChannelId,
};
