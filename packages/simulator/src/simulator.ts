import { either as E } from 'fp-ts';
import type { SimulatorError } from './errors.js';
import { createInside, type SimulatedExchange } from './inside.js';
import { resolveOptions, type SimulatorOptions } from './options.js';
import { listen } from './server.js';

/** A running simulator: an exchange that listens on a port. */
export interface Simulator extends SimulatedExchange {
  /** Where a client connects, such as `ws://127.0.0.1:40123/ws/2`. */
  readonly url: string;
  readonly host: string;
  readonly port: number;
}

/** Starts a server that speaks the Bitfinex v2 WebSocket protocol, on loopback unless told otherwise. */
export const startSimulator = async (options: SimulatorOptions = {}): Promise<E.Either<SimulatorError, Simulator>> => {
  const config = resolveOptions(options);
  if (E.isLeft(config)) return config;
  const { host, port, clock } = config.right;
  const inside = createInside(config.right);
  const listening = await listen({ host, port, clock, onKnock: () => inside.onKnock().answer });
  if (E.isLeft(listening)) return listening;
  const server = listening.right;
  return E.right({
    ...inside.begin(server),
    url: `ws://${host.includes(':') ? `[${host}]` : host}:${server.port}/ws/2`,
    host,
    port: server.port,
  });
};
