import { isLeft, left, right } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import type { Drift } from '../drift.js';
import type { DecodeError } from '../errors.js';
import type { Trailers } from '../frame.js';
import type { NumberMode } from '../numbers/number-mode.js';
import type { RowReader } from '../row-reader.js';
import { sampleOf } from '../sample.js';
import type { AccountFrame, AccountReader } from './account-frame.js';
import type { AccountMessage } from './account-message.js';

/** How the messages of a family are made of its rows. */
interface RowFamily<N extends NumberMode, A, Snapshot extends string, Change extends string> {
  /** The code of the whole list; not given where the family has none. */
  readonly snapshot?: Snapshot;
  /** The codes of one row. */
  readonly changes: ReadonlyArray<Change>;
  /** Makes the message of several rows, or of a list. */
  readonly many: (code: Snapshot | Change, trailers: Trailers, rows: ReadonlyArray<A>) => AccountMessage<N>;
  /** Makes the message of one row. */
  readonly one: (code: Change, trailers: Trailers, row: A) => AccountMessage<N>;
  /** Whether null stands for the empty list in the snapshot. @default false */
  readonly nullIsEmpty?: boolean;
}

/**
 * Makes the readers of a family whose frames hold rows. The payload says whether it is a row or a list, not the code:
 * servers were seen to send one row under a snapshot's code and a list under a change's.
 */
export const rowReaders = <N extends NumberMode, A, Change extends string, Snapshot extends string = never>(
  codec: RowReader<A>,
  drift: Drift | null,
  family: RowFamily<N, A, Snapshot, Change>,
): ReadonlyMap<string, AccountReader<N>> => {
  const { snapshot, changes, many, one, nullIsEmpty = false } = family;
  const readers = new Map<string, AccountReader<N>>();
  if (snapshot !== undefined) {
    readers.set(snapshot, (frame) => {
      if (nullIsEmpty && frame.payload === null) return right(many(snapshot, frame, []));
      const rows = readRows(codec, frame, drift);
      return isLeft(rows) ? rows : right(many(snapshot, frame, rows.right));
    });
  }
  for (const change of changes) {
    readers.set(change, (frame) => {
      // An empty list would be no change at all: it is read as a row that lacks its columns.
      if (!isListOfRows(frame.payload) || frame.payload.length === 0) {
        const row = codec.read(frame.payload, frame.texts, drift);
        return isLeft(row) ? row : right(one(change, frame, row.right));
      }
      const rows = readRows(codec, frame, drift);
      if (isLeft(rows)) return rows;
      const [first] = rows.right;
      return right(
        rows.right.length === 1 && first !== undefined ? one(change, frame, first) : many(change, frame, rows.right),
      );
    });
  }
  return readers;
};

/** Whether a payload is a list of rows: one that begins with a row, or is empty. */
export const isListOfRows = (payload: unknown): payload is ReadonlyArray<unknown> =>
  Array.isArray(payload) && (payload.length === 0 || Array.isArray(payload[0]));

const readRows = <A>(
  codec: RowReader<A>,
  { payload, texts }: AccountFrame,
  drift: Drift | null,
): E.Either<DecodeError, ReadonlyArray<A>> => {
  if (!Array.isArray(payload)) {
    return left({ _tag: 'BadPayload', family: codec.name, expected: 'a list of rows', sample: sampleOf(payload) });
  }
  if (isListOfRows(payload)) return codec.readAll(payload, texts, drift);
  const row = codec.read(payload, texts, drift);
  return isLeft(row) ? row : right([row.right]);
};
