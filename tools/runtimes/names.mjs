// What the type declarations of a package promise: the names of each entry, values and types, by each way of resolving it.
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** `{ values, types }` of a declaration file. */
const namesOf = (checker, source) => {
  const module = source && checker.getSymbolAtLocation(source);
  if (!module) return { values: [], types: [] };
  const all = checker.getExportsOfModule(module).map((symbol) => {
    const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    return { name: symbol.name, isValue: (target.flags & ts.SymbolFlags.Value) !== 0 && !isTypeOnly(symbol) };
  });
  const pick = (wanted) => all.filter(({ isValue }) => isValue === wanted).map(({ name }) => name);
  return { values: pick(true).sort(), types: pick(false).sort() };
};

/** `export type { Class }` names a type, though the class is a value. */
const isTypeOnly = (symbol) =>
  (symbol.declarations ?? []).some(
    (declaration) => ts.isExportSpecifier(declaration) && ts.isTypeOnlyExportDeclaration(declaration),
  );

/** The names of each entry of these packages: `specifier → { values, types }`, and what is wrong with the declarations. */
export const declaredNames = (packages) => {
  const files = packages.flatMap(({ home, entries }) =>
    entries.flatMap(({ specifier, target }) =>
      ['import', 'require'].map((way) => ({ specifier, way, file: path.join(home, target[way]?.types ?? 'missing') })),
    ),
  );
  const options = {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    types: [],
    noLib: true,
    skipLibCheck: true,
  };
  const host = ts.createCompilerHost(options);
  // What lies outside of this repository's packages is of no account for their names, and long to read.
  host.resolveModuleNameLiterals = (literals, from, redirected, own, { impliedNodeFormat }) =>
    literals.map(({ text }) =>
      /^(\.|@bitfinex-ws\/)/.test(text)
        ? ts.resolveModuleName(text, from, own, host, undefined, redirected, impliedNodeFormat)
        : { resolvedModule: undefined },
    );
  const program = ts.createProgram({ rootNames: files.map(({ file }) => file), options, host });
  const checker = program.getTypeChecker();
  const problems = [];
  const names = {};
  for (const { specifier, way, file } of files) {
    if (!fs.existsSync(file)) {
      problems.push(`${specifier} has no types for ${way}`);
      continue;
    }
    const found = namesOf(checker, program.getSourceFile(file));
    if (found.values.length + found.types.length === 0) problems.push(`${specifier} declares nothing for ${way}`);
    const before = (names[specifier] ??= found);
    if (JSON.stringify(before) !== JSON.stringify(found)) problems.push(`${specifier} has other types for ${way}`);
  }
  return { names, problems };
};
