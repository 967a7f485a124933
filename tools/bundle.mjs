// node tools/bundle.mjs FOLDER NAME [ARGUMENT …]: runs tools/FOLDER/NAME.mjs against the sources of the packages, which Node
// does not read as they are. Without a name, all of the folder's.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { build } from 'esbuild';

const [folder = '', name, ...rest] = process.argv.slice(2);
const names = fs
  .readdirSync(`tools/${folder}`)
  .filter((file) => file.endsWith('.mjs') && !file.startsWith('_'))
  .map((file) => file.slice(0, -'.mjs'.length));
if (name !== undefined && !names.includes(name)) {
  console.error(`There is no ${folder} of ${name}; there is one of ${names.join(', ')}.`);
  process.exit(1);
}
for (const each of name === undefined ? names : [name]) {
  const outfile = `.cache/${folder}/${each}.mjs`;
  await build({
    entryPoints: [`tools/${folder}/${each}.mjs`],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'es2022',
    conditions: ['@bitfinex-ws/source'],
    external: ['fp-ts', 'io-ts', 'crc-32', 'ws', 'playwright-core'],
    logLevel: 'warning',
  });
  const { status } = spawnSync(process.execPath, [outfile, ...rest], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
