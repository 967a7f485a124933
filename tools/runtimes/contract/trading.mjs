const AT = 1_700_000_000_000;

/** A row of an order as channel 0 carries it, 32 columns. */
const orderRow = (cid, status) => {
  const row = new Array(32).fill(null);
  Object.assign(row, { 0: 34567, 2: cid, 3: 'tBTCUSD', 4: AT, 5: AT, 6: 0.01, 7: 0.01, 8: 'EXCHANGE LIMIT' });
  return Object.assign(row, { 12: 0, 13: status, 16: 30000, 17: 0, 18: 0, 19: 0, 23: 0, 24: 0, 28: 'API>BFX' });
};

export default [
  [
    'prices are rounded digit by digit, never to a worse one',
    async ({ load, equal, right }) => {
      const { checkPrice, roundPrice } = await load('@bitfinex-ws/trading');
      equal(right(roundPrice('1.000015', 'buy')), '1');
      equal(right(roundPrice('1.000015', 'sell')), '1.0001');
      equal(checkPrice('123456')._tag, 'Left');
      equal(right(checkPrice('123456', { onExcess: 'round' })), '123460');
    },
  ],
  [
    'a ticket is sent, and acknowledged by the row that the exchange sends',
    async ({ load, equal, right }) => {
      const { orders, ORDERS_DEFAULTS, openTickets, withClientIds } = await load('@bitfinex-ws/trading');
      const { accountChannel, createSessionDecoder } = await load('@bitfinex-ws/protocol');
      const { initial, step } = orders(ORDERS_DEFAULTS);
      let state = initial;
      const effects = [];
      const tell = (fact) => {
        const [next, orders] = step(state, fact);
        state = next;
        effects.push(...orders);
      };
      const asked = { type: 'EXCHANGE LIMIT', symbol: 'tBTCUSD', amount: '0.01', price: '30000' };
      const { order } = withClientIds(asked, 0, AT);
      tell({ type: 'ConnectionReady', conn: 1, at: AT });
      tell({ type: 'Asked', at: AT, operation: { type: 'submit', order } });
      equal(effects.filter(({ type }) => type === 'Send').length, 1, 'sent');
      equal(openTickets(state).length, 1, 'open tickets');
      const decoder = createSessionDecoder({ account: accountChannel });
      const message = right(decoder.decode(JSON.stringify([0, 'on', orderRow(order.cid, 'ACTIVE')])));
      equal([message.type, message.order?.cid], ['order', order.cid]);
      tell({ type: 'Received', conn: 1, at: AT + 5, message });
      const news = effects.filter(({ type }) => type === 'Announce').map((effect) => effect.news.type);
      equal(news.includes('acknowledged'), true, `of ${news}: acknowledged`);
    },
  ],
  [
    'the limiter lets a burst go, then says when the next may',
    async ({ load, equal, ok }) => {
      const { limiter, LIMITER_DEFAULTS } = await load('@bitfinex-ws/trading');
      const { initial, step } = limiter({ ...LIMITER_DEFAULTS, burst: 1, perSecond: 1 });
      const ask = (state, key) => step(state, { type: 'Asked', key, cost: 1, waitMs: 0, at: AT });
      const [after, [admitted]] = ask(initial, 1);
      const [, [refused]] = ask(after, 2);
      equal([admitted.type, refused.type, refused.error._tag], ['Admit', 'Refuse', 'RateLimited']);
      ok(refused.error.retryInMs > 0 && refused.error.retryInMs <= 1_000, `retry in ${refused.error.retryInMs} ms`);
    },
  ],
];
