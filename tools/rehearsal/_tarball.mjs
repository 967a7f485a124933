// What is in a tarball, and what must not be.
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';

/** The files of a .tgz by path, the leading `package/` dropped. npm writes plain ustar headers, long names in `prefix` or pax. */
export const readTarball = (file) => {
  const bytes = zlib.gunzipSync(fs.readFileSync(file));
  const text = (at, length) => bytes.toString('utf8', at, at + length).replace(/\0.*$/s, '');
  const files = new Map();
  let longName = null;
  for (let at = 0; at + 512 <= bytes.length && bytes[at] !== 0;) {
    const size = parseInt(text(at + 124, 12), 8);
    const type = text(at + 156, 1);
    const body = bytes.subarray(at + 512, at + 512 + size);
    if (type === 'x') longName = /\d+ path=(.*)\n/.exec(body.toString('utf8'))?.[1] ?? null;
    else {
      const prefix = text(at + 345, 155);
      const name = longName ?? (prefix ? `${prefix}/${text(at, 100)}` : text(at, 100));
      if (type !== '5') files.set(name.replace(/^package\//, ''), body);
      longName = null;
    }
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
};

const targetsOf = (value) =>
  typeof value === 'string'
    ? [value]
    : value && typeof value === 'object'
      ? Object.values(value).flatMap(targetsOf)
      : [];

/** Everything that is wrong with a tarball, as sentences. `secrets`: texts that must stand in none of its files. */
export const complaintsOf = (files, { secrets, repository }) => {
  const manifest = JSON.parse(files.get('package.json'));
  const found = [];
  for (const name of ['LICENSE', 'README.md', 'CHANGELOG.md']) if (!files.has(name)) found.push(`${name} is missing`);
  const { main, module, types, bin, exports, imports, browser } = manifest;
  const named = [main, module, types, bin, exports, imports, browser]
    .flatMap(targetsOf)
    .map((one) => path.posix.normalize(one));
  for (const target of new Set(named))
    if (!files.has(target)) found.push(`the manifest names ${target}, which is not there`);
  if (manifest.repository?.url !== `git+https://github.com/${repository}.git`) found.push('`repository` is not set');

  for (const [name, body] of files) {
    if (/\.test\.[cm]?[jt]s(\.map)?$|\.spec\.|(^|\/)(fixtures|__tests__)\//.test(name))
      found.push(`${name} is for tests`);
    if (/\.tsbuildinfo$|\.tgz$|(^|\/)(node_modules|\.[^/]+)(\/|$)/.test(name))
      found.push(`${name} has no business there`);
    const text = body.toString('utf8');
    for (const [what, secret] of secrets)
      if (typeof secret === 'string' ? text.includes(secret) : secret.test(text)) found.push(`${name} names ${what}`);
    if (!name.endsWith('.map')) continue;
    const map = JSON.parse(text);
    for (const source of map.sources) {
      const target = path.posix.join(path.posix.dirname(name), map.sourceRoot ?? '', source);
      if (!files.has(target)) found.push(`${name} leads to ${target}, which is not there`);
    }
  }
  // Code of others that was bundled in brings its licence along.
  const page = [...files.keys()].some((name) => name.startsWith('dist/page/') && name.endsWith('.js'));
  const notices = files.get('dist/page/licenses.txt')?.toString('utf8') ?? '';
  if (page && !(notices.includes('lightweight-charts') && notices.includes('Apache License')))
    found.push('dist/page/licenses.txt does not name what is bundled in the page');
  return found;
};
