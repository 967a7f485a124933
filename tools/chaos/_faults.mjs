// Every kind of fault that the simulator knows, with figures by the dice.
// A changed digit is only made where a checksum sees it: in a trade it would be a lie that nobody can tell from a truth.

const BOOKS = { channel: 'book', kinds: ['update'] };
const pick = (random, ...of) => of[Math.floor(random() * of.length)];
const some = (random, least, most) => least + Math.floor(random() * (most - least + 1));
const where = (random) => pick(random, 'all', 'one', 'one', 'oldest', 'newest', { share: 0.5 });

/** It lies in wait on the connections to come, and one that is open is reset so that somebody comes. */
const born = (fault) => ({ fault, born: true, knock: { type: 'reset' } });
const door = (fault, also = {}) => ({ fault, knock: { type: 'reset' }, ...also });

/** name → what to inject and on which connections. Times are those of the clients' clock, ms. */
export const FAULTS = {
  reset: (r) => ({ fault: { type: 'reset' }, on: where(r) }),
  ...Object.fromEntries(
    [1000, 1001, 1006, 1011, 1012, 1013].map((code) => [
      `close ${code}`,
      (r) => ({ fault: { type: 'close', code, reason: 'chaos' }, on: where(r) }),
    ]),
  ),
  'half-open': () => ({ fault: { type: 'half-open' }, on: 'one', noticed: 2_500 }),
  'stall, queued': (r) => ({ fault: { type: 'stall', ms: some(r, 1_000, 18_000), data: 'queued' }, on: where(r) }),
  'stall, lost': (r) => ({ fault: { type: 'stall', ms: some(r, 1_000, 18_000), data: 'lost' }, on: where(r) }),
  drop: (r) => ({ fault: { type: 'drop', times: some(r, 1, 5) }, on: where(r) }),
  'drop a trade': (r) => ({
    fault: { type: 'drop', frames: { channel: 'trades' }, times: some(r, 1, 3) },
    on: where(r),
  }),
  double: (r) => ({ fault: { type: 'double', times: some(r, 1, 5) }, on: where(r) }),
  'double a trade': (r) => ({ fault: { type: 'double', frames: { channel: 'trades' }, times: 2 }, on: where(r) }),
  swap: (r) => ({ fault: { type: 'swap', times: some(r, 1, 5) }, on: where(r) }),
  'corrupt a digit of a book': () => ({ fault: { type: 'corrupt', how: 'digit', frames: BOOKS }, on: 'one' }),
  'corrupt: cut': (r) => ({ fault: { type: 'corrupt', how: 'cut', times: some(r, 1, 3) }, on: where(r) }),
  'corrupt: no JSON': (r) => ({ fault: { type: 'corrupt', how: 'json', times: some(r, 1, 3) }, on: where(r) }),
  'corrupt: no UTF-8': (r) => ({ fault: { type: 'corrupt', how: 'utf8' }, on: where(r) }),
  'split into segments': (r) => ({
    fault: { type: 'split', into: 'segments', pieces: some(r, 2, 9), ms: some(r, 0, 100), times: 20 },
    on: where(r),
  }),
  'split into fragments': (r) => ({
    fault: { type: 'split', into: 'fragments', pieces: some(r, 2, 5), ms: some(r, 0, 100), times: 20 },
    on: where(r),
  }),
  merge: (r) => ({ fault: { type: 'merge', count: some(r, 2, 200), ms: 4_000 }, on: where(r) }),
  'ack late': (r) => born({ type: 'ack-late', ms: [1_000, 14_000], times: some(r, 1, 8) }),
  'ack late, data first': (r) => born({ type: 'ack-late', ms: [400, 6_000], data: 'first', times: some(r, 1, 8) }),
  'ack lost': () => born({ type: 'ack-lost' }),
  'acks reversed': () => born({ type: 'acks-reversed', count: 5, ms: 4_000 }),
  'request lost': () => born({ type: 'request-lost' }),
  'conf lost': () => born({ type: 'request-lost', request: 'conf' }),
  'refuse: not ready': () => born({ type: 'refuse', code: 11_000 }),
  'refuse: no such': () => born({ type: 'refuse', code: 10_300 }),
  dup: () => born({ type: 'dup' }),
  limit: () => born({ type: 'limit', channels: 10 }),
  latency: (r) => ({ fault: { type: 'latency', ms: some(r, 20, 4_000), jitter: some(r, 0, 2_000) }, on: where(r) }),
  'silence of books': () => ({ fault: { type: 'silence', channel: 'book', ms: 60_000 }, on: 'one', ms: 62_000 }),
  'silence of trades': () => ({ fault: { type: 'silence', channel: 'trades', ms: 60_000 }, on: 'one', ms: 62_000 }),
  'info 20051': (r) => ({ fault: { type: 'info', code: 20051 }, on: where(r) }),
  'info 20060, 20061': () => ({ fault: { type: 'info', code: 20060 }, on: 'all', then: { type: 'info', code: 20061 } }),
  'sequence jump': (r) => ({ fault: { type: 'sequence-jump', by: some(r, 1, 500) }, on: where(r) }),
  'say nonsense': (r) => ({
    fault: {
      type: 'say',
      text: pick(r, '', '[]', '{}', 'null', '[9,[1]]', '{"event":"surprise"}', '[0,"xx",[]]', '\u0000'),
    },
    on: where(r),
  }),
  ...Object.fromEntries(
    [408, 429, 502, 503].map((status) => [
      `refuse the handshake: ${status}`,
      () => door({ type: 'refuse-handshake', status, retryAfter: 2, times: 2 }),
    ]),
  ),
  'hang the handshake': () => door({ type: 'hang-handshake' }),
  'reset the handshake': () => door({ type: 'reset-handshake', times: 2 }),
  'stop listening': () => door({ type: 'stop-listening', ms: 6_000 }),
  'greeting: none': () => door({ type: 'greeting', how: 'never' }),
  'greeting: late': () => door({ type: 'greeting', how: 'late', ms: 6_000 }),
  'greeting: maintenance': () =>
    door({ type: 'greeting', how: 'maintenance' }, { then: { type: 'info', code: 20061 } }),
  'greeting: version 3': () => door({ type: 'greeting', how: 'version', version: 3 }),
};

/** What goes on all at once for a while: a timeline of the simulator. */
export const STORM = [
  { chance: 0.0004, fault: { type: 'drop' } },
  { chance: 0.0004, fault: { type: 'double' } },
  { chance: 0.0004, fault: { type: 'swap' } },
  { chance: 0.0002, fault: { type: 'corrupt', how: 'cut' } },
  { chance: 0.0002, fault: { type: 'corrupt', how: 'json' } },
  { every: 7_000, connections: 'one', fault: { type: 'reset' } },
  { every: 31_000, connections: 'one', fault: { type: 'close', code: 1012 } },
  { every: 47_000, connections: 'one', fault: { type: 'half-open' } },
  { every: 19_000, connections: 'one', fault: { type: 'stall', ms: 3_000, data: 'lost' } },
  { every: 23_000, fault: { type: 'refuse-handshake', status: 503, times: 1 } },
  { every: 53_000, fault: { type: 'info', code: 20051 } },
  { afterConnect: 0, connections: { share: 0.3 }, fault: { type: 'ack-late', ms: [0, 5_000], times: 'always' } },
  { afterConnect: 0, connections: { share: 0.3 }, fault: { type: 'latency', ms: 200, jitter: 1_000 } },
  { afterConnect: 0, connections: { share: 0.1 }, fault: { type: 'request-lost' } },
];
