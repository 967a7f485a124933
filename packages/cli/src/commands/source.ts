import { either as E } from 'fp-ts';
import { explainSimulatorError, startSimulator } from '@bitfinex-ws/simulator';
import { activityOptions } from '../activity.js';
import type { Source } from '../args/command.js';
import { KNOWN_SYMBOLS, PUBLIC_URL } from '../limits.js';
import type { CliError } from '../errors.js';

/** A place to connect to, ready to be dialled. */
export interface OpenSource {
  readonly url: string;
  /** The place in words. */
  readonly label: string;
  /** Symbols that it is known to have. */
  readonly symbols: ReadonlyArray<string>;
  /** Null where it is no simulator. */
  readonly simulator: { readonly host: string; readonly port: number } | null;
  /** Gives back what was started for it. */
  readonly close: () => Promise<void>;
}

/** Makes the source ready: starts the simulator where it is one. The caller closes it. */
export const openSource = async (source: Source): Promise<E.Either<CliError, OpenSource>> => {
  if (source._tag === 'Address') {
    const { url } = source;
    return E.right({
      url,
      label: url,
      symbols: url === PUBLIC_URL ? KNOWN_SYMBOLS : [],
      simulator: null,
      close: () => Promise.resolve(),
    });
  }
  const { seed, rate, activity } = source;
  const started = await startSimulator({
    ...(seed === null ? {} : { seed }),
    ...(rate === null ? {} : { rate }),
    ...activityOptions(activity),
  });
  if (E.isLeft(started)) return E.left({ _tag: 'SimulatorFailed', reason: explainSimulatorError(started.left) });
  const { url, host, port, symbols, close } = started.right;
  return E.right({ url, label: `simulator ${url}`, symbols, simulator: { host, port }, close });
};
