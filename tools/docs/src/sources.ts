import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { packagesIn, type Package } from './repository.js';

/** The sources of all packages, as the compiler understands them. */
export interface Sources {
  readonly root: string;
  readonly packages: ReadonlyArray<Package>;
  readonly checker: ts.TypeChecker;
  /** What an entry point exports, by name. Empty where there is no such entry point. */
  readonly exportsOf: (specifier: string) => ReadonlyMap<string, ts.Symbol>;
}

/** The options that the packages are compiled with, for a program that writes nothing. */
export const compilerOptions = (root: string): ts.CompilerOptions => {
  const file = path.join(root, 'tsconfig.base.json');
  const { config } = ts.parseConfigFileTextToJson(file, readFileSync(file, 'utf8')) as {
    readonly config: { readonly compilerOptions: Readonly<Record<string, unknown>> };
  };
  const json = { ...config.compilerOptions, composite: false, incremental: false, noEmit: true, types: ['node'] };
  return ts.convertCompilerOptionsFromJson(json, root).options;
};

/** Reads the sources of every entry point. Takes a second or two: do it once. */
export const openSources = (root: string): Sources => {
  const packages = packagesIn(root);
  const entries = packages.flatMap((each) => each.entries);
  const program = ts.createProgram(
    entries.map(({ source }) => source),
    compilerOptions(root),
  );
  const checker = program.getTypeChecker();
  const exportsOf = (specifier: string): ReadonlyMap<string, ts.Symbol> => {
    const entry = entries.find((each) => each.specifier === specifier);
    const file = entry && program.getSourceFile(entry.source);
    const symbol = file && checker.getSymbolAtLocation(file);
    return new Map((symbol ? checker.getExportsOfModule(symbol) : []).map((each) => [each.name, each]));
  };
  return { root, packages, checker, exportsOf };
};

/** The thing itself, where the symbol is the name that it is exported by. */
export const declared = ({ checker }: Sources, symbol: ts.Symbol): ts.Symbol =>
  symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;

/** The file that declares it, from the root: 'packages/protocol/src/flags.ts'. Empty for what no file declares. */
export const fileOf = (sources: Sources, symbol: ts.Symbol): string => {
  const file = declared(sources, symbol).declarations?.[0]?.getSourceFile().fileName;
  return file === undefined ? '' : path.relative(sources.root, file).replaceAll(path.sep, '/');
};

/** The doc comment as one line, without its tags; empty where there is none. */
export const docOf = (sources: Sources, symbol: ts.Symbol): string =>
  ts
    .displayPartsToString(declared(sources, symbol).getDocumentationComment(sources.checker))
    .replaceAll(/\s+/g, ' ')
    .trim();

/** The doc comments of a name that is both a type and a value: that of the type. */
export const typeDocOf = (sources: Sources, symbol: ts.Symbol): string => {
  const declarations = declared(sources, symbol).declarations ?? [];
  const type = declarations.find((each) => ts.isInterfaceDeclaration(each) || ts.isTypeAliasDeclaration(each));
  return type === undefined ? docOf(sources, symbol) : commentOf(type);
};

/** The doc comment that stands before a declaration, as one line. */
const commentOf = (node: ts.Node): string => {
  const comments = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  return (ts.getTextOfJSDocComment(comments.at(-1)?.comment) ?? '').replaceAll(/\s+/g, ' ').trim();
};

/** Whether the name stands for a value, a type, or both. */
export const standsFor = (sources: Sources, symbol: ts.Symbol): { readonly value: boolean; readonly type: boolean } => {
  const { flags } = declared(sources, symbol);
  return { value: (flags & ts.SymbolFlags.Value) !== 0, type: (flags & ts.SymbolFlags.Type) !== 0 };
};
