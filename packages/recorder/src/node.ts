export { openRecording, type OpenOptions } from './open.js';
export { readRecording, type ReadOptions } from './read.js';
