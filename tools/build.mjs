// Builds the package in the current folder: ESM and types by tsc, CommonJS by esbuild from the same sources.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const require = createRequire(import.meta.url);
const tsc = path.join(path.dirname(require.resolve('typescript/package.json')), 'bin/tsc');
const compiled = spawnSync(process.execPath, [tsc, '-b', 'tsconfig.lib.json'], { stdio: 'inherit' });
if (compiled.status !== 0) process.exit(compiled.status ?? 1);

const manifest = JSON.parse(fs.readFileSync('package.json', 'utf8'));
const bins = new Set(Object.values(manifest.bin ?? {}).map((file) => path.basename(file, '.js')));
const walk = (folder) =>
  fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(folder, entry.name);
    return entry.isDirectory() ? walk(full) : [full];
  });

// tsc -b never deletes: drop the outputs whose source is gone.
for (const file of walk('dist/esm')) {
  const stem = path.relative('dist/esm', file).replace(/(\.d\.ts|\.js)(\.map)?$/, '');
  if (stem !== '.tsbuildinfo' && !fs.existsSync(path.join('src', `${stem}.ts`))) fs.rmSync(file);
}

fs.rmSync('dist/cjs', { recursive: true, force: true });
await build({
  entryPoints: walk('src').filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !bins.has(path.basename(file, '.ts')),
  ),
  outdir: 'dist/cjs',
  outbase: 'src',
  format: 'cjs',
  platform: 'node',
  target: 'es2022',
  sourcemap: true,
  sourcesContent: false,
  logLevel: 'warning',
});
// The CommonJS twin is a package scope of its own (dist/cjs/package.json), which does not see the package's private
// imports (#name): name the file that Node takes. Bundlers swap it by the manifest's `browser` field.
for (const file of manifest.imports ? walk('dist/cjs').filter((name) => name.endsWith('.js')) : []) {
  const code = fs.readFileSync(file, 'utf8').replace(/require\("(#[^"]+)"\)/g, (_, name) => {
    const target = manifest.imports[name].node.replace('./dist/esm/', 'dist/cjs/');
    return `require("./${path.relative(path.dirname(file), target).replaceAll(path.sep, '/')}")`;
  });
  fs.writeFileSync(file, code);
}
for (const file of walk('dist/esm')) {
  if (!/\.d\.ts(\.map)?$/.test(file) || bins.has(path.basename(file).split('.')[0])) continue;
  const target = path.join('dist/cjs', path.relative('dist/esm', file));
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.copyFileSync(file, target);
}
// A page for the browser, where the package has one: its types checked, and bundled with all that it takes.
if (fs.existsSync('page/build.mjs')) {
  const checked = spawnSync(process.execPath, [tsc, '-b', 'page/tsconfig.json'], { stdio: 'inherit' });
  if (checked.status !== 0) process.exit(checked.status ?? 1);
  const { buildPage } = await import(pathToFileURL(path.resolve('page/build.mjs')));
  await buildPage({ outdir: path.resolve('dist/page') });
}
fs.writeFileSync('dist/cjs/package.json', '{"type":"commonjs"}\n');
for (const file of Object.values(manifest.bin ?? {})) fs.chmodSync(file, 0o755);
