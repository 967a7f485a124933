import type { OptionsProblem } from './options-problem.js';

/** An object of which nothing is known. */
type Bag = Readonly<Record<string, unknown>>;

/** Reads options one by one, and notes what is wrong with them. */
export interface Reader {
  readonly bag: (value: unknown, path: string, keys: ReadonlyArray<string>) => Bag;
  readonly text: (bag: Bag, key: string, fallback: string) => string;
  readonly whole: (bag: Bag, key: string, fallback: number, least: number, prefix?: string, most?: number) => number;
  readonly made: <A>(
    bag: Bag,
    key: string,
    is: (value: unknown) => value is A,
    expected: string,
    fallback: () => A,
    prefix?: string,
  ) => A;
}

/** Makes a reader that adds to these problems. */
export const createReader = (problems: OptionsProblem[]): Reader => {
  const bad = (path: string, expected: string, value: unknown): void => {
    problems.push({ _tag: 'BadOption', path, expected, received: show(value) });
  };
  const made: Reader['made'] = (bag, key, is, expected, fallback, prefix = '') => {
    const value = bag[key];
    if (value === undefined) return fallback();
    if (is(value)) return value;
    bad(prefix + key, expected, value);
    return fallback();
  };
  return {
    bag: (value, path, keys) => {
      if (value === undefined) return {};
      if (!isBag(value)) {
        bad(path === '' ? 'options' : path, 'an object', value);
        return {};
      }
      for (const key of Object.keys(value)) {
        if (!keys.includes(key)) problems.push({ _tag: 'UnknownOption', path: path === '' ? key : `${path}.${key}` });
      }
      return value;
    },
    text: (bag, key, fallback) => made(bag, key, isText, 'a text', () => fallback),
    whole: (bag, key, fallback, least, prefix = '', most = Number.MAX_SAFE_INTEGER) =>
      made(
        bag,
        key,
        (value): value is number =>
          typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most,
        `a whole number of at least ${least}${most === Number.MAX_SAFE_INTEGER ? '' : ` and at most ${most}`}`,
        () => fallback,
        prefix,
      ),
    made,
  };
};

/** Whether it is a plain object, or at least no list. */
export const isBag = (value: unknown): value is Bag =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** The value in few words, never its contents: an option may be an object that holds a secret. */
const show = (value: unknown): string => {
  if (typeof value === 'string') return `"${value.slice(0, 40)}"`;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return value === null ? 'null' : Array.isArray(value) ? 'an array' : `of type ${typeof value}`;
};
