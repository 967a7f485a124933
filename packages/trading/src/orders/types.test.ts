import { encodeInput, newOrder, type NewOrder } from '@bitfinex-ws/protocol';
import { either as E } from 'fp-ts';

const of = { symbol: 'tBTCUSD', amount: '0.01' } as const;

// What compiles, and what must not: the type check of this file is the test. `npm test` runs it.
const orders: ReadonlyArray<NewOrder> = [
  { ...of, type: 'EXCHANGE LIMIT', price: '30000' },
  { ...of, type: 'MARKET' },
  { ...of, type: 'EXCHANGE STOP', price: '29000' },
  { ...of, type: 'STOP LIMIT', price: '29000', priceAuxLimit: '28990' },
  { ...of, type: 'EXCHANGE TRAILING STOP', priceTrailing: '100' },
  { ...of, type: 'EXCHANGE FOK', price: '30000' },
  { ...of, type: 'IOC', price: '30000', flags: { reduceOnly: true } },
  { ...of, type: 'EXCHANGE LIMIT', price: '30000', priceOcoStop: '28000', cidOco: 4 },
];

const mistakes: ReadonlyArray<() => NewOrder> = [
  // @ts-expect-error a STOP LIMIT without its limit
  () => ({ ...of, type: 'STOP LIMIT', price: '29000' }),
  // @ts-expect-error a STOP LIMIT without its trigger
  () => ({ ...of, type: 'EXCHANGE STOP LIMIT', priceAuxLimit: '28990' }),
  // @ts-expect-error a LIMIT without its price
  () => ({ ...of, type: 'EXCHANGE LIMIT' }),
  // @ts-expect-error a TRAILING STOP with a price instead of a distance
  () => ({ ...of, type: 'TRAILING STOP', price: '30000' }),
  // @ts-expect-error a FOK without its price
  () => ({ ...of, type: 'FOK' }),
  // @ts-expect-error a type that nobody knows
  () => ({ ...of, type: 'ICEBERG', price: '1' }),
  // @ts-expect-error the client id of a stop that does not come with it
  () => ({ ...of, type: 'EXCHANGE LIMIT', price: '30000', cidOco: 4 }),
  // @ts-expect-error a funding symbol
  () => ({ amount: '1', symbol: 'fUSD', type: 'EXCHANGE LIMIT', price: '30000' }),
  // @ts-expect-error the flag of an OCO without its stop
  () => ({ ...of, type: 'EXCHANGE LIMIT', price: '30000', flags: { oco: true } }),
];

test('an order of each type can be written, and needs the prices of its type', () => {
  for (const order of orders) expect(E.isRight(encodeInput(newOrder(order)))).toBe(true);
  expect(mistakes).toHaveLength(9);
});
