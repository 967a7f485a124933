import type { Client } from '@bitfinex-ws/client';
import type { Meter } from '@opentelemetry/api';
import { METRICS } from './11-metrics.js';

/** The status of a client for OpenTelemetry, as instruments that are observed when a reader collects. The answer ends it. */
export const observeClient = (meter: Meter, client: Client): (() => void) => {
  const ends = METRICS.map(({ kind, name, unit, help, read }) => {
    const options = { description: help, unit: unit === 'seconds' ? 's' : unit === 'bytes' ? 'By' : '1' };
    const dotted = name.replace('bitfinex_ws_', 'bitfinex.ws.');
    const instrument =
      kind === 'counter'
        ? meter.createObservableCounter(dotted, options)
        : meter.createObservableGauge(dotted, options);
    const observe: Parameters<typeof instrument.addCallback>[0] = (result) => {
      for (const [value, attributes] of read(client)) result.observe(value, attributes);
    };
    instrument.addCallback(observe);
    return () => instrument.removeCallback(observe);
  });
  return () => ends.forEach((end) => end());
};
