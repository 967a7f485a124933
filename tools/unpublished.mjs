// node tools/unpublished.mjs: the packages whose version the registry does not have yet, as a JSON array of name@version: what a
// release of this commit would publish. Anything but a clear yes or no of the registry is an error.
import { spawnSync } from 'node:child_process';
import { packages } from './workspaces.mjs';

const published = ({ name, version }) => {
  const { status, stdout, stderr } = spawnSync('npm', ['view', `${name}@${version}`, 'version', '--json'], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status === 0) return stdout.trim() !== '';
  if (/E404/.test(stdout + stderr)) return false;
  throw new Error(`the registry did not say whether it has ${name}@${version}:\n${stderr}`);
};
const released = packages.map(({ manifest }) => manifest).filter((one) => one.private !== true);
console.log(JSON.stringify(released.filter((one) => !published(one)).map(({ name, version }) => `${name}@${version}`)));
