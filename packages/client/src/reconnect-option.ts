import type { ConnectionLoss } from './connection/contract.js';
import type { Bag } from './options-reader.js';

/** What `reconnect` says, in force. */
interface ReconnectConfig {
  /** Dials in a row after a failure; null: without limit. */
  readonly maxAttempts: number | null;
  readonly mayReconnect: (loss: ConnectionLoss) => boolean;
}

/** `false` is no attempt at all, a function is `{ when }`. A predicate that throws is a defect, and forbids nothing. */
export const readReconnect = (top: Bag, onDefect: (defect: unknown, where: string) => void): ReconnectConfig => {
  const value = top.at('reconnect');
  if (value === undefined || typeof value === 'boolean') {
    return { maxAttempts: value === false ? 0 : null, mayReconnect: always };
  }
  const bag = typeof value === 'function' ? null : top.inner('reconnect');
  const when = bag === null ? (value as typeof always) : bag.made('when', isPredicate, 'a function', () => always);
  return {
    maxAttempts: bag === null || bag.at('maxAttempts') === undefined ? null : bag.whole('maxAttempts', 0, 0),
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

const always: ReconnectConfig['mayReconnect'] = () => true;
// What a function takes and answers can not be seen from outside: the caller's types vouch for it.
const isPredicate = (value: unknown): value is ReconnectConfig['mayReconnect'] => typeof value === 'function';
