import { either as E } from 'fp-ts';
import { explainClientError, isRetryableClientError, type Answer, type CallOptions } from '@bitfinex-ws/client';

interface Held {
  readonly unsubscribe: () => Promise<unknown>;
}

/** One place for a subscription: what is wanted next takes the place of what was there. */
interface Slot<H extends Held> {
  /** Asks, unless this is what is wanted already; `onLive` hears of the handle, while it is still wanted. */
  readonly want: (key: string, ask: (options: CallOptions) => Answer<H>, onLive?: (handle: H) => void) => void;
  /** Null while there is none. */
  readonly held: () => H | null;
  /** Why there is none; null where that is not final. */
  readonly problem: () => string | null;
}

/** A day: the connection may be away for long, and the page waits with it. */
const PATIENCE_MS = 86_400_000;

export const createSlot = <H extends Held>(): Slot<H> => {
  let wanted: string | null = null;
  let current = new AbortController();
  let handle: H | null = null;
  let problem: string | null = null;

  const fill = async (ask: (options: CallOptions) => Answer<H>, onLive: (handle: H) => void): Promise<void> => {
    const { signal } = current;
    for (;;) {
      const answer = await ask({ signal, timeoutMs: PATIENCE_MS });
      if (signal.aborted) {
        // It came though nobody wanted it any more.
        if (E.isRight(answer)) void answer.right.unsubscribe();
        return;
      }
      if (E.isRight(answer)) {
        handle = answer.right;
        return onLive(handle);
      }
      if (!isRetryableClientError(answer.left)) {
        problem = explainClientError(answer.left);
        return;
      }
    }
  };
  return {
    want: (key, ask, onLive = () => undefined) => {
      if (key === wanted) return;
      wanted = key;
      current.abort();
      current = new AbortController();
      void handle?.unsubscribe();
      handle = null;
      problem = null;
      void fill(ask, onLive);
    },
    held: () => handle,
    problem: () => problem,
  };
};
