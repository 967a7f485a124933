// ccxt 4.5.84, its pro.bitfinex: markets injected in place of loadMarkets, which asks REST; nothing else is.
// Its orders go by REST, so that another session, with another key of the same account, places them here: bitfinex-api-node.
import bfx from 'bitfinex-api-node';
import ccxt from 'ccxt';
import { absent, defect, fails, keys, seconds, shows, until, url, wait, within, works } from './_child.mjs';

const market = (id, base, quote, extra = {}) => ({
  id,
  symbol: `${base}/${quote}${extra.swap ? ':UST' : ''}`,
  base,
  quote,
  baseId: base,
  quoteId: quote,
  type: extra.swap ? 'swap' : 'spot',
  spot: !extra.swap,
  swap: false,
  active: true,
  precision: { price: 5, amount: 8 },
  limits: {},
  info: {},
  ...extra,
});
const MARKETS = [
  market('tBTCUSD', 'BTC', 'USD'),
  market('tETHUSD', 'ETH', 'USD'),
  market('tLTCUSD', 'LTC', 'USD'),
  market('tSOLUSD', 'SOL', 'USD'),
  market('tXRPUSD', 'XRP', 'USD'),
  market('tXRPBTC', 'XRP', 'BTC'),
  market('tETHBTC', 'ETH', 'BTC'),
  market('tDUSK:USD', 'DUSK', 'USD'),
];

const exchanges = [];
const create = async (key = {}) => {
  const exchange = new ccxt.pro.bitfinex({ apiKey: key.apiKey, secret: key.apiSecret, enableRateLimit: false });
  exchange.urls.api.ws = { public: url, private: url };
  exchange.setMarkets(MARKETS);
  // As it asks for itself where the URL is not wss.
  await exchange.loadHttpProxyAgent();
  exchanges.push(exchange);
  return exchange;
};

/** Watches again and again until the time is over; `end` is the exception that ended it before. */
const follow = async (watch, onValue, limit = seconds) => {
  const seen = { count: 0, end: null };
  const from = performance.now();
  while (performance.now() - from < limit * 1000) {
    const left = limit * 1000 - (performance.now() - from);
    try {
      const value = await Promise.race([watch(), wait(left, null, { ref: false })]);
      if (value === null) break;
      seen.count++;
      onValue?.(value);
    } catch (error) {
      seen.end = error;
      break;
    }
  }
  return seen;
};
const told = (feature, { count, end }, unit) => {
  if (end !== null) fails(feature, `${count} ${unit}, then ${end.message}`);
  else if (count === 0) fails(feature, 'none came');
  else works(feature, `${count} ${unit}`);
};

const isCrossed = ({ bids, asks }) => bids[0][0] >= asks[0][0];

const book = async (feature, symbol, limit, params, known) => {
  const exchange = await create();
  let crossed = 0;
  let checked = 0;
  const handle = exchange.handleChecksum;
  exchange.handleChecksum = function (...args) {
    checked++;
    return handle.apply(this, args);
  };
  const seen = await follow(
    () => exchange.watchOrderBook(symbol, limit, params),
    (b) => (crossed += isCrossed(b) ? 1 : 0),
  );
  const name = `${symbol} ${params.prec ?? 'P0'} ${limit ?? 25}`;
  if (seen.count === 0 && seen.end === null) fails(feature, `${name}: no book`);
  else if (seen.end instanceof ccxt.ChecksumError && known)
    defect(feature, `${name}: ${seen.end.constructor.name} after ${checked} checksums: ${known}`);
  else if (seen.end !== null) fails(feature, `${name}: ${seen.end.message} after ${checked} checksums`);
  else if (crossed > 0) fails(feature, `${name}: crossed`);
  else return { name, checked, updates: seen.count };
  return null;
};

const channels = async () => {
  const exchange = await create();
  const symbol = 'BTC/USD';
  const [ticker, trades, candles] = await Promise.all([
    follow(
      () => exchange.watchTicker(symbol),
      (t) => t.bid < t.ask || fails('ticker', 'crossed'),
    ),
    follow(() => exchange.watchTrades(symbol)),
    follow(() => exchange.watchOHLCV(symbol, '1m')),
  ]);
  told('ticker', ticker, 'tickers');
  told('trades', trades, 'answers');
  told('candles', candles, 'answers');
  await shows('unsubscribe', within(exchange.unWatchTicker(symbol), 'unsubscribed', 5), () => 'by id, sent as text');
};

