import { either as E } from 'fp-ts';
import type { SimulatorError } from './errors.js';
import { createGate } from './in-process/dial.js';
import { connectScripted, type ClientScript, type ScriptedClient } from './in-process/scripted-client.js';
import { createInProcessTransport, type InProcessTransportFactory } from './in-process/transport.js';
import { createInside, type SimulatedExchange } from './inside.js';
import { resolveOptions, type SimulatorOptions } from './options.js';

/** An exchange within the process: all of a simulator but for the port. */
export interface ExchangeInProcess extends SimulatedExchange {
  /** Connects a client that does what a test says, frame by frame. */
  readonly connect: (script?: ClientScript) => ScriptedClient;
  /**
   * Connects a client of `@bitfinex-ws/client`: `createClient({ transport: exchange.transport, clock })`. Its time-outs run on the
   * clock of the exchange. Structurally the `TransportFactory` of `@bitfinex-ws/transport`.
   */
  readonly transport: InProcessTransportFactory;
}

/** The options of a simulator without those of the port. */
export type ExchangeOptions = Omit<SimulatorOptions, 'host' | 'port'>;

/**
 * Opens an exchange within the process. Frames are delivered in microtasks, in the order in which they were sent, never within the
 * call that sends them; all else happens by the clock. With a clock that is turned by hand nothing depends on the machine: the same
 * seed and the same clients make the same frames, and `hash()` says so.
 */
export const openExchange = (options: ExchangeOptions = {}): E.Either<SimulatorError, ExchangeInProcess> => {
  const config = resolveOptions(options);
  if (E.isLeft(config)) return config;
  const { clock } = config.right;
  const inside = createInside(config.right);
  const gate = createGate(inside.onKnock, clock);
  const exchange = inside.begin({
    rest: gate.rest,
    wake: gate.wake,
    close: () => {
      gate.shut();
      return Promise.resolve();
    },
  });
  return E.right({
    ...exchange,
    connect: (script = {}) => connectScripted(gate, script),
    transport: createInProcessTransport(gate, clock),
  });
};
