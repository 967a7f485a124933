import ts from 'typescript';
import type { ErrorMember } from './error-unions.js';

type Value = Readonly<Record<string, unknown>> | ReadonlyArray<unknown> | string | number | boolean | null;

/** Stands for any value of a fact in a sample: prose that quotes the fact shows its name. */
const placeholder = (name: string): string => `‹${name}›`;

/** Facts that decide about a retry: HTTP statuses, the server's codes, the system's codes, the start of its messages. */
const TELLING: ReadonlyArray<string | number> = [
  403,
  404,
  429,
  500,
  10000,
  10001,
  10008,
  10100,
  10114,
  10300,
  10305,
  11000,
  'EBUSY',
  'ENOENT',
  'ENOSPC',
];

/** The error with every fact as a placeholder: what `explain…` makes of it reads as a sentence with gaps. */
const sampleOf = (checker: ts.TypeChecker, { tag, facts }: ErrorMember): Readonly<Record<string, unknown>> => ({
  _tag: tag,
  ...Object.fromEntries(facts.map(({ name, type }) => [name, valuesOf(checker, type, name)[0] ?? null])),
});

/** The error with each fact in turn as everything that could matter. The first one is the sample. */
export const variantsOf = (
  checker: ts.TypeChecker,
  member: ErrorMember,
): ReadonlyArray<Readonly<Record<string, unknown>>> => {
  const sample = sampleOf(checker, member);
  const variants = member.facts.flatMap(({ name, type }) => {
    const values = [...valuesOf(checker, type, name), ...(isOpen(checker, type) ? TELLING : [])];
    return values.map((value) => ({ ...sample, [name]: value }));
  });
  return [sample, ...variants];
};

const partsOf = (checker: ts.TypeChecker, type: ts.Type): ReadonlyArray<ts.Type> =>
  type.isUnion() && checker.typeToString(type) !== 'boolean' ? type.types : [type];

const isOpen = (checker: ts.TypeChecker, type: ts.Type): boolean =>
  partsOf(checker, type).some((part) => (part.flags & (ts.TypeFlags.Number | ts.TypeFlags.String)) !== 0);

/** What a fact may be: each alternative once, null last. */
const valuesOf = (checker: ts.TypeChecker, type: ts.Type, name: string, depth = 0): ReadonlyArray<Value> => {
  const parts = partsOf(checker, type);
  const values = parts.flatMap((part) => valueOf(checker, part, name, depth));
  return parts.some((part) => part.flags & ts.TypeFlags.Null) ? [...values, null] : values;
};

const valueOf = (checker: ts.TypeChecker, type: ts.Type, name: string, depth: number): ReadonlyArray<Value> => {
  if (type.isStringLiteral() || type.isNumberLiteral()) return [type.value];
  if (type.flags & (ts.TypeFlags.Null | ts.TypeFlags.Undefined)) return [];
  if (type.flags & ts.TypeFlags.BooleanLike) return [true];
  if (checker.isArrayType(type)) return [[]];
  if ((type.flags & ts.TypeFlags.Object) === 0 || depth > 3) return [placeholder(name)];
  const properties = type.getProperties().map((property) => {
    const values = valuesOf(checker, checker.getTypeOfSymbol(property), property.name, depth + 1);
    return [property.name, values[0] ?? null] as const;
  });
  return [Object.fromEntries(properties)];
};
