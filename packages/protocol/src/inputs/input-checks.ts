import { isLeft } from '@bitfinex-ws/machine';
import { decimalText, type Decimal } from '../decimal/decimal-text.js';
import { sampleOf } from '../sample.js';
import type { DecimalSign, InputError } from './input-error.js';
import { FLAG_NAMES, orderMask, type OrderFlags } from './order-flags.js';
import { dayText, isTime, timeText } from './utc-text.js';

/** An id of the exchange: a number, or its digits as text where it is above 2^53 − 1. */
export type OrderId = number | string;

/**
 * Turns the properties of one input into what the wire carries. As when reading, the first property that is wrong is
 * remembered and the literal runs on: ask `error` before sending what was written.
 */
export class InputChecks {
  private first: InputError | null = null;

  /** What was wrong, or null. */
  error(): InputError | null {
    return this.first;
  }

  fail(error: InputError): void {
    this.first ??= error;
  }

  decimal(field: string, value: Decimal, sign?: DecimalSign): string {
    if (this.isMissing(field, value)) return '';
    const text = decimalText(value);
    if (isLeft(text)) {
      this.fail({ _tag: 'BadDecimal', field, reason: text.left });
      return '';
    }
    if (sign !== undefined && !hasSign(text.right, sign)) {
      this.fail({ _tag: 'BadSign', field, text: text.right, wanted: sign });
    }
    return text.right;
  }

  decimalIfSet(field: string, value: Decimal | undefined, sign?: DecimalSign): string | undefined {
    return value === undefined ? undefined : this.decimal(field, value, sign);
  }

  integer(field: string, value: number, min: number, max: number | null): number {
    if (this.isMissing(field, value)) return 0;
    if (!Number.isSafeInteger(value) || value < min || (max !== null && value > max)) {
      this.fail({ _tag: 'BadInteger', field, value: sampleOf(value), min, max });
    }
    return value;
  }

  integerIfSet(field: string, value: number | undefined, min: number, max: number | null): number | undefined {
    return value === undefined ? undefined : this.integer(field, value, min, max);
  }

  /** A bigint where a number would lose digits. */
  id(field: string, value: OrderId): number | bigint {
    if (typeof value !== 'string') return this.integer(field, value, 1, null);
    if (!/^[1-9][0-9]{0,18}$/.test(value))
      this.fail({ _tag: 'BadText', field, text: value, expected: 'the digits of an id' });
    const id = Number(value);
    return Number.isSafeInteger(id) || !/^[0-9]+$/.test(value) ? id : BigInt(value);
  }

  /** `YYYY-MM-DD HH:MM:SS` */
  timeIfSet(field: string, ms: number | undefined): string | undefined {
    return ms === undefined || !this.isTime(field, ms) ? undefined : timeText(ms);
  }

  /** `YYYY-MM-DD` */
  day(field: string, ms: number): string {
    return this.isTime(field, ms) ? dayText(ms) : '';
  }

  text<A extends string>(field: string, value: A, isRight: (text: string) => boolean, expected: string): A {
    if (this.isMissing(field, value)) return value;
    if (typeof value !== 'string' || !isRight(value)) {
      this.fail({ _tag: 'BadText', field, text: String(value), expected });
    }
    return value;
  }

  list<A>(field: string, value: ReadonlyArray<A>): ReadonlyArray<A> {
    const sent: unknown = value;
    if (Array.isArray(sent)) return value;
    this.fail({ _tag: 'MissingField', field });
    return [];
  }

  /** Refuses a property that nothing would be made of: what it was meant to say would be left out without a word. */
  known(given: object, names: ReadonlyArray<string>, path = ''): void {
    const stray = Object.entries(given).find(([name, value]) => value !== undefined && !names.includes(name));
    if (stray) this.fail({ _tag: 'UnknownField', field: path + stray[0], known: names.join(', ') });
  }

  /** Flags as a mask. A mask itself, or 1 in place of true, would else be an order without them. */
  flagsIfSet(flags: OrderFlags | undefined, names: ReadonlyArray<string> = FLAG_NAMES): number | undefined {
    if (flags === undefined) return undefined;
    if (typeof flags !== 'object' || (flags as unknown) === null || Array.isArray(flags)) {
      this.fail({
        _tag: 'BadText',
        field: 'flags',
        text: sampleOf(flags),
        expected: 'an object such as { hidden: true }',
      });
      return undefined;
    }
    const { unknown, ...named } = flags;
    this.known(named, names, 'flags.');
    const odd = Object.entries(named).find(([, value]) => value !== undefined && typeof value !== 'boolean');
    if (odd) this.fail({ _tag: 'BadText', field: `flags.${odd[0]}`, text: String(odd[1]), expected: 'true or false' });
    this.integerIfSet('flags.unknown', unknown, 0, null);
    return this.integer('flags', orderMask(flags), 0, null);
  }

  /** A copy of what the caller alone knows, as JSON holds it. */
  json(field: string, value: unknown): unknown {
    try {
      const text = JSON.stringify(value) as string | undefined;
      if (text !== undefined) return JSON.parse(text) as unknown;
    } catch {
      // A bigint, a cycle, a toJSON that throws.
    }
    this.fail({ _tag: 'NotJson', field });
    return null;
  }

  private isTime(field: string, ms: number): boolean {
    if (this.isMissing(field, ms)) return false;
    if (typeof ms === 'number' && isTime(ms)) return true;
    this.fail({ _tag: 'BadTime', field, ms });
    return false;
  }

  private isMissing(field: string, value: unknown): boolean {
    if (value !== undefined && value !== null) return false;
    this.fail({ _tag: 'MissingField', field });
    return true;
  }
}

// By the digits: a number might round to 0 what is not.
const hasSign = (text: string, sign: DecimalSign): boolean => {
  const zero = !/[1-9]/.test(text);
  const negative = text.startsWith('-') && !zero;
  switch (sign) {
    case 'positive':
      return !negative && !zero;
    case 'not negative':
      return !negative;
    case 'not zero':
      return !zero;
  }
};
