export { run } from './run.js';
export type { Io, Output, Signal } from './io/ports.js';
export { createMemoryIo, type MemoryIo, type MemoryOptions, type MemoryOutput } from './io/memory.js';
export { createNodeIo } from './io/node.js';
export {
  exitCodeOf,
  explainCliError,
  isRetryableCliError,
  type CliError,
  type RuntimeError,
  type UsageError,
} from './errors.js';
