export { startSimulator, type Simulator, type SimulatorStats } from './simulator.js';
export type { SimulatorOptions } from './options.js';
export { explainSimulatorError, isRetryableSimulatorError, type SimulatorError } from './errors.js';
