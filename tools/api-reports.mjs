// npm run api: writes what each package offers to its users as text, one file per entry: packages/NAME/etc/NAME.api.md,
// NAME.node.api.md … A change of a type is then a change of such a file, which a reviewer sees.
// npm run api -- --check: writes nothing; prints what differs and exits with 1.
// npm run api -- client trading: these packages alone. The packages must be built (`npm run api` sees to that).
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { CompilerState, Extractor, ExtractorConfig } from '@microsoft/api-extractor';
import { packages } from './workspaces.mjs';

const given = process.argv.slice(2);
if (given.includes('--help')) {
  console.log('npm run api [-- --check] [PACKAGE…]\n\nWrites packages/*/etc/*.api.md; with --check only compares.');
  process.exit(0);
}
const check = given.includes('--check');
const wanted = given.filter((one) => !one.startsWith('-')).map((one) => path.basename(one));

const root = process.cwd();
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'bitfinex-ws-api-'));
process.on('exit', () => fs.rmSync(scratch, { recursive: true, force: true }));

const entries = packages
  .filter(({ folder }) => wanted.length === 0 || wanted.includes(path.basename(folder)))
  .flatMap(({ folder, name, entries }) =>
    entries.map(({ subpath, source }) => {
      const short = path.basename(folder);
      return {
        folder,
        main: subpath === '.',
        specifier: `${name}${subpath.slice(1)}`,
        file: [short, ...subpath.split('/').slice(1), 'api.md'].join('.'),
        types: path.join(root, folder, source.replace('./src/', 'dist/esm/').replace(/\.ts$/, '.d.ts')),
      };
    }),
  );

// The reports tell of the built declarations, as a user's compiler reads them: without the source condition that the
// repository's own tsconfig sets, which would lead from one package into the .ts files of the other.
const compilerOptions = {
  target: 'es2022',
  lib: ['es2022', 'dom'],
  module: 'nodenext',
  moduleResolution: 'nodenext',
  types: ['node'],
  strict: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: true,
};
const configOf = ({ folder, file, types }) => {
  const reports = path.join(scratch, folder);
  fs.mkdirSync(reports, { recursive: true });
  return ExtractorConfig.prepare({
    configObjectFullPath: undefined,
    packageJsonFullPath: path.join(root, folder, 'package.json'),
    configObject: {
      projectFolder: path.join(root, folder),
      mainEntryPointFilePath: types,
      newlineKind: 'lf',
      enumMemberOrder: 'preserve',
      apiReport: {
        enabled: true,
        reportFileName: file,
        reportFolder: reports,
        reportTempFolder: path.join(reports, 'temp'),
        // What is not exported but reached by what is, stands in the report too: users see its shape.
        includeForgottenExports: true,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      compiler: { overrideTsconfig: { compilerOptions, files: entries.map(({ types }) => types) } },
      messages: {
        compilerMessageReporting: { default: { logLevel: 'error' } },
        extractorMessageReporting: {
          default: { logLevel: 'warning', addToApiReportFile: false },
          'ae-missing-release-tag': { logLevel: 'none' },
          'ae-undocumented': { logLevel: 'none' },
        },
        // The doc comments are prose, and held by other tests.
        tsdocMessageReporting: { default: { logLevel: 'none' } },
      },
    },
  });
};

/** What the main entry of a package exports needs no second place in the report of its subpaths. */
const exportedByMain = new Map();
const nameOf = (block) =>
  /^(?:export )?(?:declare )?(?:abstract )?(?:const|function|class|interface|type|enum) (\w+)/m.exec(block)?.[1];

const reportOf = ({ folder, specifier, main }, made) => {
  const blocks = made
    .slice(made.indexOf('```ts\n') + 6, made.lastIndexOf('```'))
    .replace(/^ *\/\/ (?:\(undocumented\)|@public(?: \(undocumented\))?)\n/gm, '')
    .trim()
    .split('\n\n')
    .filter((block) => !block.startsWith('// (No @packageDocumentation'));
  if (main) exportedByMain.set(folder, new Set(blocks.filter((one) => one.startsWith('export')).map(nameOf)));
  const kept = main
    ? blocks
    : blocks.filter((one) => /^(?:export|import)/.test(one) || !exportedByMain.get(folder)?.has(nameOf(one)));
  return `# ${specifier}\n\nWhat this entry offers, derived from its declarations (${'`npm run api`'}); not to be edited. What is not marked with \`export\`\nis part of the shape of something that is.\n\n\`\`\`ts\n${kept.join('\n\n')}\n\`\`\`\n`;
};

// What stands in a signature should have a name to import, from one entry of the package or the other. What has none, with the
// reason why, is in tools/api-unnamed.json.
const unnamed = JSON.parse(fs.readFileSync('tools/api-unnamed.json', 'utf8'));
const forgotten = new Map();
const exported = new Map();

const started = Date.now();
const complaints = [];
const differing = [];
const configs = entries.map(configOf);
// One program for all of them: the compiler reads every declaration once.
const compilerState = CompilerState.create(configs[0], { additionalEntryPoints: entries.map(({ types }) => types) });
for (const [at, { folder, file }] of entries.entries()) {
  Extractor.invoke(configs[at], {
    compilerState,
    localBuild: true,
    messageCallback: (message) => {
      message.handled = true;
      if (message.logLevel !== 'error' && message.logLevel !== 'warning') return;
      if (message.category === 'console') return;
      const [, symbol] = /^The symbol "(\w+?)(?:_\d+)?" needs to be exported/.exec(message.text) ?? [];
      if (message.messageId === 'ae-forgotten-export' && symbol !== undefined) {
        forgotten.set(folder, new Set([...(forgotten.get(folder) ?? []), symbol]));
        return;
      }
      const where = message.sourceFilePath ? path.relative(root, message.sourceFilePath) : folder;
      complaints.push(`${folder}/etc/${file}: ${message.messageId}: ${message.text} (${where})`);
    },
  });
  const made = reportOf(entries[at], fs.readFileSync(path.join(scratch, folder, file), 'utf8'));
  const names = [
    ...made.matchAll(/^export (?:declare )?(?:abstract )?(?:const|function|class|interface|type|enum) (\w+)/gm),
  ];
  exported.set(folder, new Set([...(exported.get(folder) ?? []), ...names.map((match) => match[1])]));
  fs.writeFileSync(path.join(scratch, folder, file), made);
  const target = path.join(folder, 'etc', file);
  if (fs.existsSync(target) && fs.readFileSync(target, 'utf8') === made) continue;
  differing.push(target);
  if (check) {
    const before = fs.existsSync(target) ? target : os.devNull;
    const diff = spawnSync('git', ['diff', '--no-index', '--', before, path.join(scratch, folder, file)], {
      encoding: 'utf8',
    });
    console.log(`\n${target}\n${diff.stdout.split('\n').slice(4).join('\n')}`);
  } else {
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, made);
  }
}

