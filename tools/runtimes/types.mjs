// Projects of users of TypeScript: the entries with all of their names, and the blocks of the READMEs, compiled strictly
// against the installed packages, their declarations and those of their dependencies included (`skipLibCheck: false`).
import fs from 'node:fs';
import path from 'node:path';

/**
 * What the project has besides the packages. `must`: which entries have to compile in it; `exact`: under which values of
 * exactOptionalPropertyTypes; `always`: also where it is to be quick, and by an older compiler.
 */
const ENVIRONMENTS = [
  { title: 'es2022', dom: false, node: false, must: () => false, exact: [true], always: false },
  {
    title: 'es2022 and DOM',
    dom: true,
    node: false,
    must: (platform) => platform === 'browser',
    exact: [true, false],
    always: true,
  },
  { title: 'es2022 and @types/node', dom: false, node: true, must: () => true, exact: [true, false], always: true },
  { title: 'es2022, DOM and @types/node', dom: true, node: true, must: () => true, exact: [true], always: false },
];

/** What is compiled in which way of resolving. */
const RESOLUTIONS = [
  { title: 'nodenext', module: 'NodeNext', resolution: 'NodeNext', extensions: ['mts', 'cts'] },
  { title: 'bundler', module: 'ESNext', resolution: 'Bundler', extensions: ['ts'] },
];

/** Blocks marked as ts, with what the comment before them declares; those that begin with `// sketch` are only read. */
const blocksOf = (markdown) =>
  [...markdown.matchAll(/(?:^<!-- given: (.*) -->\n\n)?^```ts\n([\s\S]*?)^```/gm)]
    .map(([, given = '', text]) => ({ given, text }))
    .filter(({ text }) => !text.startsWith('// sketch'));

const specifiersIn = (ts, text) => ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);

/** The block as a file: CommonJS has no `await` outside of a function. */
const blockFile = (ts, { given, text }, extension) => {
  if (extension !== 'cts') return `${text}\n${given}\nexport {};\n`;
  const source = ts.createSourceFile('block.ts', text, ts.ScriptTarget.ES2022);
  const isImport = (statement) => ts.isImportDeclaration(statement);
  const print = (statements) => statements.map((each) => text.slice(each.pos, each.end)).join('');
  const [imports, rest] = [source.statements.filter(isImport), source.statements.filter((each) => !isImport(each))];
  return `${print(imports)}\n${given}\nexport const main = async () => {${print(rest)}\n};\n`;
};

/** `{ root file → { package, title, platform } }`, the files written into the folder. */
const writeRoots = (ts, folder, box, tasks, names, extensions) => {
  const platforms = new Map(tasks.flatMap(({ entries }) => entries.map((each) => [each.specifier, each.platform])));
  const roots = new Map();
  const write = (name, facts, textOf) => {
    for (const extension of extensions) {
      const file = path.join(folder, `${name}.${extension}`);
      fs.writeFileSync(file, textOf(extension));
      roots.set(file, facts);
    }
  };
  for (const { short, home, entries } of box.packages) {
    for (const { specifier } of entries) {
      const facts = { package: short, title: specifier, platform: platforms.get(specifier) };
      const types = (names[specifier]?.types ?? []).join(', ');
      write(
        `entry-${specifier.replaceAll(/[^a-z]+/g, '-')}`,
        facts,
        () => `import * as all from '${specifier}';\nimport type { ${types} } from '${specifier}';\nexport { all };\n`,
      );
    }
    const readme = fs.readFileSync(path.join(home, 'README.md'), 'utf8');
    for (const [index, block] of blocksOf(readme).entries()) {
      const all = `${block.text}\n${block.given}`;
      const onNode =
        /\bprocess\.|node:/.test(all) || specifiersIn(ts, all).some((each) => platforms.get(each) === 'node');
      const facts = {
        package: short,
        title: `block ${index + 1} of its README`,
        platform: onNode ? 'node' : 'browser',
      };
      write(`readme-${short}-${index}`, facts, (extension) => blockFile(ts, block, extension));
    }
  }
  return roots;
};

/** Every file that a file leads to. */
const reachOf = (ts, program, options, host) => {
  const cache = ts.createModuleResolutionCache(host.getCurrentDirectory(), (name) => name, options);
  const memo = new Map();
  const next = (file) => {
    if (memo.has(file)) return memo.get(file);
    const source = program.getSourceFile(file);
    const found = (source?.imports ?? []).flatMap((literal) => {
      const mode = ts.getModeForUsageLocation(source, literal, options);
      const { resolvedModule } = ts.resolveModuleName(literal.text, file, options, host, cache, undefined, mode);
      return resolvedModule ? [resolvedModule.resolvedFileName] : [];
    });
    memo.set(file, found);
    return found;
  };
  return (root) => {
    const seen = new Set([root]);
    for (const file of seen) for (const each of next(file)) seen.add(each);
    return seen;
  };
};

