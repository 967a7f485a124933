import { left, right } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import type { LineError } from './errors.js';
import { SAMPLE_LENGTH } from './limits.js';
import type { RecordedFrame } from './recording.js';

/** Writes a frame as one line of a recording, without the line feed. Any text survives, line feeds and all. */
export const formatLine = ({ t, conn, dir, frame }: RecordedFrame): string =>
  JSON.stringify(conn === null ? { t, dir, frame } : { t, conn, dir, frame });

/** Reads one line of a recording. Fields that it does not know are ignored; `conn` may be missing. Never throws. */
export const parseLine = (text: string): E.Either<LineError, RecordedFrame> => {
  const sample = text.slice(0, SAMPLE_LENGTH);
  const value = parseJson(text);
  if (value === undefined) return left({ _tag: 'NotJson', sample });
  if (!isRecord(value)) return left({ _tag: 'NotAnObject', sample });

  const { t, conn = null, dir, frame } = value;
  const wrong = (field: string, expected: string): E.Either<LineError, RecordedFrame> =>
    left(
      value[field] === undefined
        ? { _tag: 'MissingField', field, sample }
        : { _tag: 'BadField', field, expected, sample },
    );
  if (typeof t !== 'number' || !Number.isFinite(t)) return wrong('t', 'a number of milliseconds');
  if (conn !== null && !isCount(conn)) return wrong('conn', 'the number of a connection');
  if (dir !== 'in' && dir !== 'out') return wrong('dir', "'in' or 'out'");
  if (typeof frame !== 'string') return wrong('frame', 'a text');
  return right({ t, conn, dir, frame });
};

/** The fields of a line as they may come. */
interface Fields {
  readonly [field: string]: unknown;
  readonly t?: unknown;
  readonly conn?: unknown;
  readonly dir?: unknown;
  readonly frame?: unknown;
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
