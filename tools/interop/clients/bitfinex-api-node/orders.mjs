import { fails, shows, until, within } from '../_child.mjs';

/** One order after the other: taken, refused, changed, canceled. */
export const singleOrders = async ({ ws, rows, heard, order, submit }) => {
  const placed = await submit().catch((error) => fails('order new', error.message));
  await shows(
    'order new',
    until(() => rows.on.some(([id]) => id === placed[0]), 'on'),
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
      until(() => heard.updated.some((o) => o.id === placed[0] && o.price === 49_000), 'ou'),
    ),
    () => `ou: 0.015 at 49000`,
  );
  await shows(
    'order cancel',
    within(ws.cancelOrder(placed[0]), 'oc-req').then(() =>
      until(() => heard.closed.some((o) => o.id === placed[0] && /CANCELED/.test(o.status)), 'oc'),
    ),
    () => 'oc-req, then oc CANCELED',
  );
};

export const manyOrders = async ({ ws, heard, submit }) => {
  const many = await Promise.all([1, 2, 3].map((n) => submit({ price: 50_000 + n, gid: 7 })));
  await shows(
    'cancel many',
    within(ws.cancelOrders(many.map(([id]) => id)), 'oc-req').then(() =>
      until(() => many.every(([id]) => heard.closed.some((o) => o.id === id)), 'oc'),
    ),
    () => '3 by single oc',
  );
};

export const batches = async ({ ws, rows, heard, order }) => {
  const batch = [1, 2, 3].map((n) => order({ price: 51_000 + n }).toNewOrderPacket());
  await ws.submitOrderMultiOp(batch.map((packet) => ['on', packet]));
  await until(() => batch.every(({ cid }) => rows.on.some((row) => row[2] === cid)), 'on of a batch').catch((error) =>
    fails('ox_multi', error.message),
  );
  const ids = batch.map(({ cid }) => rows.on.find((row) => row[2] === cid)[0]);
  await ws.submitOrderMultiOp([['oc_multi', { id: ids }]]);
  await shows(
    'ox_multi',
    until(() => ids.every((id) => heard.closed.some((o) => o.id === id)), 'oc of a batch'),
    () => '3 on, then oc_multi',
  );
};
