import type { AccountMessage, AccountTrade, FundingOffer, Order, Position, Wallet } from '@bitfinex-ws/protocol';

/*
 * Rows and messages of an account as a decoder gives them: what a test does not name has a plain value.
 */

const trailers = { chanId: 0, seq: null, accountSeq: null, serverTime: null } as const;

/** An order to buy 1 BTC at 100 USD. */
export const order = (fields: Partial<Order>): Order => ({
  id: 1,
  gid: null,
  cid: 1000,
  symbol: 'tBTCUSD',
  mtsCreate: 1,
  mtsUpdate: 1,
  amount: 1,
  amountOrig: 1,
  orderType: 'EXCHANGE LIMIT',
  typePrev: null,
  mtsTif: null,
  flags: 0,
  status: 'ACTIVE',
  price: 100,
  priceAvg: 0,
  priceTrailing: 0,
  priceAuxLimit: 0,
  notify: false,
  hidden: false,
  placedId: null,
  routing: 'API>BFX',
  meta: null,
  ...fields,
});

/** A long position of 1 BTC, nothing of which is calculated. */
export const position = (fields: Partial<Position>): Position => ({
  symbol: 'tBTCUSD',
  status: 'ACTIVE',
  amount: 1,
  basePrice: 100,
  marginFunding: 0,
  marginFundingType: 0,
  pl: null,
  plPerc: null,
  priceLiq: null,
  leverage: null,
  positionId: 1,
  mtsCreate: null,
  mtsUpdate: null,
  type: 0,
  collateral: 0,
  collateralMin: null,
  meta: null,
  ...fields,
});

/** A wallet of 100 USD, of which nobody has calculated what is available. */
export const wallet = (fields: Partial<Wallet>): Wallet => ({
  type: 'exchange',
  currency: 'USD',
  balance: 100,
  unsettledInterest: 0,
  balanceAvailable: null,
  description: null,
  meta: null,
  ...fields,
});

/** An offer of 500 USD for two days. */
export const offer = (fields: Partial<FundingOffer>): FundingOffer => ({
  id: 1,
  symbol: 'fUSD',
  mtsCreated: 1,
  mtsUpdated: 1,
  amount: 500,
  amountOrig: 500,
  type: 'LIMIT',
  flags: 0,
  status: 'ACTIVE',
  rate: 0.0002,
  period: 2,
  notify: false,
  hidden: false,
  renew: false,
  rateReal: null,
  ...fields,
});

/** A trade at match time: its fee is not known. */
export const trade = (fields: Partial<AccountTrade>): AccountTrade => ({
  id: 1,
  symbol: 'tBTCUSD',
  mtsCreate: 1,
  orderId: 1,
  execAmount: 1,
  execPrice: 100,
  orderType: 'EXCHANGE LIMIT',
  orderPrice: 100,
  maker: 1,
  fee: null,
  feeCurrency: null,
  cid: 1000,
  ...fields,
});

/** Messages by their code. */
export const say = {
  os: (...orders: Order[]): AccountMessage => ({ ...trailers, type: 'orders', code: 'os', orders }),
  on: (row: Order): AccountMessage => ({ ...trailers, type: 'order', code: 'on', order: row }),
  ou: (row: Order): AccountMessage => ({ ...trailers, type: 'order', code: 'ou', order: row }),
  oc: (row: Order): AccountMessage => ({ ...trailers, type: 'order', code: 'oc', order: row }),
  ps: (...positions: Position[]): AccountMessage => ({ ...trailers, type: 'positions', code: 'ps', positions }),
  pn: (row: Position): AccountMessage => ({ ...trailers, type: 'position', code: 'pn', position: row }),
  pu: (row: Position): AccountMessage => ({ ...trailers, type: 'position', code: 'pu', position: row }),
  pc: (row: Position): AccountMessage => ({ ...trailers, type: 'position', code: 'pc', position: row }),
  ws: (...wallets: Wallet[]): AccountMessage => ({ ...trailers, type: 'wallets', code: 'ws', wallets }),
  wu: (row: Wallet): AccountMessage => ({ ...trailers, type: 'wallet', code: 'wu', wallet: row }),
  fos: (...offers: FundingOffer[]): AccountMessage => ({ ...trailers, type: 'fundingOffers', code: 'fos', offers }),
  fon: (row: FundingOffer): AccountMessage => ({ ...trailers, type: 'fundingOffer', code: 'fon', offer: row }),
  fou: (row: FundingOffer): AccountMessage => ({ ...trailers, type: 'fundingOffer', code: 'fou', offer: row }),
  foc: (row: FundingOffer): AccountMessage => ({ ...trailers, type: 'fundingOffer', code: 'foc', offer: row }),
  fcs: (): AccountMessage => ({ ...trailers, type: 'fundingCredits', code: 'fcs', credits: [] }),
  fls: (): AccountMessage => ({ ...trailers, type: 'fundingLoans', code: 'fls', loans: [] }),
  te: (row: AccountTrade): AccountMessage => ({ ...trailers, type: 'accountTrade', code: 'te', trade: row }),
  tu: (row: AccountTrade): AccountMessage => ({ ...trailers, type: 'accountTrade', code: 'tu', trade: row }),
  bu: (aum: number): AccountMessage => ({ ...trailers, type: 'balance', code: 'bu', balance: { aum, aumNet: aum } }),
};
