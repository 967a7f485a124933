// npm run site [-- --check]: the documentation as a folder of pages that open without a server, .cache/site/index.html.
// With --check a browser looks at it as well.
import fs from 'node:fs';
import { buildSite } from './site/build.mjs';
import { checkInBrowser } from './site/check.mjs';
import { brokenLinks } from './site/links.mjs';
import { copyTexts } from './site/texts.mjs';

const out = '.cache/site';
const began = Date.now();
const { warnings, errors } = await buildSite(out);
copyTexts(out);
const { pages, links, wrong } = brokenLinks(out);
for (const line of wrong) console.error(line);
const files = fs.readdirSync(out, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
const size = files.reduce((sum, entry) => sum + fs.statSync(`${entry.parentPath}/${entry.name}`).size, 0);
console.log(
  `${out}/index.html: ${pages} pages, ${(size / 1e6).toFixed(1)} MB, ${((Date.now() - began) / 1e3).toFixed(0)} s`,
);
console.log(`${warnings + errors} warnings; ${links} links, ${wrong.length} of them broken`);
const fine = process.argv.includes('--check') ? await checkInBrowser(out) : true;
if (warnings + errors + wrong.length > 0 || !fine) process.exitCode = 1;
