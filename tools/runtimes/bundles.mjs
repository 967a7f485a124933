// Bundles of the installed packages for the browser: nothing of Node and no `ws` may be in them.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

/** A word that stands in the code of `ws` and nowhere else. */
const MARK_OF_WS = 'permessage-deflate';
const ofNode = /^node:|^(fs|net|tls|http|https|crypto|zlib|stream|events|path|os|url|util)$/;

/** `import` and `require` of an entry: bundlers resolve them differently. */
const FORMATS = [
  { title: 'import', textOf: (specifier) => `import * as all from '${specifier}';\nglobalThis.all = all;\n` },
  { title: 'require', textOf: (specifier) => `globalThis.all = require('${specifier}');\n` },
];

const byEsbuild = async (contents, box) => {
  const { metafile, outputFiles } = await build({
    stdin: { contents, resolveDir: box.root, sourcefile: 'user.js' },
    bundle: true,
    platform: 'browser',
    format: 'esm',
    metafile: true,
    write: false,
    logLevel: 'silent',
  });
  const inputs = Object.keys(metafile.inputs).filter((file) =>
    /node_modules[\\/]ws[\\/]|^node:|\(disabled\)/.test(file),
  );
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports.map((each) => each.path));
  const words = outputFiles.some(({ text }) => text.includes(MARK_OF_WS)) ? ['code of ws'] : [];
  return [...inputs, ...imports, ...words];
};

/** By a bundler that is a program. It is judged by what it wrote. */
const byProgram = (command, contents, box) => {
  const [entry, out] = [path.join(box.root, 'user-entry.mjs'), path.join(box.root, 'user-bundle.js')];
  fs.writeFileSync(entry, contents);
  fs.rmSync(out, { force: true });
  const [program, ...args] = command(entry, out);
  const env = { ...process.env, NO_COLOR: '1' };
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: box.root, encoding: 'utf8', env });
  if (status !== 0 || !fs.existsSync(out)) throw new Error(`ended with ${status}: ${stdout}${stderr}`);
  const text = fs.readFileSync(out, 'utf8');
  const imports = [...text.matchAll(/(?:from|require\()\s*["']([^"']+)["']/g)].map(([, name]) => name);
  return [...imports.filter((name) => ofNode.test(name)), ...(text.includes(MARK_OF_WS) ? ['code of ws'] : [])];
};

const BUNDLERS = {
  bun: (file) => (entry, out) => [file, 'build', entry, '--target=browser', `--outfile=${out}`],
  deno: (file) => (entry, out) => [file, 'bundle', '--platform=browser', '--output', out, entry],
};

/** Rows of the table: esbuild, and the bundlers of the runtimes that are there. */
export const checkBundles = async (box, tasks, engines) => {
  const chosen = tasks.flatMap(({ short, entries }) =>
    entries.filter(({ platform }) => platform === 'browser').map(({ specifier }) => ({ short, specifier })),
  );
  const test = async (short, title, work) => {
    try {
      const found = await work();
      if (found.length === 0) return { package: short, title, outcome: 'pass' };
      return { package: short, title, outcome: 'FAIL', reason: `in the bundle: ${found.join(', ')}` };
    } catch (error) {
      return { package: short, title, outcome: 'FAIL', reason: String(error.message) };
    }
  };
  const rows = [{ title: 'bundle by esbuild', outcomes: [] }];
  for (const { short, specifier } of chosen) {
    for (const { title, textOf } of FORMATS) {
      const work = () => byEsbuild(textOf(specifier), box);
      rows[0].outcomes.push(await test(short, `${title} of ${specifier}`, work));
    }
  }
  for (const { name, title, file, version, missing } of engines) {
    if (BUNDLERS[name] === undefined) continue;
    if (missing) {
      rows.push({ title: `bundle by ${title}`, skipped: missing });
      continue;
    }
    const outcomes = [];
    for (const { short, specifier } of chosen) {
      const work = async () => byProgram(BUNDLERS[name](file), FORMATS[0].textOf(specifier), box);
      outcomes.push(await test(short, `import of ${specifier}`, work));
    }
    rows.push({ title: `bundle by ${title}`, version, outcomes });
  }
  return rows;
};
