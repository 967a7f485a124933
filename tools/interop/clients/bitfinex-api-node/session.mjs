import models from 'bfx-api-node-models';
import { keys, newOrder, shows, until, within } from '../_child.mjs';
import { open } from './connect.mjs';

export const { Order } = models;

const SNAPSHOTS = ['ps', 'ws', 'os', 'fos', 'fcs', 'fls', 'bu'];
const CODES = [...SNAPSHOTS, 'miu', 'on', 'pn', 'pu', 'pc'];

/** A session that is logged in, and what it has heard: rows of the wire by code, and its own models. */
export const openSession = async () => {
  const ws = await open(keys[0]);
  const rows = Object.fromEntries(CODES.map((code) => [code, []]));
  ws.on('message', (m) => Array.isArray(m) && m[0] === 0 && rows[m[1]]?.push(m[2]));
  const heard = { closed: [], updated: [], te: [], tu: [], wallets: [] };
  ws.onOrderClose({}, (order) => heard.closed.push(order));
  ws.onOrderUpdate({}, (order) => heard.updated.push(order));
  ws.onAccountTradeEntry({}, (trade) => heard.te.push(trade));
  ws.onAccountTradeUpdate({}, (trade) => heard.tu.push(trade));
  ws.onWalletUpdate({}, (wallet) => heard.wallets.push(wallet));
  let wallets = [];
  ws.onWalletSnapshot({}, (all) => (wallets = all));

  await shows('login', ws.auth(0, 4), () => 'key, secret, dms 4');
  await shows(
    'snapshots',
    until(() => SNAPSHOTS.every((code) => rows[code].length > 0), 'snapshots'),
    () => `ps ws os fos fcs fls, ${wallets.length} wallets, bu`,
  );
  const order = (more) => new Order(newOrder(Order.type.EXCHANGE_LIMIT, more), ws);
  return { ws, rows, heard, order, submit: (more) => within(ws.submitOrder(order(more)), 'on-req') };
};

export const refusedLogin = async () => {
  const ws = await open({ apiKey: keys[0].apiKey, apiSecret: 'not the secret' });
  void ws.auth();
  await shows(
    'login refused',
    until(() => ws.complaints.length > 0, 'a refusal'),
    () => ws.complaints[0],
  );
  await ws.close();
};
