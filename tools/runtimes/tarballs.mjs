// What can be said of a package without running it: every file that its manifest names is in the tarball, what it imports
// it declares, and what it declares it imports.
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const walk = (folder) =>
  fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(folder, entry.name);
    return entry.isDirectory() ? walk(full) : [full];
  });

/** Every './file' that a value of the manifest holds, however deep. */
const filesIn = (value) => {
  if (typeof value === 'string') return value.startsWith('./') ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(filesIn) : [];
};
const FIELDS = ['main', 'module', 'types', 'exports', 'imports', 'bin', 'browser'];

const packageOf = (specifier) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/** The packages that the code and the declarations import. The page for the browser is bundled and imports nothing. */
const importsOf = (home) => {
  const files = ['dist/esm', 'dist/cjs'].flatMap((folder) => walk(path.join(home, folder)));
  const found = new Map();
  for (const file of files.filter((name) => /(\.js|\.d\.ts)$/.test(name))) {
    const { importedFiles } = ts.preProcessFile(fs.readFileSync(file, 'utf8'), true, true);
    for (const { fileName } of importedFiles) {
      if (/^[.#]|^node:/.test(fileName)) continue;
      found.set(packageOf(fileName), path.relative(home, file));
    }
  }
  return found;
};

const test = (short, title, faults) => ({
  package: short,
  title,
  outcome: faults.length === 0 ? 'pass' : 'FAIL',
  ...(faults.length > 0 && { reason: faults.join('; ') }),
});

/** The outcomes for each package of the box. */
export const checkTarballs = (box, typeProblems) =>
  box.packages.flatMap(({ name, short, home, manifest }) => {
    const named = FIELDS.flatMap((field) => filesIn(manifest[field]));
    const absent = named.filter((file) => !fs.existsSync(path.join(home, file)));
    const declared = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
    const imported = importsOf(home);
    const undeclared = [...imported].filter(([each]) => each !== name && !declared.includes(each));
    const unused = declared.filter((each) => !imported.has(each));
    const linked = fs.lstatSync(home).isSymbolicLink() ? [`${name} is a link`] : [];
    const nested = fs.existsSync(path.join(home, 'node_modules', '@bitfinex-ws')) ? ['has copies of the others'] : [];
    const papers = ['README.md', 'LICENSE'].filter((file) => !fs.existsSync(path.join(home, file)));
    const wrongTypes = typeProblems.filter((problem) => packageOf(problem.split(' ')[0]) === name);
    return [
      test(
        short,
        'every file that the manifest names is in the tarball',
        [...absent, ...papers].map((file) => `${file} is not there`),
      ),
      test(
        short,
        'what it imports it declares',
        undeclared.map(([each, file]) => `${each}, imported by ${file}`),
      ),
      test(short, 'what it declares it imports', unused),
      test(short, 'it is installed once, from its tarball', [...linked, ...nested]),
      test(short, 'its types are the same for import and require', wrongTypes),
    ];
  });
