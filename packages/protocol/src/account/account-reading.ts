import { right } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import type { ReaderContext } from '../channels/channel-codec.js';
import { readTrailers } from '../envelope.js';
import type { DecodeError } from '../errors.js';
import type { Frame } from '../frame.js';
import type { Texts } from '../json.js';
import type { Message } from '../messages.js';
import type { NumberMode } from '../numbers/number-mode.js';
import type { AccountChannel } from './account-channel.js';

type Decoded<N extends NumberMode> = E.Either<DecodeError, Message<N>>;

/** Reads the frames of the account on one connection. */
export interface AccountReading<N extends NumberMode> {
  /** Reads a frame that is parsed. */
  readonly decode: (frame: ReadonlyArray<unknown>, flags: number, texts: Texts) => Decoded<N>;
  /** Reads a frame in the common form from its bytes; null: it is not of this channel or not of that form. */
  readonly scan: (frame: Frame, limit: number, flags: number) => Decoded<N> | null;
}

/** Opens the account on one connection; null where nobody gave one. */
export const openAccount = <N extends NumberMode>(
  account: AccountChannel | undefined,
  context: ReaderContext<N>,
): AccountReading<N> | null => {
  if (account === undefined) return null;
  const read = account.open(context);
  // Text mode needs the texts of numbers, which no short cut has.
  const cells = context.numbers === 'text' ? null : (account.cells?.() ?? null);
  const decode: AccountReading<N>['decode'] = (frame, flags, texts) => {
    const trailers = readTrailers(frame, flags);
    if (frame[1] !== 'hb') return read(frame, trailers, texts);
    const { seq, serverTime } = trailers;
    return right({ type: 'heartbeat', chanId: 0, spec: null, seq, accountSeq: null, serverTime });
  };
  return {
    decode,
    scan: (frame, limit, flags) => {
      const values = cells?.read(frame, limit) ?? null;
      return values === null ? null : decode(values, flags, null);
    },
  };
};
