// A number as JSON writes it: what a text must look like to stand for a number.
const NUMERIC = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const WHOLE = /^-?(?:0|[1-9]\d*)(?:\.0+)?$/;

/** Whether a text is a number by JSON's grammar, so that it may stand in a frame as a number. */
export const isNumeric = (text: string): boolean => NUMERIC.test(text);

/** Whether a numeric text says a whole number, of any size: `1`, `1.0`, `1e3`, `9007199254740993`. */
export const isWhole = (text: string): boolean => WHOLE.test(text) || Number.isSafeInteger(Number(text));

/** The finite number that a cell holds, as number or as numeric text; NaN where it holds none. */
export const numberOf = (cell: unknown): number => {
  const value = typeof cell === 'string' && NUMERIC.test(cell) ? Number(cell) : cell;
  return typeof value === 'number' && Number.isFinite(value) ? value : Number.NaN;
};

/** The shortest text of a finite number that reads back as the same number, negative zero included. */
export const numberText = (value: number): string => (Object.is(value, -0) ? '-0' : String(value));
