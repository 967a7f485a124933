// Shared by the root run (jest.config.mjs) and the per-package runs (jest.package.mjs).
import { fileURLToPath } from 'node:url';

export const base = {
  testEnvironment: 'node',
  // Workspace packages are found through their '@bitfinex-ws/source' export condition: tests need no build.
  testEnvironmentOptions: {
    customExportConditions: ['@bitfinex-ws/source', 'node', 'node-addons'],
  },
  moduleFileExtensions: ['js', 'ts', 'json', 'node'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
        sourceMaps: 'inline',
        module: { type: 'commonjs' },
      },
    ],
  },
  modulePathIgnorePatterns: ['/dist/', '/.nx/', '/.cache/'],
  watchman: false,
  setupFilesAfterEnv: ['./tools/jest-seed.cjs', './tools/secrets-guard.cjs'].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  ),
  // No test is timed: this only ends one that hangs, and must not end one on a machine that is busy with other things. No
  // test says less for itself.
  testTimeout: 300_000,
};
