// Only one rule lives here: no import cycle inside a package. Cycles of `import type` are none when the code runs: a channel's
// file names the union of all messages, and the union names each channel's message.
// Which package may see which is an ESLint rule (eslint.config.mjs).
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(\\.test\\.ts$|/dist/)' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@bitfinex-ws/source', 'import', 'node', 'types'],
      extensions: ['.ts', '.js', '.d.ts'],
    },
  },
};
