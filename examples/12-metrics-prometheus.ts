import { createServer, type Server } from 'node:http';
import type { Client } from '@bitfinex-ws/client';
import { Counter, Gauge, Registry } from 'prom-client';
import { METRICS } from './11-metrics.js';

/** The status of a client for Prometheus: it is read when the registry is asked, and only then. */
export const prometheusRegistry = (client: Client): Registry => {
  const registry = new Registry();
  for (const { kind, name, unit, help, labels, read } of METRICS) {
    const options = { help, labelNames: labels, registers: [registry] };
    const inUnit = unit === '' ? name : `${name}_${unit}`;
    if (kind === 'counter') {
      new Counter({
        ...options,
        name: `${inUnit}_total`,
        collect() {
          this.reset(); // the client counts, since it was made
          for (const [value, with_] of read(client)) this.inc(with_, value);
        },
      });
    } else {
      new Gauge({
        ...options,
        name: inUnit,
        collect() {
          this.reset();
          for (const [value, with_] of read(client)) this.set(with_, value);
        },
      });
    }
  }
  return registry;
};

/** Serves them at /metrics, on loopback. */
export const serveMetrics = (registry: Registry, port: number): Server =>
  createServer((request, response) => {
    if (request.url !== '/metrics') return void response.writeHead(404).end();
    registry.metrics().then(
      (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  }).listen(port, '127.0.0.1');
