// A registry of one's own on loopback: Verdaccio with storage in the workshop, asking the registry that npm is configured
// for only for packages of others. `@bitfinex-ws/*` is never asked for elsewhere, nor sent there.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Failed } from './_workshop.mjs';

const here = import.meta.dirname;

const freePort = () =>
  new Promise((resolve, reject) => {
    const server = net.createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** The registry that npm asks on this machine. */
const configuredRegistry = () =>
  execFileSync('npm', ['config', 'get', 'registry', '--loglevel=silent'], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  }).trim();

const configText = ({ folder, upstream }) =>
  JSON.stringify({
    storage: path.join(folder, 'storage'),
    auth: { htpasswd: { file: path.join(folder, 'htpasswd'), max_users: 1 } },
    uplinks: { upstream: { url: upstream, maxage: '60m', timeout: '60s' } },
    packages: {
      '@bitfinex-ws/*': { access: '$all', publish: '$authenticated', unpublish: '$authenticated' },
      '**': { access: '$all', proxy: 'upstream' },
    },
    max_body_size: '50mb',
    web: { enable: false },
    log: { type: 'stdout', format: 'pretty', level: 'warn' },
  });

const answers = async (url, options) => {
  try {
    return (await fetch(url, { ...options, signal: AbortSignal.timeout(70_000) })).status;
  } catch (error) {
    return error.cause?.code ?? error.name;
  }
};

export const openRegistry = async (workshop, upstream = configuredRegistry()) => {
  if (!fs.existsSync(path.join(here, 'node_modules/verdaccio')))
    await workshop.run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: here });

  const folder = path.join(workshop.folder, 'registry');
  fs.mkdirSync(folder);
  const config = path.join(folder, 'config.yaml'); // JSON is YAML
  fs.writeFileSync(config, configText({ folder, upstream }));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  const server = workshop.start(process.execPath, [
    path.join(here, 'node_modules/verdaccio/bin/verdaccio'),
    ...['--config', config, '--listen', `127.0.0.1:${port}`],
  ]);
  let said = '';
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (chunk) => (said += chunk));
  const deadline = Date.now() + 90_000;
  while ((await answers(`${url}-/ping`)) !== 200) {
    if (server.exitCode !== null || Date.now() > deadline) throw new Failed(`Verdaccio did not start\n${said}`);
    await wait(200);
  }

  const upstreamSays = await answers(`${url}fp-ts`);
  if (upstreamSays !== 200)
    throw new Failed(
      `The registry that npm is configured for gave no fp-ts (${upstreamSays}). The packages are installed with what they ` +
        'depend on, which comes from there: a rehearsal needs it. Check the network, and `npm config get registry`.',
    );

  // A user of the rehearsal's own, so that publishing is allowed to who is logged in and to nobody else, as it will be.
  const made = await fetch(`${url}-/user/org.couchdb.user:rehearsal`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'rehearsal', password: `${process.pid}-${Date.now()}`, type: 'user' }),
  });
  const { token } = await made.json();
  if (!token) throw new Failed(`Verdaccio made no user: ${made.status}`);
  const npmrcOf = (name, lines) => {
    const file = path.join(workshop.folder, `${name}.npmrc`);
    fs.writeFileSync(
      file,
      [`registry=${url}`, 'audit=false', 'fund=false', 'update-notifier=false', ...lines, ''].join('\n'),
    );
    return {
      npm_config_userconfig: file,
      npm_config_registry: url,
      npm_config_cache: path.join(workshop.folder, 'npm-cache'),
    };
  };
  return {
    url,
    upstream,
    /** npm's variables for who publishes; they name no registry but this one. */
    publisher: npmrcOf('publisher', [`//127.0.0.1:${port}/:_authToken=${token}`]),
    /** npm's variables for a stranger, who has no rights at all. */
    stranger: npmrcOf('stranger', []),
    /** What the registry tells of a package, or null. */
    async packument(name) {
      const answer = await fetch(url + name.replace('/', '%2f'));
      return answer.status === 200 ? answer.json() : null;
    },
    close: () => workshop.stop(server),
  };
};
