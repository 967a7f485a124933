// Somebody who has never seen the project: an empty folder, npm install, the ten lines of the README.
import fs from 'node:fs';
import path from 'node:path';
import { Failed } from './_workshop.mjs';

const tsc = path.resolve('node_modules/typescript/bin/tsc');

/** The block under "Ten lines" of the README. */
export const tenLinesOf = (readme) => {
  const block = /^## Ten lines\n+```ts\n([\s\S]*?)^```/m.exec(readme)?.[1];
  if (block === undefined) throw new Failed('README.md has no block of ts under "## Ten lines"');
  return block;
};

/** The one change to the text: a client that is told nothing asks Bitfinex, this one asks the simulator. */
const aimedAt = (url, text) => {
  const aimed = text.replace('createClient()', `createClient({ url: '${url}' })`);
  if (aimed === text) throw new Failed('the ten lines have no createClient() to aim at the simulator');
  return aimed;
};

/** CommonJS has no await at the top: the imports stay, the rest becomes a function. */
const inFunction = (text) => {
  const imports = text.match(/^import .*\n/gm) ?? [];
  return `${imports.join('')}void (async () => {\n${text.replace(/^import .*\n/gm, '')}})();\n`;
};

/** An empty project with these packages installed, as a stranger installs them. */
export const emptyProject = async (workshop, registry, name, packages) => {
  const folder = path.join(workshop.folder, name);
  fs.mkdirSync(folder);
  const env = registry.stranger;
  await workshop.run('npm', ['init', '--yes', '--loglevel=error'], { cwd: folder, env });
  await workshop.run('npm', ['install', '--loglevel=error', ...packages], { cwd: folder, env });
  return folder;
};

/** What is installed there, also deeper down: name → version. */
export const installedIn = (folder) => {
  const { packages } = JSON.parse(fs.readFileSync(path.join(folder, 'package-lock.json'), 'utf8'));
  return new Map(
    Object.entries(packages)
      .filter(([place]) => place !== '')
      .map(([place, { version }]) => [place.replace(/^.*node_modules\//, ''), version]),
  );
};

/** Every entry of every package, imported and required, from within the project. */
export const loadEntries = async (workshop, folder, specifiers) => {
  const list = JSON.stringify(specifiers);
  const esm = `for (const one of ${list}) if (Object.keys(await import(one)).length === 0) throw new Error(one + ' offers nothing');`;
  const cjs = `for (const one of ${list}) if (Object.keys(require(one)).length === 0) throw new Error(one + ' offers nothing');`;
  fs.writeFileSync(path.join(folder, 'entries.mjs'), esm);
  fs.writeFileSync(path.join(folder, 'entries.cjs'), cjs);
  for (const file of ['entries.mjs', 'entries.cjs']) await workshop.run(process.execPath, [file], { cwd: folder });
};

/** The simulator of the installed command line, on a free port: its address. */
export const startSimulator = (workshop, folder) =>
  workshop.until(
    [path.join(folder, 'node_modules/@bitfinex-ws/cli/dist/esm/bin.js'), 'simulate', '--port', '0'],
    (stdout) => /^(ws:\S+)\n/m.exec(stdout)?.[1] ?? null,
    { cwd: folder, seconds: 60, end: false },
  );

const LINES = 10;

/** The lines that the program wrote, once there are enough of them and one has a bid, an ask and what vouches for them. */
const enough = (stdout) => {
  const lines = stdout.split('\n').slice(0, -1);
  return lines.length >= LINES && lines.some((line) => /^\d[\d.]* \d[\d.]* (?:checksum|sequence)$/.test(line))
    ? lines
    : null;
};

/**
 * Compiles the README's ten lines against the installed types, and runs them as an ES module and as CommonJS until the book
 * is there. Gives the last line of each.
 */
export const runTenLines = async (workshop, folder, text, url) => {
  const aimed = aimedAt(url, text);
  fs.writeFileSync(path.join(folder, 'ten-lines.mts'), aimed);
  fs.writeFileSync(path.join(folder, 'ten-lines.cts'), inFunction(aimed));
  const compilerOptions = { module: 'nodenext', target: 'es2022', lib: ['esnext', 'dom'], types: [], strict: true };
  const config = { compilerOptions, files: ['ten-lines.mts', 'ten-lines.cts'] };
  fs.writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(config));
  await workshop.run(process.execPath, [tsc, '-p', '.'], { cwd: folder });
  const last = {};
  for (const [format, file] of [
    ['ESM', 'ten-lines.mjs'],
    ['CJS', 'ten-lines.cjs'],
  ])
    // prettier-ignore
    last[format] = (await workshop.until([file], enough, { cwd: folder, seconds: 60, end: true })).at(-1);
  return last;
};
