// npm run site: the documentation as a folder of pages that open without a server, .cache/site/index.html.
import { buildSite } from './site/build.mjs';

const out = '.cache/site';
const { warnings, errors } = await buildSite(out);
if (warnings + errors > 0) process.exit(1);
