import type { CellReader } from '../cell-reader.js';
import { LOSSLESS, type LosslessParser } from '../lossless.js';
import type { Row } from '../row.js';
import type { NumberMode } from './number-mode.js';
import { NumberReader } from './number-reader.js';
import { TextReader } from './text-reader.js';

/** Everything in which the number modes differ; a value, so that who wants one of them does not bundle both. */
export interface NumberModeParts<N extends NumberMode> {
  readonly numbers: N;
  /** Makes what reads the columns of a row. */
  readonly createCells: () => CellReader & Row<N>;
  /** How every frame is parsed; null: as its channel needs it. */
  readonly parse: LosslessParser | null;
}

/** Decimals and ids as numbers. */
export const NUMBER_MODE: NumberModeParts<'number'> = {
  numbers: 'number',
  createCells: () => new NumberReader(),
  parse: null,
};

/** Decimals and ids as they were sent. */
export const TEXT_MODE: NumberModeParts<'text'> = {
  numbers: 'text',
  createCells: () => new TextReader(),
  parse: LOSSLESS,
};
