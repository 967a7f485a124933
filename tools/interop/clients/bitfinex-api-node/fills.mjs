import { fails, shows, until } from '../_child.mjs';
import { Order } from './session.mjs';

export const fills = async ({ heard, submit }) => {
  const before = heard.wallets.length;
  const market = await submit({ type: Order.type.EXCHANGE_MARKET, amount: 0.05, price: undefined });
  const mine = (trade) => trade.orderID === market[0];
  await shows(
    'fills',
    until(
      () =>
        heard.te.some(mine) &&
        heard.tu.some((t) => mine(t) && t.fee < 0) &&
        heard.closed.some((o) => o.id === market[0] && /EXECUTED/.test(o.status)),
      'te, tu and oc',
    ),
    () => `${heard.te.filter(mine).length} te, ${heard.tu.filter(mine).length} tu, oc EXECUTED`,
  );
  await shows(
    'wallets',
    until(
      () =>
        heard.wallets.slice(before).some((w) => w.currency === 'BTC') &&
        heard.wallets.slice(before).some((w) => w.currency === 'USD'),
      'wu',
    ),
    () => `${heard.wallets.length - before} wu after a fill`,
  );
};

export const positions = async ({ ws, rows, heard, submit }) => {
  const margin = await submit({ type: Order.type.MARKET, amount: 0.02, price: undefined });
  await shows(
    'positions',
    until(() => rows.pn.length > 0 && heard.tu.some((t) => t.orderID === margin[0]), 'pn'),
    () => 'pn after a fill on margin',
  );
  ws.requestCalc(['margin_base', 'margin_sym_tBTCUSD', 'position_tBTCUSD', 'balance']);
  await shows(
    'calc',
    until(() => rows.miu.length > 1 && rows.pu.length > 0, 'miu and pu'),
    () => 'miu, pu, bu',
  );
  await submit({ type: Order.type.MARKET, amount: -0.02, price: undefined });
  await until(() => rows.pc.length > 0, 'pc').catch((error) => fails('positions', error.message));
};
