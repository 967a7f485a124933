import { absent, fails, keys, shows, until, within, works } from '../_child.mjs';
import { open } from './connect.mjs';
import { fills, positions } from './fills.mjs';
import { batches, manyOrders, singleOrders } from './orders.mjs';
import { openSession, refusedLogin } from './session.mjs';

export const account = async () => {
  await refusedLogin();
  const session = await openSession();
  await singleOrders(session);
  await manyOrders(session);
  await batches(session);
  await fills(session);
  await positions(session);

  const { ws } = session;
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
