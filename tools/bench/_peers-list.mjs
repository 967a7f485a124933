// Who is measured beside this toolkit, and where they lie: in a folder with a lockfile of its own, outside the workspaces.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const PEERS = 'tools/bench/peers';
export const PACKAGES = ['bitfinex-api-node', 'bfx-api-node-models', 'ccxt', 'tardis-dev'];
const INSTALL = `npm ci --ignore-scripts --prefix ${PEERS}`;

const requireThere = () => createRequire(path.resolve(PEERS, 'package.json'));

/** One of them, or a file of one, as it was published. */
export const peer = (name) => requireThere()(name);
const isThere = (name) => fs.existsSync(`${PEERS}/node_modules/${name}/package.json`);
export const versionOf = (name) =>
  JSON.parse(fs.readFileSync(`${PEERS}/node_modules/${name}/package.json`, 'utf8')).version;

/** Installs them where they are missing. */
export const install = () => {
  if (PACKAGES.every(isThere)) return;
  console.log(`The peers are not installed: ${INSTALL}\n`);
  const [npm, ...args] = INSTALL.split(' ');
  const { status } = spawnSync(npm, args, { stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) process.exit(status ?? 1);
};

/** The exchange of ccxt, with its markets given by hand in place of those that it would ask for; nothing else is changed. */
export const openCcxt = (url, pairs) => {
  const exchange = new (peer('ccxt').pro.bitfinex)({ enableRateLimit: false });
  exchange.urls.api.ws.public = url;
  // A proxy of the environment is none for loopback.
  exchange.getHttpAgentIfNeeded = () => undefined;
  const markets = pairs.map(([id, base, quote]) => {
    const market = { id, symbol: `${base}/${quote}`, base, quote, type: 'spot', spot: true, active: true };
    return [market.symbol, { ...exchange.safeMarketStructure(), ...market }];
  });
  exchange.setMarkets(Object.fromEntries(markets));
  return exchange;
};
