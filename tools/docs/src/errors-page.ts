import { ADVICE } from './advice.js';
import { variantsOf } from './error-samples.js';
import { entriesOf, errorUnions, type ErrorMember, type ErrorUnion } from './error-unions.js';
import { code, derived, table } from './markdown.js';
import { moduleOf, type Module } from './modules.js';
import type { Sources } from './sources.js';

type Told = Readonly<Record<string, unknown>>;
type Call = (error: Told) => unknown;

const functionOf = (module: Module, name: string | null): Call | null => {
  const value = name === null ? undefined : module[name];
  return typeof value === 'function' ? (value as Call) : null;
};

/** 'yes', 'no', or 'depends' on the facts: asked of `isRetryable…` itself, over every kind of fact. */
const retryOf = (call: Call | null, variants: ReadonlyArray<Told>): string => {
  if (call === null) return '–';
  const answers = new Set(variants.map((error) => call(error) === true));
  if (answers.size > 1) return 'depends';
  return answers.has(true) ? 'yes' : 'no';
};

const factsOf = ({ facts }: ErrorMember): string =>
  facts.length === 0 ? '–' : facts.map(({ name, text }) => code(`${name}: ${text.replaceAll(/\s+/g, ' ')}`)).join(', ');

/** The advice for a member: under its own union, else under the union that it was taken over from. */
export const adviceOf = (union: ErrorUnion, { tag, from }: ErrorMember): string =>
  ADVICE[union.name]?.[tag] ?? (from === null ? undefined : ADVICE[from]?.[tag]) ?? '';

const unionSection = (sources: Sources, union: ErrorUnion): ReadonlyArray<string> => {
  const module = moduleOf(union.specifier);
  const explain = functionOf(module, union.explain);
  const isRetryable = functionOf(module, union.isRetryable);
  const rows = union.members.map((member) => {
    const variants = variantsOf(sources.checker, member);
    const said = explain?.(variants[0] ?? {});
    const prose = typeof said === 'string' ? said : '';
    const meaning = [member.doc, prose === '' ? '' : `Says: “${prose}”`].filter((text) => text !== '').join(' ');
    return [code(member.tag), factsOf(member), meaning, adviceOf(union, member), retryOf(isRetryable, variants)];
  });
  const calls = [union.explain, union.isRetryable].filter((name) => name !== null).map((name) => code(name));
  return [
    `### ${union.name}`,
    '',
    `${union.doc} Asked of it: ${calls.join(', ')}. Declared in ${code(union.file)}.`,
    '',
    ...table(['`_tag`', 'facts', 'meaning', 'what to do', 'retry'], rows),
    ...(rows.some((row) => row[4] === 'depends') ? [`Retry: ${union.retryDoc}`, ''] : []),
  ];
};

/** The page of all errors. */
export const errorsPage = (sources: Sources): string => {
  const unions = errorUnions(sources);
  const sections = entriesOf(sources).flatMap((name) => {
    const own = unions.filter(({ specifier }) => specifier === name);
    return own.length === 0 ? [] : [`## ${name}`, '', ...own.flatMap((union) => unionSection(sources, union))];
  });
  return [
    ...derived(
      'Errors',
      'Every error of every package: what it means, what it says, what to do about it, and whether trying again helps.',
      '',
      'Errors are values: closed unions told apart by `_tag`, with facts inside. Pure code answers `Either<Error, A>`, calls that take',
      'time `Promise<Either<Error, A>>`; nothing is thrown unless an invariant of ours is broken, and `orThrow` of the client is the',
      'one door to rejected promises. No error carries a key, a signature or a token.',
      '',
      'Facts in prose stand as ‹name›. Retry: whether the same call, unchanged, may succeed later, as the `isRetryable…` of the union',
      'answers for every kind of fact; `depends` where the facts decide.',
    ),
    ...sections,
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
};
