import { isRight } from '@bitfinex-ws/machine';
import * as t from 'io-ts';
import { explainDecodeError } from './errors.js';
import { isWireObject, type WireObject } from './fields.js';
import type { ObjectReader } from './object-reader.js';

/** An io-ts codec of one kind of JSON object: an event, or a request. `read` is `decode` with a DecodeError. */
export interface ObjectCodec<A> extends t.Type<A, WireObject, unknown> {
  /** As io-ts decode; the Left names the field. */
  readonly read: ObjectReader<A>;
}

/** What an object codec is made of. */
interface ObjectCodecParts<A> {
  /** The value of `event`. */
  readonly event: string;
  readonly read: ObjectReader<A>;
  /** Writes the fields one by one; what is undefined is left out. */
  readonly write: (value: A) => WireObject;
  readonly is: (value: WireObject) => boolean;
}

/** Makes the codec of an event or a request from what reads and writes it. */
export const objectCodec = <A extends object>({ event, read, write, is }: ObjectCodecParts<A>): ObjectCodec<A> => {
  const encode = (value: A): WireObject =>
    Object.fromEntries(Object.entries(write(value)).filter(([, each]) => each !== undefined));
  const codec = new t.Type<A, WireObject, unknown>(
    event,
    (u): u is A => isWireObject(u) && is(u) && isRight(read(encode(u as unknown as A))),
    (u, context) => {
      const decoded = read(u);
      return isRight(decoded) ? t.success(decoded.right) : t.failure(u, context, explainDecodeError(decoded.left));
    },
    encode,
  );
  return Object.assign(codec, { read });
};
