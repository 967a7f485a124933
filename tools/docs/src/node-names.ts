import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** Where those packages lie that others publish, seen from the root: outside of the workspaces, installed for measurements alone. */
const NODE_PACKAGES = {
  node: 'tools/bench/peers/node_modules/bitfinex-api-node',
  models: 'tools/bench/peers/node_modules/bfx-api-node-models',
  core: 'tools/interop/node_modules/bfx-api-node-core',
} as const;

/** Whether all of them are installed. */
export const areInstalled = (root: string): boolean =>
  Object.values(NODE_PACKAGES).every((folder) => existsSync(path.join(root, folder)));

type Class = { readonly prototype?: object };
type Loaded = Readonly<Record<string, Class>>;

/** The public names of the Node packages, found by loading them: `WSv2.open`, `WSv2.options.apiKey`, `WSv2.events.auth` … */
export const nodeNames = (root: string): ReadonlyArray<string> => {
  const folder = (which: keyof typeof NODE_PACKAGES): string => path.join(root, NODE_PACKAGES[which]);
  const load = (which: keyof typeof NODE_PACKAGES, file = ''): Loaded =>
    createRequire(path.join(folder(which), 'index.js'))(path.join(folder(which), file)) as Loaded;
  const node = load('node');
  const core = load('core');
  const models = load('models');
  const ws2 = readFileSync(path.join(folder('node'), 'lib/transports/ws2.js'), 'utf8');
  const pool = readFileSync(path.join(folder('node'), 'lib/ws2_manager.js'), 'utf8');
  const manager = readFileSync(path.join(folder('core'), 'lib/manager.js'), 'utf8');
  const events = path.join(folder('core'), 'lib/manager/events');
  return [
    ...Object.keys(node),
    ...classNames('WSv2', node['WSv2']),
    ...options('WSv2', ws2, 'opts'),
    ...emitted('WSv2', ws2, 'this'),
    ...classNames('WS2Manager', node['WS2Manager']),
    ...emitted('WS2Manager', pool, 'this'),
    ...Object.keys(core).map((name) => `core.${name}`),
    ...classNames('core.Manager', core['Manager']),
    ...options('core.Manager', manager, 'args'),
    ...emitted('core.Manager', [manager, ...javascript(events)].join('\n'), 'this|m'),
    ...Object.keys(models).map((name) => `models.${name}`),
    ...['OrderBook', 'Order', 'FundingOffer'].flatMap((name) => classNames(`models.${name}`, models[name])),
  ];
};

const javascript = (folder: string): ReadonlyArray<string> =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.js'))
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'))
    .sort();

const isPublic = (name: string): boolean => !/^_|^(?:constructor|length|name|prototype)$/.test(name);

/** Its static members and its methods; the same name once. */
const classNames = (name: string, of: Class | undefined): ReadonlyArray<string> =>
  [...new Set([...Object.getOwnPropertyNames(of ?? {}), ...Object.getOwnPropertyNames(of?.prototype ?? {})])]
    .filter(isPublic)
    .map((member) => `${name}.${member}`);

/** The options that its constructor documents. */
const options = (name: string, text: string, parameter: string): ReadonlyArray<string> => {
  const comment = text.slice(0, text.indexOf('constructor ('));
  const found = [...comment.matchAll(new RegExp(`@param \\{[^}]*\\} \\[?${parameter}\\.(\\w+)`, 'g'))];
  return [...new Set(found.map((match) => `${name}.options.${match[1] ?? ''}`))];
};

/** The events that it emits; `*` where a part of the name is made at run time. */
const emitted = (name: string, text: string, emitters: string): ReadonlyArray<string> => {
  const found = [...text.matchAll(new RegExp(`\\b(?:${emitters})\\.emit\\(['"\`]([^'"\`]+)['"\`]`, 'g'))];
  return [...new Set(found.map((match) => `${name}.events.${(match[1] ?? '').replaceAll(/\$\{[^}]*\}/g, '*')}`))];
};
