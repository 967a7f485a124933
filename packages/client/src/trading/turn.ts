/**
 * Runs what comes from outside to its end before anybody hears of it: listeners are called, and readers given, what happened only once all
 * machines have taken it in, so that one who acts on the news finds them in one state, and never in the midst of a step.
 */
export interface Turn {
  /** Runs a piece of work; news of it, and of works inside it, are delivered when the outermost is over. */
  readonly run: <A>(work: () => A) => A;
  /** Delivers it at the end of the turn, or at once where there is none. */
  readonly tell: (deliver: () => void) => void;
}

/** Nothing runs yet. `deliver` functions must not throw. */
export const createTurn = (): Turn => {
  let depth = 0;
  let news: Array<() => void> = [];

  const flush = (): void => {
    // What is told may lead to more.
    for (let at = 0; at < news.length; at++) news[at]?.();
    news = [];
  };
  const run: Turn['run'] = (work) => {
    depth++;
    try {
      return work();
    } finally {
      if (depth === 1 && news.length > 0) flush();
      depth--;
    }
  };
  return {
    run,
    tell: (deliver) => {
      news.push(deliver);
      if (depth === 0) run(() => undefined);
    },
  };
};
