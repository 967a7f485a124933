import { createFakeClock } from '@bitfinex-ws/testkit';
import { startOrThrow } from './client.js';
import type { Simulator, SimulatorOptions } from '../src/index.js';

/** Starts simulators, each of which is closed after the test that started it. */
export const simulatorsOfEachTest = (): ((options?: SimulatorOptions) => Promise<Simulator>) => {
  const open: Simulator[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((simulator) => simulator.close()));
  });
  return async (options = {}) => {
    const simulator = await startOrThrow(options);
    open.push(simulator);
    return simulator;
  };
};

/**
 * One simulator for all tests of a file, which does nothing by itself: the clock is turned by hand. After each test its faults end
 * and its connections are killed. It is handed over before the first.
 */
export const simulatorOfAllTests = (take: (simulator: Simulator) => void, options: SimulatorOptions = {}) => {
  const clock = createFakeClock();
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await startOrThrow({ rate: 0, clock, ...options });
    take(simulator);
  });
  afterEach(() => {
    simulator.control.calm();
    simulator.killConnections();
  });
  afterAll(() => simulator.close());
  return clock;
};
