import { isLeft, left, mapRight } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import type { Decimal } from '../decimal/decimal-text.js';
import type { DecodeError } from '../errors.js';
import type { Frame } from '../frame.js';
import { textOfFrame } from '../frame-text.js';
import { MAX_FRAME_BYTES } from '../limits.js';
import { withheld } from '../requests/withheld.js';
import { sampleOfText } from '../sample.js';
import { BroadcastInput } from './broadcast.js';
import { CalculateInput } from './calculate.js';
import { CancelOfferInput } from './cancel-offer.js';
import { CancelOrderInput } from './cancel-order.js';
import { CancelOrdersInput } from './cancel-orders.js';
import type { WireInput } from './input-codec.js';
import type { InputError } from './input-error.js';
import { NewOfferInput } from './new-offer.js';
import { NewOrderInput } from './new-order.js';
import { OrderOperationsInput } from './order-operations.js';
import { UpdateOrderInput } from './update-order.js';

/**
 * What an account may say on a connection that is logged in. `D` is what decimals are given as; those of a decoded input are
 * texts. https://docs.bitfinex.com/reference/ws-auth-input
 */
export type Input<D = Decimal> =
  | NewOrderInput<D>
  | UpdateOrderInput<D>
  | CancelOrderInput
  | CancelOrdersInput
  | OrderOperationsInput<D>
  | NewOfferInput<D>
  | CancelOfferInput
  | CalculateInput
  | BroadcastInput;

/**
 * Writes an input as a frame. Decimals go out as plain digits, times as texts in UTC, what is not set is left out. An
 * InputError where the exchange could only refuse it.
 */
export const encodeInput = (input: Input): E.Either<InputError, string> => mapRight(frameOf)(wireOf(input));

const wireOf = (input: Input): E.Either<InputError, WireInput> => {
  switch (input.code) {
    case 'on':
      return NewOrderInput.write(input);
    case 'ou':
      return UpdateOrderInput.write(input);
    case 'oc':
      return CancelOrderInput.write(input);
    case 'oc_multi':
      return CancelOrdersInput.write(input);
    case 'ox_multi':
      return OrderOperationsInput.write(input);
    case 'fon':
      return NewOfferInput.write(input);
    case 'foc':
      return CancelOfferInput.write(input);
    case 'calc':
      return CalculateInput.write(input);
    case 'n':
      return BroadcastInput.write(input);
  }
};

// Ids may be bigints, which JSON.stringify refuses. The deepest are those of an oc_multi within an ox_multi; below lies
// what the caller alone knows, as deep as it likes.
const ID_DEPTH = 6;
const frameOf = (wire: WireInput): string => textOf(wire, ID_DEPTH);

const textOf = (value: unknown, depth: number): string => {
  if (typeof value === 'bigint') return String(value);
  if (depth === 0 || typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((each) => textOf(each, depth - 1)).join(',')}]`;
  const fields = Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}:${textOf(each, depth - 1)}`);
  return `{${fields.join(',')}}`;
};

/**
 * Reads a frame that a client sent on channel 0: for recordings of both directions and for servers. Never throws. Only the
 * shape is judged: prices below 0 or ids beyond their bounds are read as they are.
 */
export const decodeInput = (frame: Frame, maxFrameBytes = MAX_FRAME_BYTES): E.Either<DecodeError, Input<string>> => {
  const text = textOfFrame(frame, maxFrameBytes);
  if (isLeft(text)) return left(withheld(text.left, 'sample' in text.left ? text.left.sample : ''));
  const input = readInput(text.right);
  // Somebody may have sent a login here.
  return isLeft(input) ? left(withheld(input.left, text.right)) : input;
};

const readInput = (text: string): E.Either<DecodeError, Input<string>> => {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return left({ _tag: 'NotJson', sample: sampleOfText(text) });
  }
  if (!Array.isArray(raw) || raw[0] !== 0) return notAnInput(text);
  switch (raw[1]) {
    case 'on':
      return NewOrderInput.read(raw);
    case 'ou':
      return UpdateOrderInput.read(raw);
    case 'oc':
      return CancelOrderInput.read(raw);
    case 'oc_multi':
      return CancelOrdersInput.read(raw);
    case 'ox_multi':
      return OrderOperationsInput.read(raw);
    case 'fon':
      return NewOfferInput.read(raw);
    case 'foc':
      return CancelOfferInput.read(raw);
    case 'calc':
      return CalculateInput.read(raw);
    case 'n':
      return BroadcastInput.read(raw);
    default:
      return notAnInput(text);
  }
};

const notAnInput = (text: string): E.Either<DecodeError, never> => {
  const expected = '[0, on ou oc oc_multi ox_multi fon foc calc or n, null, …]';
  return left({ _tag: 'NotAMessage', expected, sample: sampleOfText(text) });
};
