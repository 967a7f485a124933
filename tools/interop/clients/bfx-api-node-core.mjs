// bfx-api-node-core 1.6.1 with its plugins for checksums and the sequence.
import core from 'bfx-api-node-core';
import models from 'bfx-api-node-models';
import checksumPlugin from 'bfx-api-node-plugin-ob-checksum';
import sequencePlugin from 'bfx-api-node-plugin-seq-audit';
import {
  absent,
  came,
  complaintOf,
  defect,
  fails,
  keys,
  newOrder,
  seconds,
  shows,
  until,
  url,
  wait,
  within,
  works,
} from './_child.mjs';

const { Manager } = core;
const { Order } = models;
const SEQ_ALL = 65_536;

const open = async (options = {}) => {
  const manager = new Manager({ wsURL: url, transform: true, autoResubscribe: false, ...options });
  manager.complaints = [];
  manager.seen = {};
  const note = (error) => manager.complaints.push(complaintOf(error));
  manager.on('error', () => undefined);
  const { id, ev } = manager.openWS();
  manager.state = () => manager.getWS(id);
  ev.on('error', note);
  manager.on('ws2:message', (message) => {
    if (!Array.isArray(message)) return;
    const name = message[0] === 0 ? `0${message[1]}` : String(message[1]);
    if (Array.isArray(message[1])) return;
    (manager.seen[name] ??= []).push(message);
  });
  await within(new Promise((resolve) => manager.on('ws2:open', resolve)), 'open');
  return manager;
};
const count = (manager, name, fits) => {
  const seen = { count: 0 };
  manager.on(name, (data, meta) => fits(data, meta) && seen.count++);
  return seen;
};

const BOOKS = [
  ['tBTCUSD', 'P0', '25'],
  ['tBTCUSD', 'R0', '25'],
  ['tETHUSD', 'P0', '100'],
  ['tETHUSD', 'R0', '100'],
  ['tLTCUSD', 'P1', '25'],
  ['tXRPUSD', 'P2', '250'],
  ['tDUSK:USD', 'P3', '25'],
];

/** Books with checksums; it says nothing where one is right, so that what came is what was right. */
const books = async (wanted, ms) => {
  const manager = await open({ plugins: [checksumPlugin()] });
  const told = count(manager, 'ws2:bookCS', () => true);
  const shown = new Set();
  manager.on('ws2:book', (book, { chanFilter: { symbol, prec, len } }) => shown.add(`${symbol} ${prec} ${len}`));
  for (const [symbol, prec, len] of wanted) core.subscribe(manager.state(), 'book', { symbol, prec, freq: 'F0', len });
  await wait(ms);
  const wrong = manager.complaints.filter((text) => /mismatch/.test(text));
  const others = manager.complaints.filter((text) => !/mismatch/.test(text));
  const came = manager.seen;
  manager.closeAllSockets();
  const sum = Object.entries(came)
    .filter(([name]) => name === 'cs')
    .reduce((all, [, list]) => all + list.length, 0);
  return { wrong, others, shown, sum, told: told.count };
};

