import { left, right } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import type { DecodeError } from './errors.js';
import { Fields, isWireObject } from './fields.js';
import { sampleOf } from './sample.js';

/** Reads one kind of JSON object: the half of its codec that decoders use. The Left names the field. */
export type ObjectReader<A> = (raw: unknown) => E.Either<DecodeError, A>;

/** Makes the reader of an event or a request from the literal that reads its fields. */
export const objectReader =
  <A>(event: string, literal: (fields: Fields) => A): ObjectReader<A> =>
  (raw) => {
    if (!isWireObject(raw) || raw['event'] !== event) {
      return left({ _tag: 'NotAMessage', expected: `event ${event}`, sample: sampleOf(raw) });
    }
    const fields = new Fields(raw);
    const value = literal(fields);
    const error = fields.error(event);
    return error === null ? right(value) : left(error);
  };
