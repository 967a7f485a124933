// docs/runtimes.md: what was found, without anything of the machine on which it was found.
import fs from 'node:fs';
import prettier from 'prettier';
import { DENO_CLI_FLAGS, DENO_FLAGS } from './engines.mjs';
import { markdownTable, tableOf } from './report.mjs';

const code = (text) => `\`${text}\``;

const versionsTable = (rows) =>
  markdownTable(
    ['', 'version'],
    rows
      .filter(({ version, skipped }) => version !== undefined || skipped !== undefined)
      .map(({ title, version, skipped }) => [title, skipped === undefined ? version : `skipped: ${skipped}`]),
  );

const flagsTable = (shorts) =>
  markdownTable(
    ['package', 'flags'],
    [
      ...shorts.map((short) => [
        code(short),
        (DENO_FLAGS[short] ?? []).map((flag) => code(flag.replace('SCRATCH', 'FOLDER'))).join(' ') || 'none',
      ]),
      [code('bitfinex-ws watch --simulate'), DENO_CLI_FLAGS.map(code).join(' ')],
    ],
  );

const typesTable = ({ failsIn, environments }, specifiers) =>
  markdownTable(
    ['entry', ...environments],
    specifiers.map((specifier) => [
      code(specifier),
      ...environments.map((environment) => (failsIn.get(specifier)?.has(environment) ? 'no' : 'yes')),
    ]),
  );

const number = (value) => value.toLocaleString('en-US');
const sizesTable = (sizes) =>
  markdownTable(
    ['entry', 'minified, bytes', 'gzip, bytes', 'budget, gzip'],
    sizes.map(({ entry, minified, gzip, budget }) => [
      code(entry),
      ...[minified, gzip, budget].map((value) => (value === null ? '' : number(value))),
    ]),
    [1, 2, 3],
  );

/** Each reason why tests were left out, once. */
const skips = (rows) => {
  const found = new Map();
  for (const { title, outcomes = [] } of rows) {
    for (const { outcome, reason } of outcomes) {
      if (outcome !== 'skip') continue;
      found.set(reason, (found.get(reason) ?? new Set()).add(title));
    }
  }
  return [...found].map(([reason, titles]) => `- ${reason}: ${[...titles].join('; ')}`).join('\n');
};

/** Writes the page. `notes`: tools/runtimes/differences.md, which is written by hand. */
export const writePage = async ({ rows, shorts, specifiers, types, sizes }) => {
  const notes = fs.readFileSync('tools/runtimes/differences.md', 'utf8').trim();
  const text = `# Runtimes

Written by \`npm run runtimes\`. It packs every package, installs the tarballs with what they depend on in an empty project,
and runs the same tests of their contracts (\`tools/runtimes/contract\`) in each runtime. \`npm run runtimes -- this\` does so with
the Node at hand.

## What passes where

A cell counts tests. \`skip\` alone: the package, or the runtime, was not tried; it is no pass.

${tableOf(rows, shorts)}

Left out, because it is not there or not meant to be:

${skips(rows)}

## Versions

${versionsTable(rows)}

## Deno

Each contract ran with these flags and no others, but for that of \`cli\`, whose tests start children. FOLDER is where your files
lie; in place of 127.0.0.1 write the host that you connect to, such as \`api-pub.bitfinex.com\`. Without \`transport/ws\` nothing is
asked of the environment.

${flagsTable(shorts)}

## TypeScript

Whether an entry compiles, with all of its types and \`skipLibCheck: false\`, under these libraries. Code for a browser needs
no \`@types/node\`, code for Node no DOM.

${typesTable(types, specifiers)}

## Known differences

${notes}

## Sizes

As esbuild bundles and minifies an entry for the browser, everything in it included; entries that need Node without Node's own
modules and \`ws\`. \`#\` names what is picked of an entry. Budgets are in \`tools/size-budget.json\`.

${sizesTable(sizes)}
`;
  const config = await prettier.resolveConfig('docs/runtimes.md');
  fs.writeFileSync('docs/runtimes.md', await prettier.format(text, { ...config, parser: 'markdown' }));
};
