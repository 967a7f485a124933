import type { Scenario, TimelineEntry } from './scenario.js';

/** Names of the scenarios that are ready to be used. */
export type ScenarioName = 'maintenance' | 'restart' | 'slow-network' | 'clock-skew' | 'bad-orders' | 'bad-evening';

/** A line that holds from the greeting of each connection on. */
const always = (fault: TimelineEntry['fault']): TimelineEntry => ({ afterConnect: 0, fault });

/** Ready-made scenarios by name: for `startSimulator({ scenario: SCENARIOS.restart })`, or `bitfinex-ws simulate --scenario restart`. */
export const SCENARIOS: Readonly<Record<ScenarioName, Scenario>> = {
  maintenance: {
    name: 'maintenance',
    timeline: [{ every: 90_000, from: 15_000, fault: { type: 'maintenance', ms: 30_000, subscribe: 'refused' } }],
  },
  restart: {
    name: 'restart',
    timeline: [{ every: 60_000, from: 20_000, fault: { type: 'restart', ms: 5_000, notice: 500 } }],
  },
  'slow-network': {
    name: 'slow-network',
    timeline: [
      always({ type: 'latency', ms: 150, jitter: 250, way: 'both' }),
      always({ type: 'bandwidth', bytesPerSecond: 64_000 }),
      { every: 45_000, connections: 'one', fault: { type: 'stall', ms: 4_000 } },
    ],
  },
  'clock-skew': {
    name: 'clock-skew',
    timeline: [{ at: 0, fault: { type: 'clock-skew', ms: 90_000, drift: 2 } }],
  },
  'bad-orders': {
    name: 'bad-orders',
    timeline: [
      always({ type: 'shuffle' }),
      always({ type: 'rate-limit', inputs: 60, ms: 60_000 }),
      { every: 7_000, fault: { type: 'ack-behind', request: 'on' } },
      { every: 11_000, fault: { type: 'ack-late', request: 'on', ms: [200, 2_000], data: 'first' } },
      { every: 13_000, fault: { type: 'ack-doubled', request: 'oc' } },
      { every: 17_000, fault: { type: 'ack-lost', request: 'on' } },
      { every: 19_000, fault: { type: 'refuse', code: 10_001, request: 'ou', row: 'nulls', msg: 'Invalid order.' } },
      { every: 41_000, fault: { type: 'cut-after', request: 'on' } },
      { every: 43_000, fault: { type: 'cut-before', request: 'on' } },
    ],
  },
  'bad-evening': {
    name: 'bad-evening',
    timeline: [
      always({ type: 'latency', ms: 40, jitter: 60, way: 'both' }),
      { chance: 0.0005, fault: { type: 'drop' } },
      { chance: 0.0002, fault: { type: 'double' } },
      { chance: 0.0002, fault: { type: 'swap' } },
      { chance: 0.0001, fault: { type: 'corrupt', how: 'digit', frames: { channel: 'book' } } },
      { every: 20_000, fault: { type: 'ack-late', ms: [1_000, 9_000] } },
      { every: 31_000, connections: 'one', fault: { type: 'stall', ms: 8_000 } },
      { every: 47_000, connections: 'one', fault: { type: 'reset' } },
      { every: 83_000, connections: 'one', fault: { type: 'half-open' } },
      { at: 60_000, fault: { type: 'refuse-handshake', status: 429, retryAfter: 5, times: 3 } },
      { every: 300_000, from: 100_000, fault: { type: 'maintenance', ms: 20_000 } },
      { every: 300_000, from: 180_000, fault: { type: 'restart', ms: 8_000, notice: 200 } },
    ],
  },
};

/** The ready-made scenario of this name; null where there is none. */
export const scenarioNamed = (name: string): Scenario | null =>
  Object.hasOwn(SCENARIOS, name) ? SCENARIOS[name as ScenarioName] : null;
