import { isRight, left, right } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import * as t from 'io-ts';
import { explainDecodeError, type DecodeError } from './errors.js';
import { Fields, isWireObject, type WireObject } from './fields.js';
import { sampleOf } from './sample.js';

/** An io-ts codec of one kind of JSON object: an event, or a request. `read` is `decode` with a DecodeError. */
export interface ObjectCodec<A> extends t.Type<A, WireObject, unknown> {
  /** As io-ts decode; the Left names the field. */
  readonly read: (raw: unknown) => E.Either<DecodeError, A>;
}

/** What an object codec is made of. */
interface ObjectCodecParts<A> {
  /** The value of `event`. */
  readonly event: string;
  readonly read: (fields: Fields) => A;
  /** Writes the fields one by one; what is undefined is left out. */
  readonly write: (value: A) => WireObject;
  readonly is: (value: WireObject) => boolean;
}

/** Makes the codec of an event or a request from the literals that read and write its fields. */
export const objectCodec = <A extends object>(parts: ObjectCodecParts<A>): ObjectCodec<A> => {
  const read = (raw: unknown): E.Either<DecodeError, A> => {
    if (!isWireObject(raw) || raw['event'] !== parts.event) {
      return left({ _tag: 'NotAMessage', expected: `event ${parts.event}`, sample: sampleOf(raw) });
    }
    const fields = new Fields(raw);
    const value = parts.read(fields);
    const error = fields.error(parts.event);
    return error === null ? right(value) : left(error);
  };
  const write = (value: A): WireObject =>
    Object.fromEntries(Object.entries(parts.write(value)).filter(([, each]) => each !== undefined));
  const codec = new t.Type<A, WireObject, unknown>(
    parts.event,
    (u): u is A => isWireObject(u) && parts.is(u) && isRight(read(write(u as unknown as A))),
    (u, context) => {
      const decoded = read(u);
      return isRight(decoded) ? t.success(decoded.right) : t.failure(u, context, explainDecodeError(decoded.left));
    },
    write,
  );
  return Object.assign(codec, { read });
};
