// bitfinex-api-node 9.1.0: its WSv2, with models, managed books and candles, sequence audit and checksums on.
import bfx from 'bitfinex-api-node';
import models from 'bfx-api-node-models';
import { absent, defect, fails, keys, seconds, shows, until, url, wait, within, works } from './_child.mjs';

const { Order } = models;
const CHECKSUM = 131_072;

const open = async (more = {}) => {
  const ws = new bfx.WSv2({
    url,
    transform: true,
    manageOrderBooks: true,
    manageCandles: true,
    seqAudit: true,
    ...more,
  });
  ws.complaints = [];
  ws.on('error', (error) => ws.complaints.push(error?.message ?? error?.msg ?? String(error)));
  await within(ws.open(), 'open');
  return ws;
};
/** Its promise waits for the reply to the one flag, and the reply tells the sum of all, so that nobody waits for it. */
const checksums = (ws) => {
  void ws.enableFlag(CHECKSUM).catch(() => undefined);
  return within(
    new Promise((resolve) => ws.on('message', (m) => m.event === 'conf' && m.flags & CHECKSUM && resolve(m))),
    'conf',
  );
};
const count = (ws, on, filter, fits = () => true) => {
  const seen = { count: 0 };
  ws[on](filter, (data, ...rest) => fits(data, ...rest) && seen.count++);
  return seen;
};

/** One managed book a symbol: it keeps them by symbol. */
const BOOKS = [
  ['tBTCUSD', 'P0', '25'],
  ['tETHUSD', 'P0', '100'],
  ['tXRPBTC', 'P0', '25'],
  ['tLTCUSD', 'P0', '250'],
  ['tETHBTC', 'P1', '25'],
  ['tXRPUSD', 'P2', '100'],
  ['tDUSK:USD', 'P3', '25'],
  ['tLTCBTC', 'P4', '25'],
  ['tSOLUSD', 'R0', '25'],
  ['tBTCF0:USTF0', 'R0', '100'],
  ['fUSD', 'P0', '25'],
  ['fUST', 'R0', '25'],
];

