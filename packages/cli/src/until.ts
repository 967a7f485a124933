/**
 * Iterates until the source ends or `over` settles, whichever comes first; also while it waits for the next item.
 * `Promise.race` would do the same, but leave something behind on `over` for every item.
 */
export async function* until<A>(source: AsyncIterable<A>, over: Promise<unknown>): AsyncGenerator<A, void, undefined> {
  const iterator = source[Symbol.asyncIterator]();
  let ended = false;
  let wake = (): void => undefined;
  void over.then(() => {
    ended = true;
    wake();
  });
  try {
    while (!ended) {
      const result = await new Promise<IteratorResult<A> | null>((resolve, reject) => {
        wake = () => resolve(null);
        iterator.next().then(resolve, reject);
      });
      if (result === null || result.done === true) return;
      yield result.value;
    }
  } finally {
    // Not awaited: a source that is waiting for its next item would answer only after that.
    iterator.return?.().catch(() => undefined);
  }
}
