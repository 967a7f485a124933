/** What is wrong with an order, and what is said to it. */
export const REFUSALS: ReadonlyArray<readonly [wrong: object, text: string | RegExp]> = [
  [{ type: 'SWAP' }, 'type: invalid'],
  [{ symbol: 'tNOPE' }, 'symbol: invalid'],
  [{ amount: 'much' }, 'amount: invalid'],
  [{ amount: '0.00001' }, 'Invalid order: minimum size for BTC/USD is 0.0001'],
  [{ price: '-1' }, 'Invalid price.'],
  [{ price: '0.4' }, 'Invalid price.'],
  [{ price: 'cheap' }, 'Invalid price.'],
  [{ cid: 2 ** 46 }, 'cid: invalid'],
  [{ tif: '2001-01-01 00:00:00' }, 'tif: invalid'],
  [{ amount: '5000' }, /^Invalid order: not enough exchange balance for 5000 BTC\/USD/],
  [{ type: 'LIMIT', symbol: 'tXRPBTC' }, 'This pair cannot be traded on margin.'],
];
