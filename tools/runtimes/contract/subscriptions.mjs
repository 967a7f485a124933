const config = { capacity: 2, ackTimeoutMs: 10_000, resubscribe: true };
const spec = (symbol) => ({ channel: 'ticker', symbol });

export default [
  [
    'a wish is placed on a connection, asked for, acknowledged, and asked for again after a loss',
    async ({ load, equal }) => {
      const { channelOf, subscriptions } = await load('@bitfinex-ws/subscriptions');
      const { initial, step } = subscriptions(config);
      let state = initial;
      const tell = (fact) => {
        const [next, effects] = step(state, fact);
        state = next;
        return effects.map(({ type }) => type);
      };
      equal(tell({ type: 'SubscribeAsked', id: 'mine', spec: spec('tBTCUSD') }), ['OpenConnection']);
      equal(tell({ type: 'ConnectionReady', conn: 1 }), ['SendSubscribe', 'StartTimer']);
      const live = tell({ type: 'Subscribed', conn: 1, chanId: 17, subId: '1', spec: null });
      equal(live, ['StopTimer', 'RouteOpened', 'ChannelLive']);
      equal(channelOf(state, 'ticker:tBTCUSD').state, 'live');
      equal(tell({ type: 'ConnectionLost', conn: 1, cause: 'gone' }), ['RouteClosed', 'ChannelRecovering']);
      equal(tell({ type: 'ConnectionReady', conn: 1 }), ['SendSubscribe', 'StartTimer']);
    },
  ],
  [
    'a third wish opens a second connection where one takes two',
    async ({ load, equal }) => {
      const { subscriptions } = await load('@bitfinex-ws/subscriptions');
      const { initial, step } = subscriptions(config);
      const opened = [];
      ['tBTCUSD', 'tETHUSD', 'tLTCUSD'].reduce((state, symbol) => {
        const [next, effects] = step(state, { type: 'SubscribeAsked', id: symbol, spec: spec(symbol) });
        opened.push(...effects.filter(({ type }) => type === 'OpenConnection').map(({ conn }) => conn));
        return next;
      }, initial);
      equal(opened, [1, 2]);
    },
  ],
];
