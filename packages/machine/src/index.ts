export { isLeft, isRight, left, mapLeft, mapRight, right } from './either.js';
export type { Machine, Step } from './machine.js';
export { createLoop, type DefectSource, type Loop, type RunEffect } from './loop.js';
export type { Cancel, Clock, Random } from './ports.js';
export { createTimers, type Timers } from './timers.js';
