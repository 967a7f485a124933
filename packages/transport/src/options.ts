import { CLOSE_TIMEOUT_MS, CONNECT_TIMEOUT_MS } from './limits.js';
import { systemClock, type Clock } from './ports.js';

/** What every transport can be told. */
export interface TransportOptions {
  /** How long an attempt may take, ms. @default 10_000 */
  readonly connectTimeoutMs?: number;
  /** How long the closing handshake may take before the socket is dropped, ms. @default 2_000 */
  readonly closeTimeoutMs?: number;
  /** Where the timers of the transport run. @default systemClock */
  readonly clock?: Clock;
  /**
   * Told what an `onFrame` threw. A listener that throws is a defect of the listener: the frame is lost to it, the
   * socket, the frames that follow and the process go on. @default says nothing
   */
  readonly onDefect?: (defect: unknown) => void;
}

/** The options with nothing left open. */
export interface TransportSettings {
  readonly connectTimeoutMs: number;
  readonly closeTimeoutMs: number;
  readonly clock: Clock;
  readonly onDefect: (defect: unknown) => void;
}

/** Fills in the defaults. */
export const resolveTransportOptions = (options: TransportOptions): TransportSettings => ({
  connectTimeoutMs: options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
  closeTimeoutMs: options.closeTimeoutMs ?? CLOSE_TIMEOUT_MS,
  clock: options.clock ?? systemClock,
  onDefect: options.onDefect ?? (() => undefined),
});