const channels = async () => {
  const manager = await open({ plugins: [sequencePlugin()] });
  const conf = within(new Promise((resolve) => manager.on('ws2:event:config', resolve)), 'conf');
  core.enableFlag(manager.state(), SEQ_ALL);
  await shows('conf', conf, ({ flags }) => `flags ${flags}`);
  const ticker = count(manager, 'ws2:ticker', (_, { chanFilter }) => chanFilter.symbol === 'tBTCUSD');
  const fundingTicker = count(manager, 'ws2:ticker', (_, { chanFilter }) => chanFilter.symbol === 'fUSD');
  const trades = count(manager, 'ws2:trades', (_, { chanFilter }) => chanFilter.symbol === 'tBTCUSD');
  const fundingTrades = count(manager, 'ws2:trades', (_, { chanFilter }) => chanFilter.symbol === 'fUSD');
  const candles = count(manager, 'ws2:candles', (_, { chanFilter }) => chanFilter.key.endsWith('tBTCUSD'));
  const fundingCandles = count(manager, 'ws2:candles', (_, { chanFilter }) => chanFilter.key.endsWith('p30'));
  let rows = 0;
  manager.state().ev.on('status', () => rows++);
  for (const symbol of ['tBTCUSD', 'fUSD']) {
    core.subscribe(manager.state(), 'ticker', { symbol });
    core.subscribe(manager.state(), 'trades', { symbol });
  }
  core.subscribe(manager.state(), 'candles', { key: 'trade:1m:tBTCUSD' });
  core.subscribe(manager.state(), 'candles', { key: 'trade:1m:fUSD:p30' });
  core.subscribe(manager.state(), 'status', { key: 'deriv:tBTCF0:USTF0' });
  core.subscribe(manager.state(), 'status', { key: 'liq:global' });
  await shows(
    'subscribe',
    until(() => Object.keys(manager.state().channels).length === 8, 'acknowledgements'),
    () => '8 channels',
  );
  await wait(seconds * 1000);
  came('ticker', ticker.count, 'tickers');
  came('ticker f', fundingTicker.count, 'tickers');
  came('trades', trades.count, 'frames; it does not tell te from tu');
  came('trades f', fundingTrades.count, 'frames');
  came('candles', candles.count, 'frames');
  came('candles f', fundingCandles.count, 'frames');
  came('status deriv', rows, 'frames');
  works('status liq', 'subscribed');
  if (manager.complaints.length === 0) works('sequence', 'audit on, no complaint');
  else fails('sequence', `${manager.complaints.length} complaints: ${manager.complaints[0]}`);
  await shows('ping', core.ping(manager.state(), { cid: 7 }), ({ cid, ts }) =>
    cid === 7 && ts > 0 ? 'cid echoed' : Promise.reject(new Error('another pong')),
  );
  const gone = within(new Promise((resolve) => manager.on('ws2:event:unsubscribed', resolve)), 'unsubscribed');
  core.unsubscribe(manager.state(), Number(Object.keys(manager.state().channels)[0]));
  await shows('unsubscribe', gone, () => 'by id');
  manager.closeAllSockets();
};

const allBooks = async () => {
  const { wrong, others, shown, sum } = await books(BOOKS, seconds * 1000);
  const show = (feature, fits) => {
    const names = BOOKS.filter(fits).map(([symbol, prec, len]) => `${symbol} ${prec} ${len}`);
    const missing = names.filter((name) => !shown.has(name));
    if (missing.length === 0) works(feature, names.join(', '));
    else fails(feature, `no ${missing.join(', ')}`);
  };
  show('book P0', ([, prec]) => prec === 'P0');
  show('book P1–P4', ([, prec]) => /P[1-4]/.test(prec));
  show('book R0', ([, prec]) => prec === 'R0');
  show('two books', ([symbol]) => symbol === 'tBTCUSD');
  const raw = wrong.filter((text) => text.includes('R0'));
  if (raw.length < wrong.length)
    fails(
      'checksum P',
      wrong.find((text) => !text.includes('R0')),
    );
  else works('checksum P', `${sum} checksums on the connection, no complaint about P0–P3`);
  if (raw.length > 0) fails('checksum R0', `${raw.length}: ${raw[0]}`);
  else works('checksum R0', 'no complaint');
  if (others.length > 0) fails('complaints', others[0]);
};

const small = async () => {
  const { wrong, sum } = await books([['tXRPBTC', 'P0', '25']], Math.min(seconds, 10) * 1000);
  if (wrong.length > 0)
    defect(
      'checksum 1e-7',
      `${wrong.length} of ${sum} complained of: it writes 9.9e-7 as 0.00000099 into the checksum`,
    );
  else works('checksum 1e-7', `${sum} checksums, no complaint`);
};

const funding = async () => {
  const wanted = [['fUSD', 'P0', '25']];
  const { wrong, sum, shown } = await books(wanted, Math.min(seconds, 20) * 1000);
  if (shown.size > 0) works('book f', 'fUSD P0 25');
  else fails('book f', 'no book');
  if (wrong.length > 0)
    defect('checksum f', `${wrong.length} of ${sum} complained of: it keeps one row a rate, whatever the periods`);
  else works('checksum f', `${sum} of ${sum}`);
};

