import { absent, came, fails, seconds, shows, until, wait, within, works } from '../_child.mjs';
import { BOOKS, listenToBooks } from './books.mjs';
import { checksums, open } from './connect.mjs';

const SYMBOLS = ['tBTCUSD', 'fUSD'];

export const channels = async () => {
  const ws = await open();
  const conf = await checksums(ws);
  works('conf', `flags ${conf.flags}`);
  const tellChannels = listen(ws);
  const tellBooks = listenToBooks(ws);
  await subscribe(ws);
  await wait(seconds * 1000);

  tellChannels();
  tellBooks();
  if (ws.hasDataChannel('status', { key: 'liq:global' })) works('status liq', 'subscribed');
  else fails('status liq', 'not subscribed');
  const gaps = ws.complaints.filter((text) => /seq/.test(text));
  if (gaps.length === 0) works('sequence', 'audit on, no complaint');
  else fails('sequence', `${gaps.length} complaints: ${gaps[0]}`);
  const others = ws.complaints.filter((text) => !/seq|checksum/.test(text));
  if (others.length > 0) fails('complaints', others.slice(0, 3).join('; '));
  const gone = within(new Promise((resolve) => ws.once('unsubscribed', resolve)), 'unsubscribed');
  await ws.unsubscribeTicker('tBTCUSD');
  await shows('unsubscribe', gone, () => 'by id');
  absent('ping', 'it sends none');
  await ws.close();
};

const subscribe = async (ws) => {
  for (const symbol of SYMBOLS) {
    await ws.subscribeTicker(symbol);
    await ws.subscribeTrades(symbol);
  }
  for (const [symbol, prec, len] of BOOKS) await ws.subscribeOrderBook(symbol, prec, len);
  await ws.subscribeCandles('trade:1m:tBTCUSD');
  await ws.subscribeCandles('trade:1m:fUSD:p30');
  await ws.subscribeStatus('deriv:tBTCF0:USTF0');
  await ws.subscribeStatus('liq:global');
  await shows(
    'subscribe',
    until(() => ws.getDataChannelCount() === BOOKS.length + 6, 'acknowledgements'),
    () => `${BOOKS.length + 8} channels`,
  );
};

/** Counts what comes of all channels but the books; what it returns says so. */
const listen = (ws) => {
  const count = (on, filter, fits = () => true) => {
    const seen = { count: 0 };
    ws[on](filter, (data, ...rest) => fits(data, ...rest) && seen.count++);
    return seen;
  };
  const tickers = count('onTicker', { symbol: 'tBTCUSD' }, (t) => t.bid < t.ask && t.lastPrice > 0);
  const fundingTickers = count('onTicker', { symbol: 'fUSD' }, (t) => t.frr > 0);
  const entries = count('onTradeEntry', { symbol: 'tBTCUSD' });
  const stored = count('onTrades', { symbol: 'tBTCUSD' });
  const funding = { fte: 0, ftu: 0 };
  ws.on('message', (m) => Array.isArray(m) && m[1] in funding && funding[m[1]]++);
  const candles = count('onCandle', { key: 'trade:1m:tBTCUSD' }, (all) => all.length >= 200);
  const fundingCandles = count('onCandle', { key: 'trade:1m:fUSD:p30' });
  const deriv = count('onStatus', { key: 'deriv:tBTCF0:USTF0' }, (row) => row.length === 23);

  return () => {
    came('ticker', tickers.count, 'tickers');
    came('ticker f', fundingTickers.count, 'tickers');
    if (entries.count > 0 && stored.count > 1) works('trades', `${entries.count} te, ${stored.count - 1} tu`);
    else fails('trades', `${entries.count} te, ${stored.count} snapshots and tu`);
    if (funding.fte > 0 && funding.ftu === funding.fte) works('trades f', `${funding.fte} fte, ${funding.ftu} ftu`);
    else fails('trades f', JSON.stringify(funding));
    came('candles', candles.count, 'candles');
    came('candles f', fundingCandles.count, 'candles');
    came('status deriv', deriv.count, 'rows');
  };
};
