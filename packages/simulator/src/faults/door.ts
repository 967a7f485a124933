import type { Dice } from '../market/random.js';
import type { DoorFault } from '../scenario/fault.js';
import type { ConnectionSelector } from '../scenario/scenario.js';
import { createArmed, type Cause } from './injection.js';

/** What lies in wait for those who knock. */
export interface Door {
  /** Asks what goes wrong with the handshake of this number, and with the greeting after it. Asking uses it up. */
  readonly knock: (number: number) => {
    readonly handshake: HandshakeFault | null;
    readonly greeting: GreetingFault | null;
  };
  readonly arm: (fault: LyingFault, where: ConnectionSelector, cause: Cause) => void;
  readonly withdraw: (cause: Cause) => void;
  readonly calm: () => void;
}

/** Faults that wait for somebody to knock. */
export type LyingFault = Exclude<DoorFault, { readonly type: 'stop-listening' }>;
type GreetingFault = Extract<DoorFault, { readonly type: 'greeting' }>;
type HandshakeFault = Exclude<LyingFault, GreetingFault>;

interface Trap {
  readonly fault: LyingFault;
  readonly where: ConnectionSelector;
}

/** A door behind which nothing lies. */
export const createDoor = (dice: Dice): Door => {
  const armed = createArmed<Trap>();
  const isFor = (where: ConnectionSelector, number: number): boolean => {
    // Whoever knocks is the newest, has no channel yet, and is any one.
    if (typeof where === 'string' || 'having' in where) return true;
    if ('share' in where) return dice.chance(where.share);
    return typeof where.nth === 'number' ? where.nth === number : where.nth.includes(number);
  };
  const take = (number: number, isGreeting: boolean): LyingFault | null =>
    armed.take(({ fault, where }) => (fault.type === 'greeting') === isGreeting && isFor(where, number))?.fault ?? null;

  return {
    knock: (number) => {
      const handshake = take(number, false);
      const greeting = handshake ? null : take(number, true);
      return {
        handshake: handshake?.type === 'greeting' ? null : handshake,
        greeting: greeting?.type === 'greeting' ? greeting : null,
      };
    },
    arm: (fault, where, cause) => armed.add({ fault, where }, fault.times ?? 1, cause),
    withdraw: armed.withdraw,
    calm: armed.clear,
  };
};
