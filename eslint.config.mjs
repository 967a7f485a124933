import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

// Which way a room may look (docs/ARCHITECTURE.md). One tag per package; a package may always see itself.
const sees = {
  machine: [],
  protocol: ['machine'],
  orderbook: ['machine', 'protocol'],
  subscriptions: ['machine', 'protocol'],
  auth: ['machine', 'protocol'],
  trading: ['machine', 'protocol'],
  transport: ['machine'],
  recorder: ['machine', 'transport'],
  simulator: ['machine', 'protocol'],
  client: ['machine', 'protocol', 'orderbook', 'subscriptions', 'auth', 'trading', 'transport'],
  cli: ['client', 'recorder', 'simulator', 'orderbook', 'protocol', 'auth', 'trading', 'transport'],
  testkit: [],
  examples: ['client', 'orderbook', 'simulator', 'auth', 'recorder', 'transport', 'protocol', 'trading'],
  docs: [
    'machine',
    'protocol',
    'orderbook',
    'subscriptions',
    'auth',
    'trading',
    'transport',
    'recorder',
    'simulator',
    'client',
    'cli',
  ],
};
const external = {
  machine: ['fp-ts'],
  protocol: ['fp-ts', 'io-ts'],
  orderbook: ['fp-ts', 'crc-32'],
  subscriptions: [],
  auth: ['fp-ts', 'node:*'],
  trading: ['fp-ts'],
  transport: ['fp-ts', 'ws', 'node:*'],
  recorder: ['fp-ts', 'node:*'],
  simulator: ['fp-ts', 'ws', 'node:*'],
  client: ['fp-ts'],
  // The charts are for the page, into which they are bundled.
  cli: ['fp-ts', 'node:*', 'lightweight-charts'],
  testkit: ['fp-ts', 'fast-check', 'node:*'],
  examples: ['fp-ts', 'node:*', 'prom-client', '@opentelemetry/*', 'esbuild'],
  docs: ['typescript', 'node:*'],
};
const pure = ['machine', 'protocol', 'orderbook', 'subscriptions', 'auth', 'trading'];

const boundaries = (alsoPackages, alsoExternal) => [
  'error',
  {
    enforceBuildableLibDependency: false,
    banTransitiveDependencies: true,
    // A package's private imports (the `imports` map of its manifest) lead into the package itself.
    allow: ['#platform', '#dial-verdict'],
    depConstraints: Object.entries(sees).map(([name, others]) => ({
      sourceTag: `pkg:${name}`,
      onlyDependOnLibsWithTags: [name, ...others, ...alsoPackages].map((other) => `pkg:${other}`),
      allowedExternalImports: [...external[name], ...alsoExternal],
    })),
  },
];

const clockAndDice = [
  { object: 'Date', property: 'now', message: 'Pure packages read no clock: take the time as an input.' },
  { object: 'Math', property: 'random', message: 'Pure packages throw no dice: take the randomness as an input.' },
  { object: 'performance', property: 'now', message: 'Pure packages read no clock: take the time as an input.' },
];
const clockAndTimers = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Pure packages read no clock: take the time as an input.',
  },
  {
    selector: 'CallExpression[callee.name=/^(setTimeout|setInterval|setImmediate|fetch)$/]',
    message: 'Pure packages start no timer and reach no network: return an effect.',
  },
];
const subpaths = {
  group: ['fp-ts/*', 'io-ts/*'],
  message: "Write import { either as E } from 'fp-ts': its subpaths do not resolve in native ESM.",
};
// What a browser may bundle (docs/ARCHITECTURE.md, Sizes): fp-ts and its types, never its code.
const bundled = [...pure, 'transport', 'recorder', 'client'];
const fpTs = {
  group: ['fp-ts'],
  allowTypeImports: true,
  message: 'Take left, right, isLeft … from @bitfinex-ws/machine: a bundler can leave out nothing of fp-ts.',
};
const noNode = { group: ['node:*'], message: 'Pure packages run everywhere: no Node modules.' };

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '**/.cache/**', '**/.nx/**'] },
  {
    // The tools: as long as other sources, and with nothing left behind. They have no types to check.
    files: ['**/*.mjs', '**/*.cjs'],
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'max-lines': ['error', { max: 300 }],
      'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'prefer-const': 'error',
      eqeqeq: 'error',
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { '@nx': nx },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'max-lines': ['error', { max: 300 }],
      'no-console': 'error',
      'no-restricted-imports': ['error', { patterns: [subpaths] }],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Export by name.' },
        { selector: 'ExportAllDeclaration', message: 'Name what index.ts exports.' },
      ],
      '@nx/enforce-module-boundaries': boundaries([], []),
    },
  },
  {
    files: pure.map((name) => `packages/${name}/src/**/*.ts`),
    ignores: ['**/*.test.ts', 'packages/auth/src/node*.ts'],
    rules: {
      'no-restricted-properties': ['error', ...clockAndDice],
      'no-restricted-imports': ['error', { patterns: [subpaths, noNode] }],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Export by name.' },
        { selector: 'ExportAllDeclaration', message: 'Name what index.ts exports.' },
        ...clockAndTimers,
      ],
    },
  },
  {
    files: bundled.map((name) => `packages/${name}/src/**/*.ts`),
    ignores: ['**/*.test.ts'],
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns: [fpTs] }] },
  },
  {
    files: ['**/*.test.ts', 'packages/*/test/**/*.ts'],
    rules: {
      '@nx/enforce-module-boundaries': boundaries(
        ['simulator', 'testkit'],
        ['fast-check', 'node:*', 'ws', 'crc-32', 'playwright-core'],
      ),
    },
  },
);
