import type { Clock } from '@bitfinex-ws/machine';
import type { ChannelSpec } from '@bitfinex-ws/protocol';
import { BACKFILL_LIMIT } from '../limits.js';
import type { BackfillNotice, GapBound } from './stream.js';

/** What a source is asked for: all between the two edges. Rows beyond them do no harm, and overlapping edges prove that it is all. */
export interface BackfillGap<Spec extends ChannelSpec = ChannelSpec> {
  readonly spec: Spec;
  /** The last that was delivered before the gap. */
  readonly from: GapBound;
  /** The oldest that the snapshot behind the gap has. */
  readonly to: GapBound;
  /** Aborted where nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

/** A source of the user's for what a channel missed: REST, a database, another connection. Rows may come in any order. */
export type Backfill<Row, Spec extends ChannelSpec = ChannelSpec> = (
  gap: BackfillGap<Spec>,
) => Promise<ReadonlyArray<Row>> | AsyncIterable<Row>;

/** Where to get what a snapshot does not reach. */
export interface BackfillOptions<Row, Spec extends ChannelSpec = ChannelSpec> {
  /** Asked once for each gap whose snapshot does not reach back to what had been delivered. @default none */
  readonly backfill?: Backfill<Row, Spec>;
  /** How long it may take, ms; what comes live meanwhile waits. @default 10_000 */
  readonly backfillTimeoutMs?: number;
}

/** A source with its time limit, as it is in force. */
export interface BackfillSource<Row> {
  readonly ask: Backfill<Row>;
  readonly timeoutMs: number;
}

/** What came of asking a source. `failed` has the reason; what is not `filled` has no rows. */
export interface BackfillAnswer<Row> {
  readonly outcome: BackfillNotice['outcome'];
  readonly rows: ReadonlyArray<Row>;
  readonly reason: string | null;
}

/** An asking that is under way. */
export interface BackfillCall {
  /** Nobody waits any more: `answer` is not called, the source is told by its signal. */
  readonly abandon: () => void;
}

/** Asks a source, and answers once, whatever it does. */
export const askBackfill = <Row>(
  { ask, timeoutMs }: BackfillSource<Row>,
  gap: Omit<BackfillGap, 'signal'>,
  clock: Pick<Clock, 'after'>,
  answer: (answer: BackfillAnswer<Row>) => void,
): BackfillCall => {
  const controller = new AbortController();
  let isOver = false;
  const finish = (): boolean => {
    if (isOver) return false;
    isOver = true;
    stopTimer();
    return true;
  };
  const give = (outcome: BackfillNotice['outcome'], rows: ReadonlyArray<Row>, reason: string | null): void => {
    if (!finish()) return;
    if (outcome !== 'filled') controller.abort();
    answer({ outcome, rows, reason });
  };
  const stopTimer = clock.after(timeoutMs, () => give('timedOut', [], null));
  void collect(ask, { ...gap, signal: controller.signal }).then(
    (rows) => (rows === null ? give('tooMany', [], null) : give('filled', rows, null)),
    (defect: unknown) => give('failed', [], defect instanceof Error ? defect.message : String(defect)),
  );
  return {
    abandon: () => {
      if (finish()) controller.abort();
    },
  };
};

/** Null where there are too many. What the source throws at once is a rejection like any other. */
const collect = async <Row>(ask: Backfill<Row>, gap: BackfillGap): Promise<ReadonlyArray<Row> | null> => {
  const given = ask(gap);
  if (!(Symbol.asyncIterator in given)) {
    const all = [...(await given)];
    return all.length > BACKFILL_LIMIT ? null : all;
  }
  const rows: Row[] = [];
  for await (const row of given) {
    if (gap.signal.aborted) break;
    if (rows.length === BACKFILL_LIMIT) return null;
    rows.push(row);
  }
  return rows;
};