// A report whose entry is gone.
for (const { folder } of packages) {
  const etc = path.join(folder, 'etc');
  if (wanted.length > 0 || !fs.existsSync(etc)) continue;
  const known = new Set(entries.filter((one) => one.folder === folder).map(({ file }) => file));
  for (const file of fs.readdirSync(etc).filter((name) => name.endsWith('.api.md') && !known.has(name))) {
    differing.push(path.join(etc, file));
    if (check) console.log(`\n${path.join(etc, file)}: no entry of the package has this name`);
    else fs.rmSync(path.join(etc, file));
  }
}

for (const [folder, symbols] of forgotten) {
  const reasoned = new Set(Object.values(unnamed[path.basename(folder)] ?? {}).flat());
  for (const symbol of symbols)
    if (!exported.get(folder).has(symbol) && !reasoned.has(symbol))
      complaints.push(
        `${folder}: ${symbol} stands in what is exported and has no name to import: export it, or say in tools/api-unnamed.json why not`,
      );
  const idle =
    wanted.length === 0 ? [...reasoned].filter((one) => !symbols.has(one) || exported.get(folder).has(one)) : [];
  if (idle.length > 0)
    console.log(`tools/api-unnamed.json: ${path.basename(folder)} needs no ${idle.join(', ')} any more`);
}
for (const one of complaints) console.log(one);
const seconds = ((Date.now() - started) / 1000).toFixed(1);
const n = differing.length;
if (check && n > 0)
  console.log(
    `\nWhat ${n} of the reports say${n === 1 ? 's' : ''} is not what the packages offer. If you meant the change: npm run api, ` +
      'and commit the reports with it; a change that breaks users needs a changeset that says so.',
  );
console.log(
  `api: ${entries.length} entries, ${n} ${check ? 'differ' : 'written'}, ${complaints.length} complaints, ${seconds} s`,
);
process.exitCode = complaints.length > 0 || (check && n > 0) ? 1 : 0;
