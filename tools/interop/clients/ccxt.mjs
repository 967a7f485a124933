// ccxt 4.5.84, its pro.bitfinex: markets injected in place of loadMarkets, which asks REST; nothing else is.
// Its orders go by REST, so that another session, with another key of the same account, places them here: bitfinex-api-node.
import bfx from 'bitfinex-api-node';
import ccxt from 'ccxt';
import { absent, defect, direct, fails, keys, seconds, shows, until, url, wait, within, works } from './_child.mjs';

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

/** A number of the first 25 levels that is written with an exponent: it writes it without one into the checksum. */
const exponentIn = ({ bids, asks }, isRaw) =>
  [...bids.slice(0, 25), ...asks.slice(0, 25)]
    .flatMap(([price, amount]) => (isRaw ? [amount] : [price, amount]))
    .find((number) => String(number).includes('e'));

/** One book, checked for as long as the run takes; where its known defect strikes, it is watched again from the beginning. */
const book = async (feature, symbol, limit, params) => {
  const name = `${symbol} ${params.prec ?? 'P0'} ${limit ?? 25}`;
  const from = performance.now();
  const isCrossed = ({ bids, asks }) => bids[0][0] >= asks[0][0];
  const sum = { name, checked: 0, defects: 0, exponent: null };
  for (let left = seconds; left > 1; left = seconds - (performance.now() - from) / 1000) {
    const exchange = await create();
    const handle = exchange.handleChecksum;
    let exponent;
    exchange.handleChecksum = function (client, message, subscription) {
      sum.checked++;
      const known = this.orderbooks[symbol];
      exponent = known && exponentIn(known, params.prec === 'R0');
      return handle.call(this, client, message, subscription);
    };
    let crossed = 0;
    const seen = await follow(
      () => exchange.watchOrderBook(symbol, limit, params),
      (b) => (crossed += isCrossed(b) ? 1 : 0),
      left,
    );
    if (crossed > 0) return void fails(feature, `${name}: crossed`);
    if (seen.end === null && seen.count === 0) return void fails(feature, `${name}: no book`);
    if (seen.end === null) break;
    if (!(seen.end instanceof ccxt.ChecksumError) || exponent === undefined) {
      return void fails(feature, `${name}: ${seen.end.message}`);
    }
    sum.checked--;
    sum.defects++;
    sum.exponent ??= exponent;
    await exchange.close();
  }
  return sum;
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

const BOOKS = [
  ['BTC/USD', 25, {}],
  ['ETH/USD', 100, {}],
  ['LTC/USD', undefined, {}],
  ['ETH/BTC', 25, { prec: 'P1' }],
  ['DUSK/USD', 25, { prec: 'P2' }],
  ['SOL/USD', 25, { prec: 'R0' }],
  ['XRP/USD', 100, { prec: 'R0' }],
  ['XRP/BTC', 25, {}],
];
const books = async () => {
  const isRaw = ([, , { prec }]) => prec === 'R0';
  const seen = await Promise.all(BOOKS.map((each) => book(isRaw(each) ? 'checksum R0' : 'checksum P', ...each)));
  if (seen.includes(undefined)) return;
  const of = (fits) => seen.filter((_, at) => fits(BOOKS[at]));
  const show = (feature, fits) =>
    works(
      feature,
      of(fits)
        .map(({ name }) => name)
        .join(', '),
    );
  show('book P0', ([, , { prec }]) => prec === undefined);
  show('book P1–P4', ([, , { prec }]) => /P/.test(prec ?? ''));
  show('book R0', isRaw);
  const hashed = (feature, fits) => {
    const sum = of(fits).reduce((all, { checked }) => all + checked, 0);
    if (sum < (of(fits).length - 1) * Math.floor(seconds / 5)) fails(feature, `only ${sum}`);
    else works(feature, `${sum} of ${sum} matched`);
  };
  hashed('checksum P', (each) => !isRaw(each));
  hashed('checksum R0', isRaw);
  const struck = seen.filter(({ defects }) => defects > 0);
  if (struck.length === 0) return works('checksum 1e-7', 'there was none');
  const words = struck.map(({ name, defects, exponent }) => `${name} ${defects} times, first at ${exponent}`);
  defect(
    'checksum 1e-7',
    `it writes 9.9e-7 as 0.00000099 into the checksum, and says ChecksumError: ${words.join('; ')}`,
  );
};

const account = async (exchange) => {
  const [key, second] = keys;
  const bad = await create({ apiKey: key.apiKey, apiSecret: 'not the secret' });
  await shows(
    'login refused',
    within(bad.watchBalance(), 'an answer').then(
      () => Promise.reject(new Error('was taken')),
      (error) => (error instanceof ccxt.AuthenticationError ? 'AuthenticationError' : Promise.reject(error)),
    ),
  );

  works('snapshots', 'balances, from ws');
  const other = new bfx.WSv2({ url: direct, ...second });
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

for (const feature of ['ticker f', 'trades f', 'book f', 'checksum f', 'candles f'])
  absent(feature, 'knows no funding markets');
absent('two books', 'one book a symbol');
for (const feature of ['status deriv', 'status liq', 'sequence', 'positions', 'calc', 'notify', 'account sequence']) {
  absent(feature, 'not offered');
}
absent('ping', 'pings by WebSocket, which is answered');
for (const feature of ['order refused', 'cancel many', 'ox_multi', 'funding']) absent(feature, 'by REST');
works('conf', 'flags 131072, sent behind the subscription');
// What is there comes right behind the acknowledgement of a login, and a client that is busy reads both at once; this one then
// waits for a balance for ever. So it logs in before it is busy.
const login = async () => {
  const [key] = keys;
  const exchange = await create(key);
  const note = (balance) => balance.BTC.total > 0 && 'key and secret';
  await shows('login', within(exchange.watchBalance(), 'a balance'), note);
  return exchange;
};
const loggedIn = await login();
await Promise.all([channels(), books(), account(loggedIn)]).catch((error) => fails('crash', error.stack));
await Promise.all(exchanges.map((exchange) => exchange.close()));
process.exit(0);
