import type { ConnectionLoss } from './connection/contract.js';
import type { Reader } from './options-reader.js';

/** What `reconnect` says, in force. */
interface ReconnectConfig {
  /** Dials in a row after a failure; null: without limit. */
  readonly maxAttempts: number | null;
  readonly mayReconnect: (loss: ConnectionLoss) => boolean;
}

/** `false` is no attempt at all, a function is `{ when }`. A predicate that throws is a defect, and forbids nothing. */
export const readReconnect = (
  read: Reader,
  value: unknown,
  onDefect: (defect: unknown, where: string) => void,
): ReconnectConfig => {
  if (value === undefined || value === true) return { maxAttempts: null, mayReconnect: always };
  if (value === false) return { maxAttempts: 0, mayReconnect: always };
  const bag = typeof value === 'function' ? { when: value } : read.bag(value, 'reconnect', ['maxAttempts', 'when']);
  const when = read.made(bag, 'when', isPredicate, 'a function', () => always, 'reconnect.');
  const limited = bag['maxAttempts'] !== undefined;
  return {
    maxAttempts: limited ? read.whole(bag, 'maxAttempts', 0, 0, 'reconnect.') : null,
    mayReconnect: (loss) => {
      try {
        return when(loss);
      } catch (defect) {
        onDefect(defect, 'reconnect');
        return true;
      }
    },
  };
};

const always = (): boolean => true;
// What a function takes and answers can not be seen from outside: the caller's types vouch for it.
const isPredicate = (value: unknown): value is ReconnectConfig['mayReconnect'] => typeof value === 'function';
