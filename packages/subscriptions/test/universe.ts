import type { ChannelSpec } from '@bitfinex-ws/protocol';

const symbols = ['tAAAUSD', 'tBBBUSD', 'tCCCUSD', 'tDDDUSD'] as const;
/** Everything that a walk subscribes to, by its key. */
export const universe: ReadonlyArray<readonly [string, ChannelSpec]> = symbols.flatMap((symbol) => [
  [`ticker:${symbol}`, { channel: 'ticker', symbol }],
  [`book:${symbol}:P0:F0:25`, { channel: 'book', symbol, prec: 'P0', freq: 'F0', len: 25 }],
  [`book:${symbol}:P1:F1:100`, { channel: 'book', symbol, prec: 'P1', freq: 'F1', len: 100 }],
]);
/** The one that servers refuse. */
export const refused = 'ticker:tDDDUSD';
const keys = new Map(universe.map(([key, spec]) => [JSON.stringify(spec), key]));
/** The key of a spec. */
export const keyOf = (spec: ChannelSpec | null): string => keys.get(JSON.stringify(spec)) ?? 'unknown';
