import type { Times } from '../scenario/fault.js';
import type { Injection } from '../scenario/control.js';

/** An injection as those see it who carry it out. */
export interface Cause {
  readonly hit: () => void;
}

/** An injection that calls this back, once, to be taken back. */
export const createInjection = (
  withdraw: (cause: Cause) => void,
): { readonly cause: Cause; readonly injection: Injection } => {
  let hits = 0;
  const cause: Cause = { hit: () => hits++ };
  return { cause, injection: { cancel: () => withdraw(cause), hits: () => hits } };
};

/** Faults that lie in wait, in the order in which they were armed. */
interface Armed<F> {
  readonly add: (fault: F, times: Times, cause: Cause) => void;
  /** The first one that accepts; it is used once, and gone when it is used up. Null: none does. */
  readonly take: (accepts: (fault: F) => boolean) => F | null;
  readonly size: () => number;
  readonly withdraw: (cause: Cause) => void;
  readonly clear: () => void;
}

interface Lying<F> {
  readonly fault: F;
  readonly cause: Cause;
  left: number;
}

/** Nothing lies in wait to begin with. */
export const createArmed = <F>(): Armed<F> => {
  let lying: Lying<F>[] = [];
  return {
    add: (fault, times, cause) => lying.push({ fault, cause, left: times === 'always' ? Infinity : times }),
    take: (accepts) => {
      const found = lying.find(({ fault }) => accepts(fault));
      if (!found) return null;
      found.cause.hit();
      if (--found.left === 0) lying = lying.filter((each) => each !== found);
      return found.fault;
    },
    size: () => lying.length,
    withdraw: (cause) => (lying = lying.filter((each) => each.cause !== cause)),
    clear: () => (lying = []),
  };
};
