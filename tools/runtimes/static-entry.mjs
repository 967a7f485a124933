// A program that names every import in its text: for bundlers, and for runtimes in which a computed import needs leave.

/** What a contract may load: its own entries, and those of the others that run everywhere. */
const entriesFor = (tasks, all) => {
  const own = tasks.flatMap(({ entries }) => entries);
  const others = all.flatMap(({ entries }) => entries).filter(({ platform }) => platform === 'browser');
  return [...new Set([...own, ...others].map(({ specifier }) => specifier))];
};

const literal = (value) => JSON.stringify(value);

/** The text of such a program. `format` 'cjs': the packages are required. */
export const staticEntry = ({ way, tasks, all, scratch = '', remote, kit, format = 'esm' }) => {
  const simulated = tasks.some(({ short }) => ['simulator', 'cli'].includes(short));
  const needed = kit === 'process' && simulated ? ['@bitfinex-ws/transport/ws'] : [];
  const specifiers = [...new Set([...entriesFor(tasks, all), ...needed])];
  const take = (specifier, index) =>
    format === 'esm'
      ? `import * as module${index} from ${literal(specifier)};`
      : `const module${index} = require(${literal(specifier)});`;
  return [
    ...specifiers.map(take),
    ...tasks.map(({ short }, index) => `import tests${index} from ${literal(`./contract/${short}.mjs`)};`),
    `import { remoteSimulator, runContract } from './harness.mjs';`,
    kit === 'process'
      ? `import { spawner, tell } from './process.mjs';`
      : `const tell = (told) => console.log('##' + JSON.stringify(told));`,
    `const table = new Map([${specifiers.map((each, index) => `[${literal(each)}, module${index}]`).join(', ')}]);`,
    `const load = async (specifier) => {`,
    `  if (!table.has(specifier)) throw new Error(specifier + ' is not here');`,
    `  return table.get(specifier);`,
    `};`,
    `const kit = { load, simulator: remoteSimulator(${literal(remote)}), file: (name) => ${literal(scratch)} + '/' + name,`,
    kit === 'process' ? `  script: (file) => './' + file, spawn: spawner(${literal(way.self)}) };` : `};`,
    `const abilities = ${literal(way.abilities)};`,
    ...tasks.map(
      (task, index) =>
        `await runContract({ ...${literal({ short: task.short, entries: task.entries })}, tests: tests${index}, abilities, kit, tell });`,
    ),
    `tell({ done: true });`,
  ].join('\n');
};
