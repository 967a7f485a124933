// node build.mjs OUTDIR [--source]: bundles the page into OUTDIR, with the licences of what is in it. From the sources of the
// packages with --source, else from their builds.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = path.dirname(fileURLToPath(import.meta.url));

/** The package that a bundled file belongs to: its folder, where that is in node_modules. */
const ownerOf = (file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file.replaceAll(path.sep, '/'))?.[1] ?? null;

const licenceOf = (folder) => {
  const { name, version, license } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const file = fs.readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
  const text = file ? fs.readFileSync(path.join(folder, file), 'utf8').trim() : `Licence: ${license}`;
  return { name, text: `${name} ${version} (${license})\n${'-'.repeat(72)}\n${text}\n` };
};

// The notice that the licence of the charts asks for.
const NOTICE = 'TradingView Lightweight Charts™\nCopyright (с) 2025 TradingView, Inc. https://www.tradingview.com/\n';

export const buildPage = async ({ outdir, fromSource = false }) => {
  fs.rmSync(outdir, { recursive: true, force: true });
  const { metafile } = await build({
    absWorkingDir: here,
    // The parts that are loaded later are entries too: index.html names them, so that they come beside the first one.
    entryPoints: ['main.ts', 'feed.ts', 'charts.ts', 'page.css'],
    outdir,
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    chunkNames: '[name]-[hash]',
    legalComments: 'none',
    conditions: fromSource ? ['@bitfinex-ws/source', 'module'] : ['module'],
    // The page's tsconfig.json is for type checks; bundling asks for none of it.
    tsconfigRaw: '{}',
    metafile: true,
    logLevel: 'warning',
  });
  for (const file of ['index.html', 'icon.svg']) fs.copyFileSync(path.join(here, file), path.join(outdir, file));
  const folders = Object.keys(metafile.inputs).map((file) => ownerOf(path.resolve(here, file)));
  const licences = [...new Set(folders.filter((folder) => folder !== null))]
    .map(licenceOf)
    .filter(({ name }) => !name.startsWith('@bitfinex-ws/'))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  fs.writeFileSync(path.join(outdir, 'licenses.txt'), [NOTICE, ...licences.map(({ text }) => text)].join('\n\n'));
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [outdir, from] = process.argv.slice(2);
  await buildPage({ outdir: path.resolve(outdir), fromSource: from === '--source' });
}
