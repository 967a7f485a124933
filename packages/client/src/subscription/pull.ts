/** A stream whose items are made at the moment in which they are read. */
interface Pull<A> {
  /** There may be something to read. */
  readonly wake: () => void;
  /** Nothing will come any more: what `read` still gives is delivered, then the stream ends. */
  readonly end: () => void;
  readonly iterator: AsyncIterableIterator<A, undefined>;
}

/**
 * Makes a stream over `read`, which answers null while there is nothing. Nothing is kept here: a reader that is slow finds
 * what `read` then says. `onReleased` is called once, when its reader leaves.
 */
export const createPull = <A>(read: () => A | null, onReleased: () => void): Pull<A> => {
  type Result = IteratorResult<A, undefined>;
  let condition: 'open' | 'ending' | 'released' = 'open';
  let waiting: Array<() => void> = [];

  const wake = (): void => {
    if (waiting.length === 0) return;
    const woken = waiting;
    waiting = [];
    for (const go of woken) go();
  };
  const next = async (): Promise<Result> => {
    while (condition !== 'released') {
      // Read after the wait, not before: frames may come between the waking and the reader's turn.
      const item = read();
      if (item !== null) return { done: false, value: item };
      if (condition === 'ending') break;
      await new Promise<void>((go) => waiting.push(go));
    }
    return { done: true, value: undefined };
  };
  const iterator: AsyncIterableIterator<A, undefined> = {
    next,
    return: () => {
      if (condition !== 'released') {
        condition = 'released';
        onReleased();
        wake();
      }
      return Promise.resolve({ done: true, value: undefined });
    },
    [Symbol.asyncIterator]: () => iterator,
  };
  return {
    wake,
    end: () => {
      if (condition === 'open') condition = 'ending';
      wake();
    },
    iterator,
  };
};
