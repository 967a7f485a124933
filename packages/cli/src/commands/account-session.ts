import { either as E } from 'fp-ts';
import { nodeSigner } from '@bitfinex-ws/auth/node';
import { createAccount, explainAccountError, type Account } from '@bitfinex-ws/client/trading';
import { explainSimulatorError, startSimulator } from '@bitfinex-ws/simulator';
import type { AccountSource } from '../args/command.js';
import type { CliError } from '../errors.js';
import type { Io } from '../io/ports.js';
import { readKeys, type Keys } from '../keys.js';
import type { Stop } from '../stop.js';

/** An account that is logged in, and where. */
export interface AccountSession {
  readonly account: Account;
  /** The place in words. */
  readonly label: string;
}

/** Where to log in and with what. */
interface Place {
  readonly url: string;
  readonly label: string;
  readonly keys: Keys;
  readonly close: () => Promise<void>;
}

/** Whether what is sent there may cost something: everything that is neither paper nor on this machine. */
export const isReal = (source: AccountSource): boolean =>
  source._tag === 'Address' && !/^(?:127\.[0-9.]+|localhost|\[::1\])$/.test(new URL(source.url).hostname);

/**
 * Logs in, lets `use` work with the account, and puts everything away again. The first dial decides: where the login
 * fails, the command has failed. `null` in the Right: it was stopped before it was logged in.
 */
export const withAccount = async <A>(
  of: { readonly source: AccountSource; readonly keys: string | null },
  stop: Stop,
  io: Io,
  use: (session: AccountSession) => Promise<E.Either<CliError, A>>,
): Promise<E.Either<CliError, A | null>> => {
  const place = of.source._tag === 'Paper' ? await openPaper() : await openAddress(of.source.url, of.keys, io);
  if (E.isLeft(place)) return place;
  const { url, label, keys, close } = place.right;
  let isIn = false;
  const account = createAccount({ ...keys, url, clock: io.clock, reconnect: () => isIn });
  try {
    const ready = await account.ready({ signal: stop.signal });
    isIn = E.isRight(ready);
    if (stop.cause() !== null) return E.right(null);
    if (E.isLeft(ready)) return E.left({ _tag: 'LoginFailed', url, reason: explainAccountError(ready.left) });
    return await use({ account, label });
  } finally {
    await account.close();
    await close();
  }
};

const openAddress = async (url: string, path: string | null, io: Io): Promise<E.Either<CliError, Place>> =>
  E.map((keys: Keys): Place => ({ url, label: url, keys, close: () => Promise.resolve() }))(await readKeys(path, io));

const openPaper = async (): Promise<E.Either<CliError, Place>> => {
  const started = await startSimulator();
  if (E.isLeft(started)) return E.left({ _tag: 'SimulatorFailed', reason: explainSimulatorError(started.left) });
  const { url, close, keys } = started.right;
  const [first] = keys;
  const signer = nodeSigner(first?.apiSecret ?? '');
  return E.right({ url, label: 'paper', keys: { apiKey: first?.apiKey ?? '', signer }, close });
};