const books = async () => {
  const good = await Promise.all([
    book('checksum P', 'BTC/USD', 25, {}),
    book('checksum P', 'ETH/USD', 100, {}),
    book('checksum P', 'LTC/USD', undefined, {}),
    book('checksum P', 'ETH/BTC', 25, { prec: 'P1' }),
    book('checksum P', 'DUSK/USD', 25, { prec: 'P2' }),
  ]);
  if (good.every((each) => each !== null)) {
    works(
      'book P0',
      good
        .slice(0, 3)
        .map(({ name }) => name)
        .join(', '),
    );
    works(
      'book P1–P4',
      good
        .slice(3)
        .map(({ name }) => name)
        .join(', '),
    );
    const sum = good.reduce((all, { checked }) => all + checked, 0);
    if (good.every(({ checked }) => checked >= Math.floor(seconds / 5)))
      works('checksum P', `${sum} of ${sum} matched`);
    else fails('checksum P', `only ${sum} in all`);
  }
};
const small = async () => {
  const seen = await book('checksum 1e-7', 'XRP/BTC', 25, {}, 'it writes 9.9e-7 as 0.00000099 into the checksum');
  if (seen) works('checksum 1e-7', `${seen.name}: ${seen.checked} matched`);
};
const raw = async () => {
  const seen = await Promise.all([
    book('checksum R0', 'SOL/USD', 25, { prec: 'R0' }, ''),
    book('checksum R0', 'XRP/USD', 100, { prec: 'R0' }, ''),
  ]);
  if (seen.some((each) => each === null)) return;
  works('book R0', seen.map(({ name }) => name).join(', '));
  const sum = seen.reduce((all, { checked }) => all + checked, 0);
  works('checksum R0', `${sum} of ${sum} matched`);
};

const account = async () => {
  const [key, second] = keys;
  const bad = await create({ apiKey: key.apiKey, apiSecret: 'not the secret' });
  await shows(
    'login refused',
    within(bad.watchBalance(), 'an answer').then(
      () => Promise.reject(new Error('was taken')),
      (error) => (error instanceof ccxt.AuthenticationError ? 'AuthenticationError' : Promise.reject(error)),
    ),
  );

  const exchange = await create(key);
  await shows(
    'login',
    within(exchange.watchBalance(), 'a balance'),
    (balance) => `key and secret; BTC ${balance.BTC.total}`,
  );
  const other = new bfx.WSv2({ url, ...second });
  other.on('error', () => undefined);
  await other.open();
  await other.auth();
  const mine = { orders: new Map(), trades: [], balances: [] };
  void follow(
    () => exchange.watchOrders('BTC/USD'),
    (all) => all.forEach((o) => mine.orders.set(`${o.id} ${o.status}`, o)),
    120,
  );
  void follow(
    () => exchange.watchMyTrades('BTC/USD'),
    (all) => mine.trades.push(...all),
    120,
  );
  void follow(
    () => exchange.watchBalance(),
    (b) => mine.balances.push(b),
    120,
  );
  await wait(300);
  const on = (more) => ({
    cid: Date.now(),
    symbol: 'tBTCUSD',
    type: 'EXCHANGE LIMIT',
    amount: '0.01',
    price: '50000',
    ...more,
  });
  const place = async (more) => await within(other.submitOrder(on(more)), 'on-req');
  const [id] = await place({});
  await shows(
    'order new',
    until(() => mine.orders.has(`${id} open`), 'an open order'),
    () => 'REST only; watchOrders: open',
  );
  await other.updateOrder({ id, price: '49000' });
  await shows(
    'order update',
    until(() => mine.orders.get(`${id} open`)?.price === 49_000, 'another price'),
    () => 'REST only; watchOrders: new price',
  );
  await other.cancelOrder(id);
  await shows(
    'order cancel',
    until(() => mine.orders.has(`${id} canceled`), 'canceled'),
    () => 'REST only; watchOrders: canceled',
  );
  const [taken] = await place({ type: 'EXCHANGE MARKET', amount: '0.05', price: undefined });
  await shows(
    'fills',
    until(
      () => mine.trades.some((t) => t.order === String(taken) && t.fee?.cost) && mine.orders.has(`${taken} closed`),
      'a trade',
    ),
    () => 'watchMyTrades with fee; watchOrders: closed',
  );
  await shows(
    'wallets',
    until(() => mine.balances.length > 0, 'balances'),
    () => 'watchBalance after a fill',
  );
  await other.close();
};

await Promise.all([channels(), books(), small(), raw(), account()]).catch((error) => fails('crash', error.stack));
await Promise.all(exchanges.map((exchange) => exchange.close()));
process.exit(0);
