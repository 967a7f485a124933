import { fileURLToPath } from 'node:url';
import { base } from './jest.base.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

export default {
  ...base,
  testMatch: ['<rootDir>/{src,page}/**/*.test.ts'],
  cacheDirectory: here('./.cache/jest'),
  reporters: ['default', here('./tools/jest-count-reporter.cjs')],
};
