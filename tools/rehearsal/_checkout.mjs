// The committed tree in a folder of its own, with the tools that are installed here, and what a release does to it.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const git = (root, ...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8' });

/** A package is installed the same for everybody, so its files may be shared; links within stay relative, into the copy. */
const linkTree = (from, to) => {
  fs.mkdirSync(to);
  for (const entry of fs.readdirSync(from, { withFileTypes: true })) {
    const source = path.join(from, entry.name);
    const target = path.join(to, entry.name);
    if (entry.isSymbolicLink()) fs.symlinkSync(fs.readlinkSync(source), target);
    else if (entry.isDirectory()) {
      if (entry.name !== '.cache') linkTree(source, target);
    } else fs.linkSync(source, target);
  }
};

/** A clone of HEAD; `changed` are the files that differ from it here and are therefore not rehearsed. */
export const cloneHead = async (workshop, root) => {
  const clone = path.join(workshop.folder, 'checkout');
  await workshop.run('git', ['clone', '--quiet', '--no-hardlinks', root, clone]);
  const head = git(root, 'rev-parse', 'HEAD').trim();
  await workshop.run('git', ['checkout', '--quiet', '--detach', head], { cwd: clone });
  const changed = git(root, 'status', '--porcelain').split('\n').filter(Boolean);
  return { clone, head, changed };
};

/** The tools, as they are installed here where the lock file is the same and the disk is, else by npm ci. */
export const installTools = async (workshop, root, clone) => {
  const same =
    fs.readFileSync(`${root}/package-lock.json`, 'utf8') === fs.readFileSync(`${clone}/package-lock.json`, 'utf8');
  const target = path.join(clone, 'node_modules');
  try {
    if (same) return linkTree(path.join(root, 'node_modules'), target);
  } catch (error) {
    if (error.code !== 'EXDEV' && error.code !== 'EPERM') throw error;
    fs.rmSync(target, { recursive: true, force: true });
  }
  await workshop.run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: clone });
};

/** The packages of a checkout that are published, by the alphabet. */
export const publishedIn = (clone) =>
  fs
    .readdirSync(path.join(clone, 'packages'))
    .map((short) => ({ short, folder: path.join(clone, 'packages', short) }))
    .filter(({ folder }) => fs.existsSync(path.join(folder, 'package.json')))
    .map((one) => ({ ...one, manifest: JSON.parse(fs.readFileSync(path.join(one.folder, 'package.json'), 'utf8')) }))
    .filter(({ manifest }) => manifest.private !== true)
    .map((one) => ({ ...one, name: one.manifest.name, version: one.manifest.version }));
