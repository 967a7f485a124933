import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { book, createClient, orThrow, ticker, type Client } from '@bitfinex-ws/client';
import { openExchange, type ExchangeInProcess } from '@bitfinex-ws/simulator';
import type { Meter } from '@opentelemetry/api';
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import { prometheusRegistry, serveMetrics } from './12-metrics-prometheus.js';
import { observeClient } from './13-metrics-otel.js';

let exchange: ExchangeInProcess;
let client: Client;

beforeEach(async () => {
  jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick', 'setImmediate'] });
  const opened = openExchange({ markets: ['tBTCUSD', 'tETHUSD'], seed: 6, rate: 5 });
  if (opened._tag === 'Left') throw new Error(opened.left._tag);
  exchange = opened.right;
  client = createClient({ transport: exchange.transport });
  const asked = [
    orThrow(client.subscribe(book('tBTCUSD'))),
    orThrow(client.subscribe(book('tBTCUSD'))), // shares the channel of the one before
    orThrow(client.subscribe(ticker('tETHUSD'))),
  ];
  await jest.advanceTimersByTimeAsync(20_000);
  await Promise.all(asked);
});
afterEach(async () => {
  await Promise.all([client.close(), exchange.close()]);
  jest.useRealTimers();
});

const valuesOf = (text: string): ReadonlyMap<string, number> =>
  new Map(
    text
      .split('\n')
      .filter((line) => /^bitfinex/.test(line))
      .map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
  );

test('Prometheus reads the client at the moment at which it asks', async () => {
  const registry = prometheusRegistry(client);
  const before = valuesOf(await registry.metrics());
  const channel = 'channel="book:tBTCUSD:P0:F0:25"';
  expect(before.get('bitfinex_ws_connections{state="open"}')).toBe(1);
  expect(before.get('bitfinex_ws_slots{use="used"}')).toBe(2);
  expect(before.get('bitfinex_ws_subscriptions{state="live"}')).toBe(3);
  expect(before.get(`bitfinex_ws_book_readable{${channel}}`)).toBe(1);
  expect(before.get('bitfinex_ws_dials_total{conn="1"}')).toBe(1);
  expect(before.get('bitfinex_ws_sequence_gaps_total{counter="message"}')).toBe(0);
  expect(before.get('bitfinex_ws_round_trip_seconds{conn="1"}')).toBeGreaterThanOrEqual(0);
  const counted = client.status().subscriptions.find(({ key }) => key.startsWith('book'))?.messages;
  expect(before.get(`bitfinex_ws_messages_total{${channel}}`)).toBe(counted);

  exchange.corruptNextBookFrame('tBTCUSD');
  await jest.advanceTimersByTimeAsync(5_000);
  exchange.control.inject({ type: 'reset' });
  await jest.advanceTimersByTimeAsync(0);
  const away = valuesOf(await registry.metrics());
  expect(away.get('bitfinex_ws_connections{state="open"}')).toBe(0);
  expect(away.get(`bitfinex_ws_book_readable{${channel}}`)).toBe(0);
  await jest.advanceTimersByTimeAsync(30_000);

  const after = valuesOf(await registry.metrics());
  expect(after.get('bitfinex_ws_dials_total{conn="1"}')).toBeGreaterThan(1);
  expect(after.get(`bitfinex_ws_book_checksums_total{${channel},result="mismatched"}`)).toBe(1);
  expect(after.get(`bitfinex_ws_channel_gaps_total{${channel}}`)).toBeGreaterThanOrEqual(2);
  expect(after.get('bitfinex_ws_frames_total')).toBeGreaterThan(before.get('bitfinex_ws_frames_total') ?? Infinity);
  expect(after.get(`bitfinex_ws_book_readable{${channel}}`)).toBe(1);
});

test('what the recipe alarms on is there', async () => {
  const recipe = await readFile(path.join(__dirname, '../docs/recipes/metrics.md'), 'utf8');
  const named = new Set(recipe.match(/\bbitfinex_ws_\w+/g) ?? []);
  const told = new Set(
    [...valuesOf(await prometheusRegistry(client).metrics()).keys()].map((key) => key.split('{')[0]),
  );
  expect([...named].filter((name) => !told.has(name))).toEqual([]);
  expect(named.size).toBeGreaterThan(5);
});

test('they are served on loopback, and nothing else is', async () => {
  const server = serveMetrics(prometheusRegistry(client), 0);
  await once(server, 'listening');
  const { address, port } = server.address() as AddressInfo;
  expect(address).toBe('127.0.0.1');
  const answer = await fetch(`http://127.0.0.1:${port}/metrics`);
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  expect(valuesOf(await answer.text()).get('bitfinex_ws_connections{state="open"}')).toBe(1);
  expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(404);
  server.closeAllConnections();
  server.close();
});

test('OpenTelemetry has the same values, in its own units, until it is told to stop', async () => {
  const reader = new PrometheusExporter({ preventServerStart: true });
  const provider = new MeterProvider({ readers: [reader] });
  const meter: Meter = provider.getMeter('bitfinex-ws');
  const end = observeClient(meter, client);
  const metricsOf = async () => {
    const { resourceMetrics } = await reader.collect();
    return new Map(
      resourceMetrics.scopeMetrics.flatMap(({ metrics }) =>
        metrics.map((each) => [each.descriptor.name, each] as const),
      ),
    );
  };
  const metrics = await metricsOf();
  const status = client.status();
  expect(metrics.get('bitfinex.ws.frames')?.dataPoints.map(({ value }) => value)).toEqual([status.counters.frames]);
  expect(metrics.get('bitfinex.ws.last_frame_age')?.descriptor.unit).toBe('s');
  expect(
    metrics.get('bitfinex.ws.slots')?.dataPoints.map(({ attributes, value }) => [attributes['use'], value]),
  ).toEqual([
    ['used', 2],
    ['free', 23],
  ]);
  end();
  await jest.advanceTimersByTimeAsync(5_000);
  expect((await metricsOf()).get('bitfinex.ws.frames')?.dataPoints.map(({ value }) => value)).toEqual([
    status.counters.frames,
  ]);
  expect(client.status().counters.frames).toBeGreaterThan(status.counters.frames);
  await provider.shutdown();
});
