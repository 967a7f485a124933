import { parseArgs } from 'node:util';
import { either as E } from 'fp-ts';
import type { UsageError } from '../errors.js';
import { nearest } from './nearest.js';
import { options, type Option } from './options.js';

/** What was written: the words, and the options by name. */
export interface Written {
  readonly words: ReadonlyArray<string>;
  /** The value of an option; null where it was not written. A switch that is on has the text ''. */
  readonly text: (name: string) => string | null;
  readonly on: (name: string) => boolean;
}

/** Takes a command line apart into words and known options; knows nothing of commands. */
export const readWritten = (argv: ReadonlyArray<string>): E.Either<UsageError, Written> => {
  const { tokens } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(options.map((option) => [option.name, configOf(option)])),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const words: string[] = [];
  const values = new Map<string, string>();
  let number = -1;
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option' || token.index === number) continue;
    // No option is a digit: `-0.01` is a word, whose reader says what is wrong with it.
    const text = argv[token.index] ?? '';
    if (/^-[0-9.]/.test(text)) {
      number = token.index;
      words.push(text);
      continue;
    }
    const value = valueOf(token);
    if (E.isLeft(value)) return value;
    values.set(token.name, value.right);
  }
  return E.right({ words, text: (name) => values.get(name) ?? null, on: (name) => values.has(name) });
};

const configOf = ({ short, value }: Option): { type: 'boolean' | 'string'; short?: string } => ({
  type: value === null ? 'boolean' : 'string',
  ...(short === undefined ? {} : { short }),
});

const meantBy = (name: string): string | null => {
  const meant = nearest(
    name,
    options.map((option) => option.name),
  );
  return meant === null ? null : `--${meant}`;
};

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

const valueOf = ({ name, rawName, value, inlineValue }: OptionToken): E.Either<UsageError, string> => {
  const option = options.find((known) => known.name === name);
  if (!option) return E.left({ _tag: 'UnknownOption', option: rawName, meant: meantBy(name) });
  if (option.value === null)
    return value === undefined ? E.right('') : E.left({ _tag: 'UnwantedValue', option: rawName, value });
  // `--limit --json` forgot the number; `--seed -5` did not.
  const forgotten = value === undefined || value === '' || (inlineValue !== true && /^-[^0-9]/.test(value));
  return forgotten ? E.left({ _tag: 'MissingValue', option: rawName }) : E.right(value);
};
