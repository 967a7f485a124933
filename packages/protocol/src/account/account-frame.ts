import type { either as E } from 'fp-ts';
import type { ReaderContext } from '../channels/channel-codec.js';
import type { DecodeError } from '../errors.js';
import type { Trailers } from '../frame.js';
import type { Texts } from '../json.js';
import type { NumberMode } from '../numbers/number-mode.js';
import type { AccountMessage } from './account-message.js';

/** A frame of the account channel, taken apart. Heartbeats never come here. */
export interface AccountFrame extends Trailers {
  /** What stands behind the code, as parsed; undefined where nothing does. */
  readonly payload: unknown;
  /** The texts of the payload's numbers, in text mode. */
  readonly texts: Texts;
}

/** Decodes the frames of one code in one number mode. */
export type AccountReader<N extends NumberMode> = (frame: AccountFrame) => E.Either<DecodeError, AccountMessage<N>>;

/** One family of account messages: makes the reader of each of its codes. */
export type AccountFamily = <N extends NumberMode>(context: ReaderContext<N>) => ReadonlyMap<string, AccountReader<N>>;

/** What every message of the account channel carries. https://docs.bitfinex.com/reference/ws-auth-account-info */
export interface AccountData<Type extends string, Code extends string | null> extends Trailers {
  /** The noun of its family. */
  readonly type: Type;
  /** The word on the wire. */
  readonly code: Code;
  /** The account channel. */
  readonly chanId: 0;
}

/** The readers of a family that has one code. */
export const oneReader = <N extends NumberMode>(
  code: string,
  read: AccountReader<N>,
): ReadonlyMap<string, AccountReader<N>> => new Map([[code, read]]);
