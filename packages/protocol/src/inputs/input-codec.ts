import { isRight, left, right } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import * as t from 'io-ts';
import { explainDecodeError, type DecodeError } from '../errors.js';
import { isWireObject, type WireObject } from '../fields.js';
import { sampleOf } from '../sample.js';
import { defined } from './defined.js';
import { InputChecks } from './input-checks.js';
import type { InputError } from './input-error.js';
import { InputFields } from './input-fields.js';

/** An input as it lies in a frame: channel 0, the code, an id for notifications alone, the body. Whole numbers above 2^53 − 1 are bigints. */
export type WireInput = readonly [0, string, number | null, unknown];

/**
 * An io-ts codec of one kind of input. `read` is `decode` with a DecodeError. `write` takes decimals of every kind and
 * checks them; io-ts's `encode` has no way to refuse: give it what was decoded, or what `is`.
 */
export interface InputCodec<A extends Loose, Loose> extends t.Type<A, WireInput, unknown> {
  /** Reads an input out of a parsed frame. */
  readonly read: (raw: unknown) => E.Either<DecodeError, A>;
  /** Checks an input and writes it as its frame. */
  readonly write: (input: Loose) => E.Either<InputError, WireInput>;
  /** `write` as part of another input: what is wrong goes to that one's checks. */
  readonly wire: (input: Loose, checks: InputChecks) => WireInput;
}

/** What an input codec is made of. */
interface InputParts<A, Loose> {
  readonly code: string;
  readonly read: (body: unknown, messageId: number | null) => E.Either<DecodeError, A>;
  readonly write: (input: Loose, checks: InputChecks) => unknown;
  /** Element 2 of the frame. */
  readonly messageId?: (input: Loose, checks: InputChecks) => number | null;
}

/** Makes the codec of an input. */
export const inputCodec = <A extends Loose, Loose extends { readonly code: string }>(
  parts: InputParts<A, Loose>,
): InputCodec<A, Loose> => {
  const { code } = parts;
  const wire = (input: Loose, checks: InputChecks): WireInput => [
    0,
    code,
    parts.messageId?.(input, checks) ?? null,
    parts.write(input, checks),
  ];
  const read = (raw: unknown): E.Either<DecodeError, A> =>
    Array.isArray(raw) && raw[0] === 0 && raw[1] === code
      ? parts.read(raw[3], typeof raw[2] === 'number' ? raw[2] : null)
      : left({ _tag: 'NotAMessage', expected: `input ${code}`, sample: sampleOf(raw) });
  const write = (input: Loose): E.Either<InputError, WireInput> => {
    const checks = new InputChecks();
    const written = wire(input, checks);
    const error = checks.error();
    return error === null ? right(written) : left(error);
  };
  const is = (u: unknown): u is A => {
    try {
      return isWireObject(u) && u['code'] === code && isRight(write(u as unknown as Loose));
    } catch {
      // Whatever a stranger's object answers to a question of ours, it is none of these.
      return false;
    }
  };
  const codec = new t.Type<A, WireInput, unknown>(
    code,
    is,
    (u, context) => {
      const decoded = read(u);
      return isRight(decoded) ? t.success(decoded.right) : t.failure(u, context, explainDecodeError(decoded.left));
    },
    (input) => wire(input, new InputChecks()),
  );
  return Object.assign(codec, { read, write, wire });
};

/** Reads a body that is an object by the literal that reads its fields. */
export const objectBody =
  <A>(code: string, literal: (fields: InputFields, messageId: number | null) => A) =>
  (body: unknown, messageId: number | null): E.Either<DecodeError, A> => {
    if (!isWireObject(body)) return left(badBody(code, 'an object', body));
    const fields = new InputFields(body);
    const value = literal(fields, messageId);
    const error = fields.inputError(code);
    return error === null ? right(value) : left(error);
  };

/** The error of a body, or a part of it, that has the wrong shape. */
export const badBody = (code: string, expected: string, sent: unknown, field = 'body'): DecodeError => ({
  _tag: 'BadInput',
  code,
  field,
  expected,
  sample: sampleOf(sent),
});

/** Writes a body that is an object: what is undefined is left out. */
export const body = (fields: WireObject): WireObject => defined(fields);