const sentence = (ts, root, { file, start = 0, messageText }) => {
  const text = ts.flattenDiagnosticMessageText(messageText, ' ');
  if (!file) return text;
  const { line } = file.getLineAndCharacterOfPosition(start);
  return `${path.relative(root, file.fileName)}:${line + 1}: ${text}`;
};

/** What the compiler says of each root file: `file → complaints`. */
const compile = (ts, box, roots, options, sources) => {
  const host = ts.createCompilerHost(options);
  const disk = host.getSourceFile.bind(host);
  // Parsed once for all programs of one way of resolving, as an editor does.
  host.getSourceFile = (file, language, ...others) => {
    const key = `${file} ${language.impliedNodeFormat ?? ''}`;
    if (!sources.has(key)) sources.set(key, disk(file, language, ...others));
    return sources.get(key);
  };
  const program = ts.createProgram({ rootNames: [...roots.keys()], options, host });
  const all = [
    ...program.getConfigFileParsingDiagnostics(),
    ...program.getOptionsDiagnostics(),
    ...program.getGlobalDiagnostics(),
    ...program.getSyntacticDiagnostics(),
    ...program.getSemanticDiagnostics(),
  ];
  const reach = reachOf(ts, program, options, host);
  const ofAll = all.filter(({ file }) => !file || /[\\/](typescript\d*[\\/]lib|@types)[\\/]/.test(file.fileName));
  return new Map(
    [...roots.keys()].map((root) => {
      const files = reach(root);
      const own = all.filter(({ file }) => file && files.has(file.fileName));
      return [root, [...new Set([...ofAll, ...own])].map((each) => sentence(ts, box.root, each))];
    }),
  );
};

/** The types of Node that the repository is built with, where the project's files see them and the packages do not. */
const giveNodeTypes = (folder) => {
  for (const name of ['@types/node', 'undici-types']) {
    fs.cpSync(path.join('node_modules', name), path.join(folder, 'node_modules', name), { recursive: true });
  }
};

/**
 * Compiles with this compiler. Answers rows of the table, and `failsIn`: `specifier → titles of the environments` in which it
 * does not compile.
 */
export const checkTypes = ({ ts, box, tasks, names, quick = false, older = false }) => {
  const rows = [];
  const failsIn = new Map();
  const version = ts.version;
  const home = path.join(box.root, `typescript-${version}`);
  const folders = { bare: path.join(home, 'bare'), node: path.join(home, 'node') };
  for (const folder of Object.values(folders)) fs.mkdirSync(folder, { recursive: true });
  giveNodeTypes(folders.node);
  for (const { title, module, resolution, extensions } of RESOLUTIONS.slice(0, quick ? 1 : 2)) {
    const outcomes = [];
    const sources = new Map();
    for (const environment of ENVIRONMENTS.filter(({ always }) => always || !(quick || older))) {
      for (const exact of quick || older ? [true] : environment.exact) {
        const folder = path.join(environment.node ? folders.node : folders.bare, title);
        fs.mkdirSync(folder, { recursive: true });
        const roots = writeRoots(ts, folder, box, tasks, names, extensions);
        const options = {
          module: ts.ModuleKind[module],
          moduleResolution: ts.ModuleResolutionKind[resolution],
          target: ts.ScriptTarget.ES2022,
          lib: ['lib.es2022.d.ts', ...(environment.dom ? ['lib.dom.d.ts', 'lib.dom.iterable.d.ts'] : [])],
          types: environment.node ? ['node'] : [],
          typeRoots: [path.join(folders.node, 'node_modules', '@types')],
          strict: true,
          skipLibCheck: false,
          exactOptionalPropertyTypes: exact,
          noEmit: true,
          configFilePath: path.join(folder, 'tsconfig.json'),
        };
        const complaints = compile(ts, box, roots, options, sources);
        for (const short of tasks.map((task) => task.short)) {
          const own = [...roots].filter(([, facts]) => facts.package === short);
          const due = own.filter(([, facts]) => environment.must(facts.platform));
          // What is wrong with a declaration is told once, not with each file that leads to it.
          const faults = due.flatMap(([file, facts]) =>
            complaints.get(file).map((each) => (each.startsWith('node_modules') ? each : `${facts.title}: ${each}`)),
          );
          if (due.length > 0) {
            outcomes.push({
              package: short,
              title: `entries and README under ${environment.title}, exactOptionalPropertyTypes ${exact ? 'on' : 'off'}`,
              outcome: faults.length === 0 ? 'pass' : 'FAIL',
              ...(faults.length > 0 && { reason: [...new Set(faults)].slice(0, 8).join('\n') }),
            });
          }
          for (const [file, facts] of own) {
            if (!facts.title.startsWith('@') || complaints.get(file).length === 0) continue;
            const found = failsIn.get(facts.title) ?? new Set();
            failsIn.set(facts.title, found.add(environment.title));
          }
        }
      }
    }
    rows.push({ title: `TypeScript ${version.replace(/\.\d+$/, '')}, ${title}`, version, outcomes });
  }
  return { rows, failsIn, environments: ENVIRONMENTS.map(({ title }) => title) };
};