const channels = async () => {
  const ws = await open();
  const conf = await checksums(ws);
  works('conf', `flags ${conf.flags}`);
  const tickers = count(ws, 'onTicker', { symbol: 'tBTCUSD' }, (t) => t.bid < t.ask && t.lastPrice > 0);
  const fundingTickers = count(ws, 'onTicker', { symbol: 'fUSD' }, (t) => t.frr > 0);
  const entries = count(ws, 'onTradeEntry', { symbol: 'tBTCUSD' });
  const stored = count(ws, 'onTrades', { symbol: 'tBTCUSD' });
  const funding = { fte: 0, ftu: 0 };
  const candles = count(ws, 'onCandle', { key: 'trade:1m:tBTCUSD' }, (all) => all.length >= 200);
  const fundingCandles = count(ws, 'onCandle', { key: 'trade:1m:fUSD:p30' });
  const deriv = count(ws, 'onStatus', { key: 'deriv:tBTCF0:USTF0' }, (row) => row.length === 23);
  const snapshots = new Set();
  const matched = new Map();
  ws.on('orderbook', (symbol) => snapshots.add(symbol));
  // It is told once with the frame, and once more, with the symbol, where the checksum was found right.
  ws.on('cs', (symbol) => typeof symbol === 'string' && matched.set(symbol, (matched.get(symbol) ?? 0) + 1));
  ws.on('message', (m) => Array.isArray(m) && m[1] in funding && funding[m[1]]++);

  for (const symbol of ['tBTCUSD', 'fUSD']) {
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
  await wait(seconds * 1000);

  const some = (feature, seen, unit) => (seen > 0 ? works(feature, `${seen} ${unit}`) : fails(feature, 'none came'));
  some('ticker', tickers.count, 'tickers');
  some('ticker f', fundingTickers.count, 'tickers');
  if (entries.count > 0 && stored.count > 1) works('trades', `${entries.count} te, ${stored.count - 1} tu`);
  else fails('trades', `${entries.count} te, ${stored.count} snapshots and tu`);
  if (funding.fte > 0 && funding.ftu === funding.fte) works('trades f', `${funding.fte} fte, ${funding.ftu} ftu`);
  else fails('trades f', JSON.stringify(funding));
  const ofBooks = (fits) => BOOKS.filter(fits);
  const shown = (feature, fits) => {
    const missing = ofBooks(fits).filter(([symbol]) => !snapshots.has(symbol));
    if (missing.length === 0)
      works(
        feature,
        ofBooks(fits)
          .map(([symbol, prec, len]) => `${symbol} ${prec} ${len}`)
          .join(', '),
      );
    else fails(feature, `no book of ${missing.join('; ')}`);
  };
  const trading = ([symbol]) => symbol.startsWith('t');
  shown('book P0', (book) => trading(book) && book[1] === 'P0');
  shown('book P1–P4', (book) => trading(book) && /P[1-4]/.test(book[1]));
  shown('book R0', (book) => trading(book) && book[1] === 'R0');
  shown('book f', (book) => !trading(book));
  const wrong = ws.complaints.filter((text) => /checksum/.test(text));
  const sum = (fits) => ofBooks(fits).reduce((all, [symbol]) => all + (matched.get(symbol) ?? 0), 0);
  const least = Math.floor(seconds / 5);
  const hashed = (feature, fits) => {
    const few = ofBooks(fits).filter(([symbol]) => (matched.get(symbol) ?? 0) < least);
    if (wrong.length > 0)
      fails(feature, `${wrong.length} mismatches on the connection, ${sum(fits)} matched: ${wrong[0]}`);
    else if (few.length > 0) fails(feature, `fewer than ${least} checksums: ${few.join('; ')}`);
    else works(feature, `${sum(fits)} of ${sum(fits)} matched`);
  };
  hashed('checksum P', (book) => trading(book) && book[1] !== 'R0');
  hashed('checksum 1e-7', ([symbol]) => symbol === 'tXRPBTC');
  hashed('checksum R0', (book) => trading(book) && book[1] === 'R0');
  absent('checksum f', 'it leaves funding books unchecked on purpose');
  some('candles', candles.count, 'candles');
  some('candles f', fundingCandles.count, 'candles');
  some('status deriv', deriv.count, 'rows');
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

/** Two books of one symbol: it keeps both under the symbol. */
const twoBooks = async () => {
  const ws = await open({ seqAudit: false });
  await checksums(ws);
  ws.subscribe('book', { symbol: 'tBTCUSD', prec: 'P0', len: '25' });
  ws.subscribe('book', { symbol: 'tBTCUSD', prec: 'R0', len: '25' });
  await wait(Math.min(seconds, 8) * 1000);
  const wrong = ws.complaints.filter((text) => /checksum/.test(text)).length;
  if (wrong > 0) defect('two books', `${wrong} mismatches: it keeps books by symbol, P0 and R0 write into one`);
  else works('two books', 'no mismatch');
  await ws.close();
};

const account = async () => {
  const [key] = keys;
  const bad = await open({ apiKey: key.apiKey, apiSecret: 'not the secret' });
  void bad.auth();
  await shows(
    'login refused',
    until(() => bad.complaints.length > 0, 'a refusal'),
    () => bad.complaints[0],
  );
  await bad.close();

  const ws = await open(key);
  const seen = Object.fromEntries(
    [
      'os',
      'ps',
      'ws',
      'fos',
      'fcs',
      'fls',
      'wu',
      'bu',
      'miu',
      'te',
      'tu',
      'on',
      'ou',
      'oc',
      'pn',
      'pu',
      'pc',
      'n',
      'fon',
      'foc',
    ].map((code) => [code, []]),
  );
  ws.on('message', (m) => Array.isArray(m) && m[0] === 0 && seen[m[1]]?.push(m[2]));
  const closed = [];
  ws.onOrderClose({}, (order) => closed.push(order));
  const updated = [];
  ws.onOrderUpdate({}, (order) => updated.push(order));
  const fills = { te: [], tu: [] };
  ws.onAccountTradeEntry({}, (trade) => fills.te.push(trade));
  ws.onAccountTradeUpdate({}, (trade) => fills.tu.push(trade));
  const wallets = [];
  ws.onWalletUpdate({}, (wallet) => wallets.push(wallet));
  let snapshot = [];
  ws.onWalletSnapshot({}, (all) => (snapshot = all));

  await shows('login', ws.auth(0, 4), () => 'key, secret, dms 4');
  await shows(
    'snapshots',
    until(() => ['ps', 'ws', 'os', 'fos', 'fcs', 'fls', 'bu'].every((code) => seen[code].length > 0), 'snapshots'),
    () => `ps ws os fos fcs fls, ${snapshot.length} wallets, bu`,
  );
  const order = (more) =>
    new Order(
      {
        cid: Date.now() + Math.floor(Math.random() * 1e6),
        type: Order.type.EXCHANGE_LIMIT,
        symbol: 'tBTCUSD',
        amount: 0.01,
        price: 50_000,
        ...more,
      },
      ws,
    );

  const placed = await within(ws.submitOrder(order()), 'on-req').catch((error) => fails('order new', error.message));
  await shows(
    'order new',
    until(() => seen.on.some(([id]) => id === placed[0]), 'on'),
    () => 'on-req, then on',
  );
  await shows(
    'order refused',
    ws.submitOrder(order({ amount: 1e-8 })).then(
      () => Promise.reject(new Error('was taken')),
      (error) => error.message,
    ),
  );
  const change = ws.updateOrder({ id: placed[0], price: '49000', delta: '0.005' });
  await shows(
    'order update',
    within(change, 'ou-req').then(() =>
      until(() => updated.some((o) => o.id === placed[0] && o.price === 49_000), 'ou'),
    ),
    () => `ou: 0.015 at 49000`,
  );
  await shows(
    'order cancel',
    within(ws.cancelOrder(placed[0]), 'oc-req').then(() =>
      until(() => closed.some((o) => o.id === placed[0] && /CANCELED/.test(o.status)), 'oc'),
    ),
    () => 'oc-req, then oc CANCELED',
  );

  const many = await Promise.all(
    [1, 2, 3].map((n) => within(ws.submitOrder(order({ price: 50_000 + n, gid: 7 })), 'on-req')),
  );
  await shows(
    'cancel many',
    within(ws.cancelOrders(many.map(([id]) => id)), 'oc-req').then(() =>
      until(() => many.every(([id]) => closed.some((o) => o.id === id)), 'oc'),
    ),
    () => '3 by single oc',
  );
  const batch = [1, 2, 3].map((n) => order({ price: 51_000 + n }).toNewOrderPacket());
  await ws.submitOrderMultiOp(batch.map((packet) => ['on', packet]));
  await until(() => batch.every(({ cid }) => seen.on.some((row) => row[2] === cid)), 'on of a batch').catch((error) =>
    fails('ox_multi', error.message),
  );
  const ids = batch.map(({ cid }) => seen.on.find((row) => row[2] === cid)[0]);
  await ws.submitOrderMultiOp([['oc_multi', { id: ids }]]);
  await shows(
    'ox_multi',
    until(() => ids.every((id) => closed.some((o) => o.id === id)), 'oc of a batch'),
    () => '3 on, then oc_multi',
  );

  const before = wallets.length;
  const market = await within(
    ws.submitOrder(order({ type: Order.type.EXCHANGE_MARKET, amount: 0.05, price: undefined })),
    'on-req',
  );
  const mine = (trade) => trade.orderID === market[0];
  await shows(
    'fills',
    until(
      () =>
        fills.te.some(mine) &&
        fills.tu.some((t) => mine(t) && t.fee < 0) &&
        closed.some((o) => o.id === market[0] && /EXECUTED/.test(o.status)),
      'te, tu and oc',
    ),
    () => `${fills.te.filter(mine).length} te, ${fills.tu.filter(mine).length} tu, oc EXECUTED`,
  );
  await shows(
    'wallets',
    until(
      () =>
        wallets.slice(before).some((w) => w.currency === 'BTC') &&
        wallets.slice(before).some((w) => w.currency === 'USD'),
      'wu',
    ),
    () => `${wallets.length - before} wu after a fill`,
  );
  const margin = await within(
    ws.submitOrder(order({ type: Order.type.MARKET, amount: 0.02, price: undefined })),
    'on-req',
  );
  await shows(
    'positions',
    until(() => seen.pn.length > 0 && fills.tu.some((t) => t.orderID === margin[0]), 'pn'),
    () => 'pn after a fill on margin',
  );
  ws.requestCalc(['margin_base', 'margin_sym_tBTCUSD', 'position_tBTCUSD', 'balance']);
  await shows(
    'calc',
    until(() => seen.miu.length > 1 && seen.pu.length > 0, 'miu and pu'),
    () => 'miu, pu, bu',
  );
  await within(ws.submitOrder(order({ type: Order.type.MARKET, amount: -0.02, price: undefined })), 'on-req');
  await until(() => seen.pc.length > 0, 'pc').catch((error) => fails('positions', error.message));

  const [, second] = keys;
  const other = await open(second);
  const heard = [];
  other.onNotification({}, (n) => heard.push(n));
  await within(other.auth(), 'auth');
  ws.notifyUI({ type: 'success', message: 'hello' });
  await shows(
    'notify',
    until(() => heard.some((n) => n.type === 'ucm-notify-ui'), 'n'),
    () => 'ucm heard by the other session',
  );
  absent('funding', 'has no call for offers');
  if (ws.complaints.length > 0) fails('account sequence', ws.complaints.slice(0, 3).join('; '));
  else works('account sequence', 'audit on, no complaint');
  await other.close();
  await ws.close();
};

await Promise.all([channels(), twoBooks(), account()]).catch((error) => fails('crash', error.stack));
process.exit(0);
