import ts from 'typescript';
import { declared, docOf, fileOf, typeDocOf, type Sources } from './sources.js';

/** One fact that an error carries. */
interface Fact {
  readonly name: string;
  /** As declared: `number | null`. */
  readonly text: string;
  readonly type: ts.Type;
}

/** One member of an error union. */
export interface ErrorMember {
  readonly tag: string;
  readonly facts: ReadonlyArray<Fact>;
  /** The comment before the member; empty where there is none. */
  readonly doc: string;
  /** The named union that it was taken over from; null for a member written in the union itself. */
  readonly from: string | null;
}

/** A closed union of errors, found by the functions that speak of it. */
export interface ErrorUnion {
  /** The entry point that offers it: `@bitfinex-ws/client/trading`. */
  readonly specifier: string;
  readonly name: string;
  readonly file: string;
  readonly doc: string;
  /** The name of `explain…`; null where the entry point offers none. */
  readonly explain: string | null;
  /** The name of `isRetryable…`; null where the entry point offers none: the union tells why something happened. */
  readonly isRetryable: string | null;
  readonly retryDoc: string;
  readonly members: ReadonlyArray<ErrorMember>;
}

/** Every error union of every entry point: whatever an exported `explain…` or `isRetryable…` takes that `_tag` tells apart. */
export const errorUnions = (sources: Sources): ReadonlyArray<ErrorUnion> =>
  entriesOf(sources).flatMap((specifier) => {
    const exported = sources.exportsOf(specifier);
    const unions = new Map<string, ErrorUnion>();
    for (const symbol of exported.values()) {
      const stem = /^(?:explain|isRetryable)(?=[A-Z])/.exec(symbol.name)?.[0];
      const alias = stem === undefined ? null : takenBy(sources, symbol);
      if (stem === undefined || alias === null) continue;
      const explain = exported.get(symbol.name.replace(stem, 'explain'));
      const isRetryable = exported.get(symbol.name.replace(stem, 'isRetryable'));
      unions.set(alias.name, {
        specifier,
        name: alias.name,
        file: fileOf(sources, alias),
        doc: typeDocOf(sources, alias),
        explain: explain?.name ?? null,
        isRetryable: isRetryable?.name ?? null,
        retryDoc: isRetryable === undefined ? '' : docOf(sources, isRetryable),
        members: membersOf(sources, alias, null),
      });
    }
    return [...unions.values()];
  });

/** Every way into the packages, that of the package itself first. */
export const entriesOf = ({ packages }: Sources): ReadonlyArray<string> =>
  packages.flatMap(({ entries }) => entries.map(({ specifier }) => specifier));

/** The named type of the only parameter, where a tag tells its values. */
const takenBy = (sources: Sources, predicate: ts.Symbol): ts.Symbol | null => {
  const { checker } = sources;
  const declaration = declared(sources, predicate).valueDeclaration;
  const signature = declaration && checker.getTypeAtLocation(declaration).getCallSignatures()[0];
  const parameter = signature?.parameters[0];
  const type = parameter && checker.getTypeOfSymbol(parameter);
  return type && tagOf(checker, type) !== null ? (type.aliasSymbol ?? type.getSymbol() ?? null) : null;
};

const tagOf = (checker: ts.TypeChecker, type: ts.Type): string | null => {
  const tag = type.getProperty('_tag');
  return tag === undefined ? null : checker.typeToString(checker.getTypeOfSymbol(tag));
};

/** The members in the order in which they are written; a named union within stands for its members. */
const membersOf = (sources: Sources, alias: ts.Symbol, from: string | null): ReadonlyArray<ErrorMember> => {
  const { declarations = [] } = declared(sources, alias);
  const only = declarations.find(ts.isInterfaceDeclaration);
  if (only !== undefined) return [memberOf(sources, only, '', from)];
  const declaration = declarations.find(ts.isTypeAliasDeclaration);
  if (declaration === undefined) return [];
  const nodes = ts.isUnionTypeNode(declaration.type) ? [...declaration.type.types] : [declaration.type];
  let end = declaration.name.end;
  return nodes.flatMap((node) => {
    const before = declaration.getSourceFile().text.slice(end, node.getStart());
    end = node.end;
    if (ts.isTypeReferenceNode(node)) {
      const named = sources.checker.getSymbolAtLocation(node.typeName);
      return named === undefined ? [] : membersOf(sources, declared(sources, named), named.name);
    }
    return [memberOf(sources, node, commentIn(before), from)];
  });
};

const memberOf = (sources: Sources, node: ts.Node, doc: string, from: string | null): ErrorMember => {
  const { checker } = sources;
  const type = checker.getTypeAtLocation(node);
  const facts = type.getProperties().flatMap((property): ReadonlyArray<Fact> => {
    if (property.name === '_tag') return [];
    const written = property.valueDeclaration;
    const text = written && ts.isPropertySignature(written) ? (written.type?.getText() ?? '') : '';
    return [{ name: property.name, text, type: checker.getTypeOfSymbol(property) }];
  });
  return { tag: (tagOf(checker, type) ?? '').replaceAll('"', ''), facts, doc, from };
};

const commentIn = (text: string): string =>
  (/\/\*\*([\s\S]*?)\*\//.exec(text)?.[1] ?? '')
    .replaceAll(/^\s*\*/gm, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
