import type { Clock } from '@bitfinex-ws/machine';
import { systemClock } from '@bitfinex-ws/transport';
import type { DialGovernor } from './contract.js';
import { createDialGovernor } from './governor.js';

/**
 * Under this name the governor of the process lies on `globalThis`, where a second copy of this package finds it too. The number
 * is that of its shape: whoever changes `DialGovernor` counts it up.
 */
const PLACE = Symbol.for('@bitfinex-ws/client: dial governor 1');

/** The governor that clients on this clock share where they are given none. */
export const sharedGovernor = (clock: Clock): DialGovernor => {
  if (clock === systemClock) return processGovernor();
  // Times of different clocks can not be compared, so each has its own.
  const known = byClock.get(clock);
  if (known !== undefined) return known;
  const made = createDialGovernor({ clock });
  byClock.set(clock, made);
  return made;
};

/** Lets everybody through at once. */
export const noGovernor: DialGovernor = {
  ask: (_request, grant) => {
    grant();
    return { waitMs: 0, withdraw: () => undefined };
  },
  refused: () => undefined,
};

/** Whether a value has the shape of a governor. */
export const isDialGovernor = (value: unknown): value is DialGovernor =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as Partial<DialGovernor>).ask === 'function' &&
  typeof (value as Partial<DialGovernor>).refused === 'function';

const byClock = new WeakMap<Clock, DialGovernor>();

const processGovernor = (): DialGovernor => {
  const there: unknown = Reflect.get(globalThis, PLACE);
  if (isDialGovernor(there)) return there;
  const made = createDialGovernor();
  Object.defineProperty(globalThis, PLACE, { value: made, configurable: true, enumerable: false, writable: true });
  return made;
};
