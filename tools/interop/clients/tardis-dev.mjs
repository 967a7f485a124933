// tardis-dev 13.35.3: its real-time stream of public data; the address is given by the environment, as it provides for.
import { createRequire } from 'node:module';
import { absent, defect, fails, seconds, url, works } from './_child.mjs';

process.env.WSS_URL_BITFINEX = url;
process.env.WSS_URL_BITFINEX_DERIVATIVES = url;
const require = createRequire(import.meta.url);
const tardis = require('tardis-dev');
const { BitfinexRealTimeFeed } = require('tardis-dev/dist/realtimefeeds/bitfinex.js');

/** Normalized messages of so many seconds, by type. */
const listen = async (exchange, symbols, ...normalizers) => {
  const errors = [];
  const seen = {};
  const stream = tardis.streamNormalized(
    {
      exchange,
      symbols,
      timeoutIntervalMS: 20_000,
      withDisconnectMessages: true,
      onError: (error) => errors.push(error.message),
    },
    ...normalizers,
  );
  const end = performance.now() + seconds * 1000;
  for await (const message of stream) {
    (seen[message.type] ??= []).push(message);
    if (performance.now() > end) break;
  }
  return { seen, errors };
};

const TICKERS = { channel: 'ticker', symbols: ['BTCUSD'] };
/** Whether its live feed has a request for tickers. */
const asksForTickers = () =>
  new BitfinexRealTimeFeed('bitfinex', [TICKERS])
    .mapToSubscribeMessages([TICKERS])
    .some((request) => request?.channel === 'ticker');
/** Whether its normalizer makes something of a ticker of so many columns. */
const readsTicker = (columns) => {
  const mapper = tardis.normalizeBookTickers('bitfinex', new Date());
  mapper.canHandle({ event: 'subscribed', channel: 'ticker', chanId: 5, pair: 'BTCUSD' });
  const row = Array.from({ length: columns }, (_, column) => column + 1);
  return [...mapper.map([5, row, 1, Date.now()], new Date())].length > 0;
};

const spot = async () => {
  const symbols = ['BTCUSD', 'ETHUSD', 'XRPBTC'];
  const { seen, errors } = await listen(
    'bitfinex',
    symbols,
    tardis.normalizeTrades,
    tardis.normalizeBookChanges,
    tardis.normalizeBookTickers,
  );
  const trades = seen.trade ?? [];
  const ids = new Set(trades.map(({ id }) => id));
  if (trades.length > 0 && ids.size === trades.length) works('trades', `${trades.length}, each once, from te`);
  else fails('trades', `${trades.length} of ${ids.size} ids`);
  const changes = seen.book_change ?? [];
  const books = new Map(symbols.map((symbol) => [symbol, new tardis.OrderBook()]));
  const crossed = changes.filter((change) => {
    const book = books.get(change.symbol);
    book.update(change);
    return book.bestBid() && book.bestAsk() && book.bestBid().price >= book.bestAsk().price;
  });
  const deep = [...books.values()].every((book) => [...book.bids()].length > 0 && [...book.bids()].length <= 100);
  if (crossed.length === 0 && deep && changes.filter(({ isSnapshot }) => isSnapshot).length === 3)
    works('book P0', `${symbols.join(', ')} P0 100: ${changes.length} changes, never crossed`);
  else fails('book P0', `${changes.length} changes, ${crossed.length} crossed`);
  const tickers = (seen.book_ticker ?? []).length;
  if (tickers > 0) works('ticker', `${tickers}`);
  else if (asksForTickers() || readsTicker(11) || !readsTicker(10))
    fails('ticker', 'none came, and not for want of asking');
  else
    defect(
      'ticker',
      'its live feed never asks for one; given one, it takes more than ten columns for a funding ticker and drops it, and there are eleven since 2025',
    );
  if (errors.length > 0 || seen.disconnect) fails('complaints', errors[0] ?? 'disconnected');
};

const derivatives = async () => {
  const { seen, errors } = await listen(
    'bitfinex-derivatives',
    ['BTCF0:USTF0', 'ETHF0:USTF0'],
    tardis.normalizeDerivativeTickers,
    tardis.normalizeLiquidations,
    tardis.normalizeTrades,
  );
  const tickers = seen.derivative_ticker ?? [];
  if (tickers.some(({ markPrice, indexPrice }) => markPrice > 0 && indexPrice > 0))
    works('status deriv', `${tickers.length} rows`);
  else fails('status deriv', `${tickers.length} rows`);
  if (errors.length > 0 || seen.disconnect) fails('status liq', errors[0] ?? 'disconnected');
  else works('status liq', `subscribed, ${(seen.liquidation ?? []).length} triggers`);
};

/** Raw orders are asked for by channel. */
const raw = async () => {
  const stream = tardis.stream({
    exchange: 'bitfinex',
    filters: [{ channel: 'raw_book', symbols: ['BTCUSD'] }],
    timeoutIntervalMS: 20_000,
  });
  let rows = 0;
  for await (const { message } of stream) if (Array.isArray(message) && Array.isArray(message[1]) && ++rows > 20) break;
  works('book R0', `tBTCUSD R0 100: ${rows} frames`);
};

await Promise.all([spot(), derivatives(), raw()]).catch((error) => fails('crash', error.stack));
works('conf', 'flags 98304, sent before all else');
for (const feature of ['checksum P', 'checksum 1e-7', 'checksum R0', 'checksum f'])
  absent(feature, 'does not ask for checksums');
for (const feature of ['ticker f', 'trades f', 'book f', 'candles f']) absent(feature, 'knows no funding markets');
for (const feature of ['book P1–P4', 'two books', 'candles', 'ping', 'unsubscribe']) absent(feature, 'not offered');
absent('sequence', 'asks for the numbers, does not look at them');
process.exit(0);
