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
  // Of two cores Jest would use one, and leave the other to a terminal that nobody looks at.
  maxWorkers: '100%',
  cacheDirectory: '<rootDir>/.cache/jest',
  reporters: ['default', '<rootDir>/tools/jest-count-reporter.cjs'],
};
