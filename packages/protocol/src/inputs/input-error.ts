import { explainDecimalError, type DecimalError } from '../decimal/decimal-error.js';
import { sampleOfText } from '../sample.js';

/** What the sign of a decimal has to be. */
export type DecimalSign = 'positive' | 'not negative' | 'not zero';

/**
 * Why an input can not be sent. `field` is the name of the property that is wrong (`priceAuxLimit`, `meta.affCode`,
 * `cid.1.cidDate`); `code` is the code of the input (on, ou …). These are mistakes of the caller that can be seen without
 * asking the exchange; whether it takes the rest only its answer says.
 */
export type InputError =
  /** A property that this kind of input can not do without is not set. */
  | { readonly _tag: 'MissingField'; readonly field: string }
  | { readonly _tag: 'BadDecimal'; readonly field: string; readonly reason: DecimalError }
  | { readonly _tag: 'BadSign'; readonly field: string; readonly text: string; readonly wanted: DecimalSign }
  /** No whole number, or outside its bounds; `max` null: no upper bound but 2^53 − 1. */
  | {
      readonly _tag: 'BadInteger';
      readonly field: string;
      readonly value: string;
      readonly min: number;
      readonly max: number | null;
    }
  /** No time in ms between 1970 and 9999. */
  | { readonly _tag: 'BadTime'; readonly field: string; readonly ms: number }
  | { readonly _tag: 'BadText'; readonly field: string; readonly text: string; readonly expected: string }
  /** A property that nothing would be made of, such as a slip in the name of a flag; `known` are those that mean something. */
  | { readonly _tag: 'UnknownField'; readonly field: string; readonly known: string }
  /** Two properties that say the same or exclude each other. */
  | { readonly _tag: 'Conflict'; readonly field: string; readonly other: string }
  /** A value that JSON can not hold: a function, a bigint, a cycle, nesting without end. */
  | { readonly _tag: 'NotJson'; readonly field: string }
  /** Nothing to do: no change, no order to cancel, no operation, no key. */
  | { readonly _tag: 'Empty'; readonly code: string }
  | { readonly _tag: 'TooMany'; readonly code: string; readonly count: number; readonly limit: number }
  /** One of the operations of an `ox_multi`, counted from 0. */
  | { readonly _tag: 'BadOperation'; readonly index: number; readonly reason: InputError };

/** Says in one line why an input can not be sent. */
export const explainInputError = (error: InputError): string => {
  switch (error._tag) {
    case 'MissingField':
      return `${error.field} is missing`;
    case 'BadDecimal':
      return `${error.field}: ${explainDecimalError(error.reason)}`;
    case 'BadSign':
      return `${error.field} should be ${error.wanted}: ${sampleOfText(error.text)}`;
    case 'BadInteger':
      return `${error.field} should be a whole number ${bounds(error.min, error.max)}: ${error.value}`;
    case 'BadTime':
      return `${error.field} should be a time in ms between 1970 and 9999: ${error.ms}`;
    case 'BadText':
      return `${error.field} should be ${error.expected}: ${JSON.stringify(error.text)}`;
    case 'UnknownField':
      return `${error.field} means nothing here; ${error.known} do`;
    case 'Conflict':
      return `${error.field} and ${error.other} exclude each other`;
    case 'NotJson':
      return `${error.field} holds what JSON can not`;
    case 'Empty':
      return `${error.code}: there is nothing to do`;
    case 'TooMany':
      return `${error.code}: ${error.count} are more than the ${error.limit} that one message may hold`;
    case 'BadOperation':
      return `operation ${error.index}: ${explainInputError(error.reason)}`;
  }
};

const bounds = (min: number, max: number | null): string => (max === null ? `from ${min}` : `from ${min} to ${max}`);

/** Whether the same input can be sent later: it cannot, somebody has to write another one. */
export const isRetryableInputError = (_error: InputError): boolean => false;
