// npm run bench -- account [--orders N] [--open N]: what the account client adds to an order, by the wall clock and in one process: from
// `submit` to the frame in the socket's hands, and from the frame of the acknowledgement out of them to the code behind `await ticket.ack`.
// The socket is a stub that takes and gives frames; so many other orders are open meanwhile.
import { parseArgs } from 'node:util';
import { createAccount } from '../../packages/client/src/trading/index.ts';

const { values } = parseArgs({
  options: { orders: { type: 'string', default: '20000' }, open: { type: 'string', default: '100' } },
});
const [orders, open] = [values.orders, values.open].map(Number);
const WARM_UP = 5_000;

/** A transport whose other side this script plays: frames go in as bytes, as on Node. */
const sent = [];
let give = () => undefined;
const deliver = (value) => give(Buffer.from(JSON.stringify(value)));
const transport = ({ onFrame }) => {
  give = onFrame;
  let end = () => undefined;
  const done = new Promise((resolve) => (end = resolve));
  return {
    connect: () => Promise.resolve({ _tag: 'Right', right: undefined }),
    send: (frame) => {
      sent.push(frame);
      return { _tag: 'Right', right: undefined };
    },
    close: () => end({ by: 'local', code: 1000, reason: '', clean: true }),
    done,
    buffered: () => 0,
  };
};
const account = createAccount({
  apiKey: 'key',
  signer: () => Promise.resolve({ _tag: 'Right', right: '00' }),
  transport,
  governor: false,
  orderRate: false,
  flags: 0,
});

/** The row of an order, as the exchange sends it. */
const row = (id, cid, amount, status) => {
  const columns = Array(32).fill(null);
  return Object.assign(columns, {
    0: id,
    2: cid,
    3: 'tBTCUSD',
    4: 1_790_000_000_000,
    5: 1_790_000_000_000,
    6: amount,
    7: 0.01,
    8: 'EXCHANGE LIMIT',
    12: 0,
    13: status,
    16: 30_000,
    17: 0,
    18: 0,
    19: 0,
    23: 0,
    24: 0,
    28: 'API>BFX',
    31: {},
  });
};
const turn = () => new Promise((resolve) => setImmediate(resolve));

const ready = account.ready();
await turn();
deliver({ event: 'info', version: 2, serverId: 'bench', platform: { status: 1 } });
await turn();
deliver({ event: 'conf', status: 'OK' });
await turn();
deliver({ event: 'auth', status: 'OK', chanId: 0, userId: 1, auth_id: 'a', caps: { orders: { read: 1, write: 1 } } });
for (const code of ['ps', 'ws', 'os', 'fos', 'fcs', 'fls']) deliver([0, code, []]);
await ready;

const order = { type: 'EXCHANGE LIMIT', symbol: 'tBTCUSD', amount: '0.01', price: '30000' };
const submit = () => {
  const answer = account.submit(order);
  if (answer._tag === 'Left') throw new Error(JSON.stringify(answer.left));
  return answer.right;
};
let id = 1;
for (let at = 0; at < open; at++) {
  const { cid } = submit();
  deliver([0, 'on', row(++id, cid, 0.01, 'ACTIVE')]);
}

const times = { submit: [], ack: [], final: [] };
for (let at = -WARM_UP; at < orders; at++) {
  const begun = process.hrtime.bigint();
  const ticket = submit();
  const written = process.hrtime.bigint();
  id++;
  const acknowledgement = Buffer.from(
    JSON.stringify([
      0,
      'n',
      [1_790_000_000_000, 'on-req', null, null, row(id, ticket.cid, 0.01, 'ACTIVE'), null, 'SUCCESS', 'ok'],
    ]),
  );
  await turn();
  const came = process.hrtime.bigint();
  give(acknowledgement);
  await ticket.ack;
  const known = process.hrtime.bigint();
  deliver([0, 'on', row(id, ticket.cid, 0.01, 'ACTIVE')]);
  await turn();
  const end = Buffer.from(JSON.stringify([0, 'oc', row(id, ticket.cid, 0.01, 'CANCELED')]));
  const over = process.hrtime.bigint();
  give(end);
  await ticket.final;
  const done = process.hrtime.bigint();
  sent.length = 0;
  if (at < 0) continue;
  times.submit.push(Number(written - begun) / 1000);
  times.ack.push(Number(known - came) / 1000);
  times.final.push(Number(done - over) / 1000);
}
await account.close();

const at = (sorted, share) =>
  Math.round(10 * (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0)) / 10;
const line = (name) => {
  const sorted = times[name].sort((a, b) => a - b);
  return { 'p50, µs': at(sorted, 0.5), 'p95, µs': at(sorted, 0.95), 'p99, µs': at(sorted, 0.99) };
};
console.table({
  'submit to the frame written': line('submit'),
  'acknowledgement to await ticket.ack': line('ack'),
  'end to await ticket.final': line('final'),
});
console.log(`${orders} orders, ${open} others open; bar: 50 µs at p50 for the acknowledgement`);
