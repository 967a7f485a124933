import type ts from 'typescript';
import { declared, standsFor, type Sources } from './sources.js';

/**
 * Looks up a reference of docs/FROM_GO.md: `package/Name`, `package/subpath/Name`, then `.member`s, or `:Tag` for a member of
 * a union. Null where it is there; otherwise what is not.
 */
export const missingOf = (sources: Sources, reference: string): string | null => {
  const cut = reference.lastIndexOf('/');
  const specifier = `@bitfinex-ws/${reference.slice(0, cut)}`;
  const [, name = '', tag, path = ''] = /^(\w+)(?::(\w+))?((?:\.\w+)*)$/.exec(reference.slice(cut + 1)) ?? [];
  const symbol = sources.exportsOf(specifier).get(name);
  if (symbol === undefined) return `${specifier} exports no ${name === '' ? reference : name}`;
  const types = [...typesOf(sources, symbol)];
  const found = tag === undefined ? types : types.flatMap((type) => taggedAs(sources, type, tag));
  if (found.length === 0) return `${name} has no member ${tag}`;
  const members = path.split('.').filter((member) => member !== '');
  const last = members.reduce((from, member) => from.flatMap((type) => memberOf(sources, type, member)), found);
  return last.length === 0 ? `${name} has no ${path}` : null;
};

/** What the name stands for: a type, a value, or both. */
const typesOf = (sources: Sources, symbol: ts.Symbol): ReadonlyArray<ts.Type> => {
  const { value, type } = standsFor(sources, symbol);
  const itself = declared(sources, symbol);
  return [
    ...(type ? [sources.checker.getDeclaredTypeOfSymbol(itself)] : []),
    ...(value ? [sources.checker.getTypeOfSymbol(itself)] : []),
  ];
};

const partsOf = (type: ts.Type): ReadonlyArray<ts.Type> => (type.isUnion() ? type.types : [type]);

const taggedAs = ({ checker }: Sources, type: ts.Type, tag: string): ReadonlyArray<ts.Type> =>
  partsOf(type).filter((part) =>
    ['_tag', 'type', 'event'].some((key) => {
      const property = part.getProperty(key);
      return property !== undefined && checker.typeToString(checker.getTypeOfSymbol(property)).includes(`"${tag}"`);
    }),
  );

const memberOf = ({ checker }: Sources, type: ts.Type, member: string): ReadonlyArray<ts.Type> =>
  partsOf(type).flatMap((part) => {
    const property = checker.getPropertyOfType(part, member);
    return property === undefined ? [] : [checker.getTypeOfSymbol(property)];
  });
