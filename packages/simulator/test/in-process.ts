import { createFakeClock, type FakeClock } from '@bitfinex-ws/testkit';
import { explainSimulatorError, openExchange, type ExchangeInProcess, type ExchangeOptions } from '../src/index.js';

/** An exchange on a clock that is turned by hand. */
export const openOrThrow = (
  options: ExchangeOptions = {},
): { readonly exchange: ExchangeInProcess; readonly clock: FakeClock } => {
  const clock = createFakeClock();
  const opened = openExchange({ clock, markets: ['tBTCUSD'], ...options });
  if (opened._tag === 'Left') throw new Error(explainSimulatorError(opened.left));
  return { exchange: opened.right, clock };
};

/** A scripted client that keeps what it hears. */
export const listenerOn = (exchange: ExchangeInProcess) => {
  const heard: string[] = [];
  const ends: unknown[] = [];
  const client = exchange.connect({
    onOpen: () => heard.push('open'),
    onText: (text) => heard.push(text),
    onClose: (end) => ends.push(end),
  });
  return { ...client, heard, ends };
};
