// npm run docs: writes the derived pages (docs/messages.md, docs/errors.md, llms.txt) and files into the pages that quote them.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const outfile = path.resolve('.cache/docs-bundle/main.mjs');
await build({
  entryPoints: ['tools/docs/src/pages.ts'],
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'es2022',
  conditions: ['@bitfinex-ws/source'],
  external: ['typescript', 'fp-ts', 'io-ts', 'ws', 'crc-32'],
  logLevel: 'warning',
});
const { derivedPages } = await import(pathToFileURL(outfile).href);
for (const { file, text } of derivedPages(process.cwd())) {
  fs.writeFileSync(file, text);
  console.log(`${file}: ${text.split('\n').length} lines`);
}
