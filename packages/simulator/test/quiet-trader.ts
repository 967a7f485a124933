import { settle, type FakeClock } from '@bitfinex-ws/testkit';
import type { ExchangeInProcess, ExchangeOptions } from '../src/index.js';
import { listenerOn, openOrThrow } from './in-process.js';
import { loginRequest } from './trader.js';

/** A client within the process that has logged in. */
export interface QuietTrader {
  readonly exchange: ExchangeInProcess;
  readonly clock: FakeClock;
  readonly input: (code: string, body: unknown) => void;
  readonly send: (request: object) => void;
  /** What has come since, each frame as a word or two: `on-req SUCCESS`, `on`, `te`, `auth OK`, `error 11010`, `data`. */
  readonly story: () => Promise<ReadonlyArray<string>>;
  /** The frames that have come since. */
  readonly frames: () => Promise<ReadonlyArray<string>>;
  readonly ends: ReadonlyArray<unknown>;
}

type Place = Pick<QuietTrader, 'exchange' | 'clock'>;

/** An exchange whose markets stand still. */
export const quietPlace = (options: ExchangeOptions = {}): Place => openOrThrow({ rate: 0, ...options });

/** Logs in; what the login brings is left to be heard. */
export const quietTrader = async ({ exchange, clock }: Place, login: object = {}): Promise<QuietTrader> => {
  const client = listenerOn(exchange);
  const [key] = exchange.keys;
  if (!key) throw new Error('no key');
  client.send(loginRequest(key, login));
  await settle();
  const frames = async (): Promise<ReadonlyArray<string>> => {
    await settle();
    return client.heard.splice(0);
  };
  return {
    exchange,
    clock,
    input: (code, body) => client.send([0, code, null, body]),
    send: client.send,
    frames,
    story: async () => (await frames()).map(wordOf),
    ends: client.ends,
  };
};

/** A frame as a word or two. */
const wordOf = (text: string): string => {
  if (text === 'open') return text;
  const frame = JSON.parse(text) as unknown;
  if (!Array.isArray(frame)) {
    const { event, code, status } = frame as { event: string; code?: number; status?: string };
    return [event, code ?? status ?? ''].join(' ').trim();
  }
  const [chanId, code, row] = frame as [number, unknown, ReadonlyArray<unknown>];
  if (chanId !== 0) return 'data';
  return code === 'n' ? `${String(row[1])} ${String(row[6])}` : String(code);
};

/** An order that rests far from the market, and one that fills at once. */
export const RESTING = { type: 'EXCHANGE LIMIT', symbol: 'tBTCUSD', amount: '0.1', price: '100', cid: 7 };
export const TAKING = { type: 'EXCHANGE MARKET', symbol: 'tBTCUSD', amount: '0.1', cid: 8 };
