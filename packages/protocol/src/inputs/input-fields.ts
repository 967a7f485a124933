import { isRight } from '@bitfinex-ws/machine';
import type { FundingSymbol, TradingSymbol } from '../channels/spec.js';
import { decimalText } from '../decimal/decimal-text.js';
import type { DecodeError } from '../errors.js';
import { Fields, isWireObject, type WireObject } from '../fields.js';
import { sampleOf } from '../sample.js';
import { isFundingSymbol, isTradingSymbol } from '../words/symbol.js';
import { timeOfText } from './utc-text.js';

/** Reads the fields of an input. A field that is null counts as missing, as some clients write all that they know of. */
export class InputFields extends Fields {
  /** What was wrong with the input, or null. */
  inputError(code: string): DecodeError | null {
    const wrong = this.wrong();
    return wrong === null ? null : { _tag: 'BadInput', code, ...wrong, sample: sampleOf(this.raw) };
  }

  isSent(field: string): boolean {
    return this.get(field) !== null;
  }

  /** The text of a decimal; an exponent is expanded, a number becomes its text. */
  decimal(field: string): string {
    const value = this.get(field);
    const text = typeof value === 'string' || typeof value === 'number' ? decimalText(value) : null;
    if (text !== null && isRight(text)) return text.right;
    this.bad(field, 'a decimal');
    return '';
  }

  decimalIfSent(field: string): string | undefined {
    return this.isSent(field) ? this.decimal(field) : undefined;
  }

  integerIfSent(field: string): number | undefined {
    return this.isSent(field) ? this.integer(field) : undefined;
  }

  /** The ms of `YYYY-MM-DD HH:MM:SS`, or of `YYYY-MM-DD`. */
  time(field: string): number {
    const time = timeOfText(this.text(field));
    if (time === null) this.bad(field, 'YYYY-MM-DD HH:MM:SS');
    return time ?? 0;
  }

  timeIfSent(field: string): number | undefined {
    return this.isSent(field) ? this.time(field) : undefined;
  }

  oneOf<A extends string>(field: string, choices: readonly [A, ...A[]]): A {
    const text = this.text(field);
    const choice = choices.find((each) => each === text);
    if (choice === undefined) this.bad(field, `one of ${choices.join(', ')}`);
    return choice ?? choices[0];
  }

  /** A bare pair stands for its symbol. */
  tradingSymbol(field: string): TradingSymbol {
    const text = this.text(field);
    const symbol = isTradingSymbol(text) ? text : (`t${text}` as const);
    if (!isTradingSymbol(symbol)) this.bad(field, 'a symbol such as tBTCUSD');
    return symbol;
  }

  fundingSymbol(field: string): FundingSymbol {
    const text = this.text(field);
    if (isFundingSymbol(text)) return text;
    this.bad(field, 'a symbol such as fUSD');
    return 'f';
  }

  object(field: string): WireObject {
    const value = this.get(field);
    if (isWireObject(value)) return value;
    this.bad(field, 'an object');
    return {};
  }

  listIfSent(field: string): ReadonlyArray<unknown> | undefined {
    const value = this.get(field);
    if (value === null) return undefined;
    if (Array.isArray(value)) return value as ReadonlyArray<unknown>;
    this.bad(field, 'a list');
    return [];
  }
}
