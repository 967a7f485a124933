import type { DecodeError } from './errors.js';
import { numberOf } from './numbers/numeric.js';
import { sampleOf } from './sample.js';

/** A JSON object as parsed. */
export type WireObject = Readonly<Record<string, unknown>>;

export const isWireObject = (value: unknown): value is WireObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Reads the fields of one event by name. As with rows, a field that does not hold what is asked for is remembered (the
 * first alone) and answered with a placeholder; ask `error` before using what was read.
 */
export class Fields {
  private badField: string | null = null;
  private expected = '';

  constructor(readonly raw: WireObject) {}

  /** What was wrong, or null. */
  error(event: string): DecodeError | null {
    if (this.badField === null) return null;
    return { _tag: 'BadEvent', event, field: this.badField, expected: this.expected, sample: sampleOf(this.raw) };
  }

  /** Marks a field as wrong. */
  bad(field: string, expected: string): void {
    if (this.badField !== null) return;
    this.badField = field;
    this.expected = expected;
  }

  /** What the field holds; null where it is missing. */
  get(field: string): unknown {
    return this.raw[field] ?? null;
  }

  text(field: string): string {
    const value = this.get(field);
    if (typeof value === 'string') return value;
    this.bad(field, 'a text');
    return '';
  }

  textOrNull(field: string): string | null {
    const value = this.get(field);
    if (value === null || typeof value === 'string') return value;
    this.bad(field, 'a text or missing');
    return null;
  }

  integer(field: string): number {
    const value = numberOf(this.get(field));
    if (Number.isSafeInteger(value)) return value;
    this.bad(field, 'an integer');
    return 0;
  }

  integerOrNull(field: string): number | null {
    const value = this.get(field);
    if (value === null) return null;
    const number = numberOf(value);
    if (Number.isSafeInteger(number)) return number;
    this.bad(field, 'an integer or missing');
    return null;
  }

  channelId(field: string): number {
    const value = this.integer(field);
    if (value < 0) this.bad(field, 'a channel id');
    return value;
  }

  /** A text or a number; null where it is missing. */
  idOrNull(field: string): string | number | null {
    const value = this.get(field);
    if (value === null || typeof value === 'string' || typeof value === 'number') return value;
    this.bad(field, 'a text or a number');
    return null;
  }
}
