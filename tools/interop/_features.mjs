// What is asked of every client, in the order of the table.
export const FEATURES = [
  [
    'Public channels',
    [
      ['conf', 'greeting, flags'],
      ['ticker', 'ticker'],
      ['ticker f', 'ticker, funding'],
      ['trades', 'trades'],
      ['trades f', 'trades, funding'],
      ['book P0', 'book P0'],
      ['book P1–P4', 'book P1–P4'],
      ['book R0', 'book R0'],
      ['book f', 'book, funding'],
      ['two books', 'two books of one symbol'],
      ['checksum P', 'checksums P0–P4'],
      ['checksum 1e-7', 'checksums of numbers below 1e-6'],
      ['checksum R0', 'checksums R0'],
      ['checksum f', 'checksums, funding'],
      ['candles', 'candles'],
      ['candles f', 'candles, funding'],
      ['status deriv', 'status, derivatives'],
      ['status liq', 'status, liquidations'],
      ['sequence', 'sequence audit'],
      ['ping', 'ping'],
      ['unsubscribe', 'unsubscribe'],
    ],
  ],
  [
    'Account',
    [
      ['login', 'login'],
      ['login refused', 'login with a wrong secret'],
      ['secret', 'keeps its secret to itself'],
      ['snapshots', 'snapshots'],
      ['order new', 'order: submit'],
      ['order refused', 'order: refused'],
      ['order update', 'order: update'],
      ['order cancel', 'order: cancel'],
      ['cancel many', 'orders: cancel many'],
      ['ox_multi', 'orders: ox_multi'],
      ['fills', 'fills'],
      ['wallets', 'wallet updates'],
      ['positions', 'positions'],
      ['calc', 'calc'],
      ['notify', 'notifications to other sessions'],
      ['funding', 'funding offers'],
      ['account sequence', 'sequence audit of the account'],
    ],
  ],
];

/** Names of the clients, and what each of them is; `isPublic` where it has no account. */
export const CLIENTS = {
  'bitfinex-api-node': {
    title: 'bitfinex-api-node 9.1.0',
    word: 'WSv2 with models, managed books and candles, its sequence audit, checksums',
  },
  'bfx-api-node-core': {
    title: 'bfx-api-node-core 1.6.1',
    word: 'Manager with the plugins for checksums and the sequence',
  },
  ccxt: {
    title: 'ccxt 4.5.84',
    word: '`pro.bitfinex`; markets injected; orders go by REST and are placed by another session of the same account',
  },
  'tardis-dev': { title: 'tardis-dev 13.35.3', word: 'real-time stream, normalized', isPublic: true },
  ccxws: { title: 'ccxws 0.47.0', word: 'public data with sequence numbers', isPublic: true },
  python: { title: 'Python, stdlib', word: 'a script of ours without any library: what another language needs' },
};
