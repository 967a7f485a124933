// node tools/repository.mjs OWNER/NAME [FOLDER]: names the project's place on GitHub in the manifest of every published package:
// `repository`, `homepage`, `bugs`. npm takes a provenance statement only where `repository.url` is the repository that the
// workflow ran in; so the release writes it, from what GitHub tells, just before it publishes. Nothing of it is committed.
import fs from 'node:fs';
import path from 'node:path';

const [place = process.env.GITHUB_REPOSITORY ?? '', root = '.'] = process.argv.slice(2);
if (!/^[\w.-]+\/[\w.-]+$/.test(place)) {
  console.error('usage: node tools/repository.mjs OWNER/NAME [FOLDER]   (or GITHUB_REPOSITORY)');
  process.exit(1);
}
const address = `https://github.com/${place}`;
for (const short of fs.readdirSync(path.join(root, 'packages'))) {
  const file = path.join(root, 'packages', short, 'package.json');
  if (!fs.existsSync(file)) continue;
  const manifest = JSON.parse(fs.readFileSync(file, 'utf8'));
  if (manifest.private === true) continue;
  const named = {
    ...manifest,
    homepage: `${address}/tree/main/packages/${short}#readme`,
    bugs: { url: `${address}/issues` },
    repository: { type: 'git', url: `git+${address}.git`, directory: `packages/${short}` },
  };
  fs.writeFileSync(file, `${JSON.stringify(named, null, 2)}\n`);
}
