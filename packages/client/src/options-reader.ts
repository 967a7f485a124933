import { left, right } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import type { OptionsError, OptionsProblem } from './options-problem.js';

/** A whole number among the options: its default, the least that it may be, and the most where there is such a bound. */
type WholeNumber = readonly [fallback: number, least: number, most?: number];

/** One object of options as it is read, key by key. A key that nobody has asked for in the end is unknown. */
export interface Bag {
  /** What stands there, as it was given. */
  readonly at: (key: string) => unknown;
  /** What stands there where `is` says yes to it; the fallback where nothing does, or where it is wrong. */
  readonly made: <A>(key: string, is: (value: unknown) => value is A, expected: string, fallback: () => A) => A;
  readonly whole: (key: string, ...number: WholeNumber) => number;
  /** Several whole numbers, by their names. */
  readonly numbers: <Key extends string>(table: Readonly<Record<Key, WholeNumber>>) => Readonly<Record<Key, number>>;
  /** The object that stands there, read in the same way. */
  readonly inner: (key: string) => Bag;
}

/** What was read, with defaults where something was wrong, and all that was. */
interface Read<A> {
  readonly value: A;
  readonly problems: ReadonlyArray<OptionsProblem>;
}

/**
 * Reads options, and notes everything that is wrong with them. `path`: under which name the caller knows them; '' where they are the
 * argument of a call. Unknown keys are refused, because a misspelt option would otherwise silently be a default.
 */
export const readOptions = <A>(
  options: unknown,
  path: string,
  read: (top: Bag, problems: OptionsProblem[]) => A,
): Read<A> => {
  const problems: OptionsProblem[] = [];
  const unknown: Array<() => ReadonlyArray<OptionsProblem>> = [];
  const open = (given: unknown, name: string): Bag => {
    const pathOf = (key: string): string => (name === '' ? key : `${name}.${key}`);
    const bad = (badPath: string, expected: string, value: unknown): void => {
      problems.push({ _tag: 'BadOption', path: badPath, expected, received: show(value) });
    };
    if (given !== undefined && !isBag(given)) bad(name || 'options', 'an object', given);
    const bag = isBag(given) ? given : {};
    const asked = new Set<string>();
    unknown.push(() =>
      Object.keys(bag)
        .filter((key) => !asked.has(key))
        .map((key) => ({ _tag: 'UnknownOption', path: pathOf(key) })),
    );
    const at: Bag['at'] = (key) => {
      asked.add(key);
      return bag[key];
    };
    const made: Bag['made'] = (key, is, expected, fallback) => {
      const value = at(key);
      if (value === undefined) return fallback();
      if (is(value)) return value;
      bad(pathOf(key), expected, value);
      return fallback();
    };
    const whole: Bag['whole'] = (key, fallback, least, most = Infinity) =>
      made(key, isWholeWithin(least, most), wholeWithin(least, most), () => fallback);
    return {
      at,
      made,
      whole,
      numbers: <Key extends string>(table: Readonly<Record<Key, WholeNumber>>) =>
        Object.fromEntries(
          Object.entries<WholeNumber>(table).map(([key, number]) => [key, whole(key, ...number)]),
        ) as Record<Key, number>,
      inner: (key) => open(at(key), pathOf(key)),
    };
  };
  const value = read(open(options, path), problems);
  return { value, problems: [...unknown.flatMap((look) => look()), ...problems] };
};

/** The same as an Either: the value, or all that is wrong. */
export const resolved = <A>({ value, problems }: Read<A>): E.Either<OptionsError, A> =>
  problems.length > 0 ? left({ _tag: 'BadOptions', problems }) : right(value);

/** Whether a value is a whole number between the two. */
export const isWholeWithin =
  (least: number, most: number) =>
  (value: unknown): value is number =>
    Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most;

/** The same in words. */
export const wholeWithin = (least: number, most: number): string =>
  `a whole number of at least ${least}${most === Infinity ? '' : ` and at most ${most}`}`;

/** Whether it is a plain object, or at least no list. */
export const isBag = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether it is true or false. */
export const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';

/** The value in few words, never its contents: an option may be an object that holds a secret. */
const show = (value: unknown): string => {
  if (typeof value === 'string') return `"${value.slice(0, 40)}"`;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return value === null ? 'null' : Array.isArray(value) ? 'an array' : `of type ${typeof value}`;
};
