import { base } from './jest.base.mjs';

export default {
  ...base,
  rootDir: '.',
  roots: ['<rootDir>/packages', '<rootDir>/tools', '<rootDir>/examples'],
  testMatch: [
    '<rootDir>/packages/*/{src,page}/**/*.test.ts',
    '<rootDir>/tools/**/*.test.ts',
    '<rootDir>/examples/*.test.ts',
  ],
  cacheDirectory: '<rootDir>/.cache/jest',
  reporters: ['default', '<rootDir>/tools/jest-count-reporter.cjs'],
};