const account = async () => {
  const [key] = keys;
  const bad = await open({ apiKey: key.apiKey, apiSecret: 'not the secret' });
  await shows(
    'login refused',
    until(() => bad.complaints.length > 0, 'a refusal'),
    () => bad.complaints[0],
  );
  bad.closeAllSockets();

  const manager = await open({ ...key, dms: 4, plugins: [sequencePlugin()] });
  core.enableFlag(manager.state(), SEQ_ALL);
  await shows(
    'login',
    until(() => manager.state().authenticated, 'auth'),
    () => 'key and secret',
  );
  const has = (code) => (manager.seen[`0${code}`] ?? []).map((message) => message[2]);
  await shows(
    'snapshots',
    until(() => ['ps', 'ws', 'os', 'fos', 'fcs', 'fls', 'bu'].every((code) => has(code).length > 0), 'snapshots'),
    () => 'ps ws os fos fcs fls, bu',
  );
  const heard = { oc: [], tu: [], wu: [] };
  for (const code of Object.keys(heard)) manager.on(`ws2:auth:${code}`, (data) => heard[code].push(data));
  const submit = (more) => core.submitOrder(manager.state(), new Order(newOrder(Order.type.EXCHANGE_LIMIT, more)));
  const placed = await submit();
  await shows(
    'order new',
    until(() => has('on').some(([id]) => id === placed.id), 'on'),
    () => 'on-req, then on',
  );
  await shows(
    'order update',
    core
      .updateOrder(manager.state(), { id: placed.id, price: '49000' })
      .then(() => until(() => has('ou').some((row) => row[0] === placed.id && row[16] === 49_000), 'ou')),
    () => 'ou-req, then ou',
  );
  await shows(
    'order cancel',
    core
      .cancelOrder(manager.state(), placed.id)
      .then(() => until(() => has('oc').some(([id]) => id === placed.id), 'oc')),
    () => 'oc-req, then oc',
  );
  const gid = 77;
  const many = [await submit({ gid, price: 50_001 }), await submit({ gid, price: 50_002 })];
  await shows(
    'cancel many',
    core
      .cancelOrdersByGid(manager.state(), { gid })
      .then(() => until(() => many.every(({ id }) => has('oc').some((row) => row[0] === id)), 'oc')),
    () => 'oc_multi by gid',
  );
  absent('ox_multi', 'not offered');
  const taken = await submit({ type: Order.type.EXCHANGE_MARKET, amount: 0.05, price: undefined });
  await shows(
    'fills',
    until(
      () =>
        has('tu').some((row) => row[3] === taken.id && row[9] < 0) &&
        has('oc').some((row) => row[0] === taken.id && /EXECUTED/.test(row[13])),
      'tu and oc',
    ),
    () => 'te, tu, oc EXECUTED',
  );
  await shows(
    'wallets',
    until(() => heard.wu.length > 1, 'wu'),
    () => `${heard.wu.length} wu`,
  );
  const margin = await submit({ type: Order.type.MARKET, amount: 0.02, price: undefined });
  const opened = until(() => has('pn').length > 0 && has('tu').some((row) => row[3] === margin.id), 'pn');
  await shows('positions', opened, () => 'pn after a fill on margin');
  await submit({ type: Order.type.MARKET, amount: -0.02, price: undefined });
  await until(() => has('pc').length > 0, 'pc').catch((error) => fails('positions', error.message));
  if (manager.complaints.length > 0) fails('account sequence', manager.complaints[0]);
  const before = manager.complaints.length;
  await shows(
    'order refused',
    submit({ amount: 1e-8 }).then(
      () => Promise.reject(new Error('was taken')),
      () => 'rejects',
    ),
  );
  await wait(50);
  const complaint = manager.complaints.slice(before).find((text) => /seq/.test(text));
  if (complaint === undefined) works('account sequence', 'audit on, no complaint');
  else
    defect(
      'account sequence',
      `no complaint but of a refusal (${complaint}): it takes the account's number there for the connection's, as bitfinex-api-node does not`,
    );
  for (const feature of ['calc', 'notify', 'funding']) absent(feature, 'has no call for it');
  manager.closeAllSockets();
};

await Promise.all([channels(), allBooks(), small(), funding(), account()]).catch((error) =>
  fails('crash', error.stack),
);
process.exit(0);
