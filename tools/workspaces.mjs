// The packages of this repository, as their manifests describe them.
import fs from 'node:fs';
import path from 'node:path';

/** The value of the source condition of each export: './src/index.ts'. */
const entriesOf = (manifest) =>
  Object.entries(manifest.exports ?? {})
    .filter(([, target]) => typeof target === 'object' && target['@bitfinex-ws/source'])
    .map(([subpath, target]) => ({ subpath, source: target['@bitfinex-ws/source'] }));

export const packages = fs
  .readdirSync('packages')
  .filter((folder) => fs.existsSync(path.join('packages', folder, 'package.json')))
  .map((folder) => {
    const manifest = JSON.parse(fs.readFileSync(path.join('packages', folder, 'package.json'), 'utf8'));
    return { folder: `packages/${folder}`, name: manifest.name, manifest, entries: entriesOf(manifest) };
  });
