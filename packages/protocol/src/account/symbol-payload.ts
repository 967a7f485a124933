import { left, right } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import type { DecodeError } from '../errors.js';
import type { Texts } from '../json.js';
import { sampleOf } from '../sample.js';
import type { AccountFrame } from './account-frame.js';

/** A row and the symbol that it is of. */
interface SymbolRow {
  /** tBTCUSD, fUSD. */
  readonly symbol: string;
  /** The row, as parsed; undefined where none was sent. */
  readonly row: unknown;
  /** The texts of the row's numbers, where the frame was read with them. */
  readonly texts: Texts;
}

/** Takes `["sym", SYMBOL, ROW]` apart, and `["sym", [SYMBOL, ROW]]`, as it was announced in 2017. */
export const symbolRow = (family: string, { payload, texts }: AccountFrame): E.Either<DecodeError, SymbolRow> => {
  if (Array.isArray(payload) && payload[0] === 'sym') {
    const second: unknown = payload[1];
    if (typeof second === 'string')
      return right({ symbol: second, row: payload[2] as unknown, texts: texts?.[2] ?? null });
    if (Array.isArray(second) && typeof second[0] === 'string') {
      return right({ symbol: second[0], row: second[1] as unknown, texts: texts?.[1]?.[1] ?? null });
    }
  }
  return left({ _tag: 'BadPayload', family, expected: '["sym", symbol, row]', sample: sampleOf(payload) });
};
