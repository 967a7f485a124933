/** How an order on margin or on a derivative is executed; `EXCHANGE ` before it: on the spot wallet. */
export type OrderType = MarginOrderType | `EXCHANGE ${MarginOrderType}`;

type MarginOrderType = 'LIMIT' | 'MARKET' | 'STOP' | 'STOP LIMIT' | 'TRAILING STOP' | 'FOK' | 'IOC';

/** Every type of order. https://docs.bitfinex.com/reference/ws-auth-input-order-new */
export const ORDER_TYPES = [
  'LIMIT',
  'MARKET',
  'STOP',
  'STOP LIMIT',
  'TRAILING STOP',
  'FOK',
  'IOC',
  'EXCHANGE LIMIT',
  'EXCHANGE MARKET',
  'EXCHANGE STOP',
  'EXCHANGE STOP LIMIT',
  'EXCHANGE TRAILING STOP',
  'EXCHANGE FOK',
  'EXCHANGE IOC',
] as const satisfies ReadonlyArray<OrderType>;
