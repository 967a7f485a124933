// What would be published: builds every package, then publint, are-the-types-wrong and the size of each entry point as a
// browser would bundle it. All are run whatever became of the one before; exit code 1 where any failed.
import { spawnSync } from 'node:child_process';
import { measureSizes } from './sizes.mjs';
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

const column = (value, width) => String(value).padStart(width);
console.log(`\n${'entry'.padEnd(52)}${column('minified', 10)}${column('gzip', 9)}${column('budget', 9)}`);
for (const { entry, minified, gzip, budget } of await measureSizes(packages, root)) {
  if (budget === null) {
    failures.push(`size ${entry}`);
    console.log(`${entry.padEnd(52)} has no budget in tools/size-budget.json`);
    continue;
  }
  const over = gzip > budget;
  if (over) failures.push(`size ${entry}`);
  const columns = [column(minified, 10), column(gzip, 9), column(budget, 9)];
  console.log(`${entry.padEnd(52)}${columns.join('')}${over ? '  OVER' : ''}`);
}

console.log(failures.length === 0 ? '\npackages: ok' : `\npackages: FAILED: ${failures.join(', ')}`);
process.exitCode = failures.length === 0 ? 0 : 1;
