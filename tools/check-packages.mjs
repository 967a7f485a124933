// What would be published: builds every package, then publint, are-the-types-wrong and the size of each entry point as a
// browser would bundle it. All are run whatever became of the one before; exit code 1 where any failed.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import zlib from 'node:zlib';
import { build } from 'esbuild';
import { packages } from './workspaces.mjs';

const root = process.cwd();
const failures = [];
const run = (what, args, cwd) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
  if (status === 0) return;
  failures.push(what);
  console.log(`${what}: FAILED\n${stdout}${stderr}`);
};

run('build', ['node_modules/nx/dist/bin/nx.js', 'run-many', '-t', 'build', '--output-style=static'], root);

for (const { folder, name } of packages) {
  run(`publint ${name}`, [`${root}/node_modules/publint/src/cli.js`, '--strict'], folder);
  const attw = `${root}/node_modules/@arethetypeswrong/cli/dist/index.js`;
  run(`are-the-types-wrong ${name}`, [attw, '--pack', '.', '--profile', 'node16'], folder);
}

// An entry that needs Node has no browser bundle; its size is that of its own code, Node's modules and ws left out.
const budget = JSON.parse(fs.readFileSync('tools/size-budget.json', 'utf8'));
console.log(`\n${'entry'.padEnd(52)}${'minified'.padStart(10)}${'gzip'.padStart(9)}${'budget'.padStart(9)}`);
for (const { name, entries } of packages) {
  // `entry#a,b` in the budget is the size of a and b alone: what tree-shaking leaves for who picks one channel.
  const picks = Object.keys(budget).filter((key) => key.startsWith(`${name}#`));
  for (const entry of [...entries.map(({ subpath }) => `${name}${subpath.slice(1)}`), ...picks]) {
    const [from, picked] = entry.split('#');
    const max = budget[entry];
    if (max === undefined) {
      failures.push(`size ${entry}`);
      console.log(`${entry.padEnd(52)} has no budget in tools/size-budget.json`);
      continue;
    }
    const bundle = await build({
      stdin: { contents: `export ${picked ? `{ ${picked} }` : '*'} from '${from}'`, resolveDir: root },
      bundle: true,
      minify: true,
      format: 'esm',
      platform: max.platform,
      mainFields: ['module', 'main'],
      external: max.platform === 'node' ? ['ws'] : [],
      write: false,
      logLevel: 'error',
    });
    const bytes = bundle.outputFiles[0].contents;
    const gzip = zlib.gzipSync(bytes, { level: 9 }).length;
    const over = gzip > max.gzip;
    if (over) failures.push(`size ${entry}`);
    const columns = [String(bytes.length).padStart(10), String(gzip).padStart(9), String(max.gzip).padStart(9)];
    console.log(`${entry.padEnd(52)}${columns.join('')}${over ? '  OVER' : ''}`);
  }
}

// A page for the browser is all of its scripts and its style sheet: what a person's browser loads.
for (const { folder, name } of packages) {
  const page = `${folder}/dist/page`;
  if (!fs.existsSync(page)) continue;
  const entry = `${name} (page)`;
  const files = fs.readdirSync(page).filter((file) => /\.(js|css)$/.test(file));
  const sizes = files.map((file) => fs.readFileSync(`${page}/${file}`));
  const gzip = sizes.reduce((sum, bytes) => sum + zlib.gzipSync(bytes, { level: 9 }).length, 0);
  const max = budget[entry]?.gzip ?? 0;
  const over = gzip > max;
  if (over) failures.push(`size ${entry}`);
  const minified = sizes.reduce((sum, bytes) => sum + bytes.length, 0);
  const columns = [String(minified).padStart(10), String(gzip).padStart(9), String(max).padStart(9)];
  console.log(`${entry.padEnd(52)}${columns.join('')}${over ? '  OVER' : ''}`);
}

console.log(failures.length === 0 ? '\npackages: ok' : `\npackages: FAILED: ${failures.join(', ')}`);
process.exitCode = failures.length === 0 ? 0 : 1;
