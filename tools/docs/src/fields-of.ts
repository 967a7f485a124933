import ts from 'typescript';
import { declared, docOf, type Sources } from './sources.js';

/** One property of an exported type. */
export interface Field {
  readonly name: string;
  readonly isOptional: boolean;
  /** The type, as short as the compiler can say it. */
  readonly text: string;
  readonly doc: string;
}

/** The properties that every value of an exported type of protocol has, in the order of their declaration. */
export const fieldsOf = (sources: Sources, name: string): ReadonlyArray<Field> => {
  const { checker } = sources;
  const symbol = sources.exportsOf('@bitfinex-ws/protocol').get(name);
  if (symbol === undefined) return [];
  const type = checker.getDeclaredTypeOfSymbol(declared(sources, symbol));
  return checker.getPropertiesOfType(type).map((property) => ({
    name: property.name,
    isOptional: (property.flags & ts.SymbolFlags.Optional) !== 0,
    text: checker
      .typeToString(checker.getTypeOfSymbol(property), undefined, ts.TypeFormatFlags.NoTruncation)
      .replaceAll('readonly ', '')
      .replace(/ \| undefined$/, '')
      .replaceAll('"', "'"),
    doc: docOf(sources, property),
  }));
};
