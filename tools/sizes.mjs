// How large each entry point is as a browser would bundle it, or, where it needs Node, its own code without Node's modules.
import fs from 'node:fs';
import zlib from 'node:zlib';
import { build } from 'esbuild';

const gzipped = (bytes) => zlib.gzipSync(bytes, { level: 9 }).length;

/** `{ entry, minified, gzip, budget }` of each, bytes; `budget` null where tools/size-budget.json has none. */
export const measureSizes = async (packages, resolveDir) => {
  const budgets = JSON.parse(fs.readFileSync('tools/size-budget.json', 'utf8'));
  const sizes = [];
  for (const { name, entries } of packages) {
    // `entry#a,b` in the budget is the size of a and b alone: what tree-shaking leaves for who picks one channel.
    const whole = entries.map(({ subpath }) => `${name}${subpath.slice(1)}`);
    const picks = Object.keys(budgets).filter((key) => key.includes('#') && whole.includes(key.split('#')[0]));
    for (const entry of [...whole, ...picks]) {
      const [from, picked] = entry.split('#');
      const budget = budgets[entry];
      if (budget === undefined) {
        sizes.push({ entry, minified: null, gzip: null, budget: null });
        continue;
      }
      const bundle = await build({
        stdin: { contents: `export ${picked ? `{ ${picked} }` : '*'} from '${from}'`, resolveDir },
        bundle: true,
        minify: true,
        format: 'esm',
        platform: budget.platform,
        mainFields: ['module', 'main'],
        external: budget.platform === 'node' ? ['ws'] : [],
        write: false,
        logLevel: 'error',
      });
      const bytes = bundle.outputFiles[0].contents;
      sizes.push({ entry, minified: bytes.length, gzip: gzipped(bytes), budget: budget.gzip });
    }
  }
  return [...sizes, ...pageSizes(packages, budgets)];
};

/** A page for the browser is all of its scripts and its style sheet: what a person's browser loads. */
const pageSizes = (packages, budgets) =>
  packages.flatMap(({ folder, name }) => {
    const page = `${folder}/dist/page`;
    if (!fs.existsSync(page)) return [];
    const entry = `${name} (page)`;
    const files = fs.readdirSync(page).filter((file) => /\.(js|css)$/.test(file));
    const contents = files.map((file) => fs.readFileSync(`${page}/${file}`));
    const minified = contents.reduce((sum, bytes) => sum + bytes.length, 0);
    const gzip = contents.reduce((sum, bytes) => sum + gzipped(bytes), 0);
    return [{ entry, minified, gzip, budget: budgets[entry]?.gzip ?? null }];
  });
