const script = async ({ load, right }) => {
  const { openExchange } = await load('@bitfinex-ws/simulator');
  const exchange = right(openExchange({ seed: 7, rate: 0, markets: ['tBTCUSD'], clock: still() }));
  const heard = [];
  let wake = () => undefined;
  const client = exchange.connect({
    onText: (text) => {
      heard.push(JSON.parse(text));
      wake();
    },
  });
  const until = async (test) => {
    while (!heard.some(test)) await new Promise((resolve) => (wake = resolve));
  };
  await until(({ event }) => event === 'info');
  client.send({ event: 'subscribe', channel: 'trades', symbol: 'tBTCUSD' });
  await until(({ event }) => event === 'subscribed');
  await until((frame) => Array.isArray(frame) && Array.isArray(frame[1]));
  exchange.step(200);
  await until((frame) => frame[1] === 'te');
  const hash = exchange.hash();
  await exchange.close();
  return hash;
};

/** A clock whose time is turned by nobody. */
const still = () => ({ now: () => 1_700_000_000_000, after: () => () => undefined });

export default [
  [
    'an exchange in process says the same twice, given the same seed',
    async (kit) => {
      const [first, second] = [await script(kit), await script(kit)];
      kit.ok(/^[0-9a-f]{64}$/.test(first), `${first} is no hash`);
      kit.equal(second, first, 'the hash of the second run');
    },
  ],
  [
    'a simulator listens on a port and greets who connects',
    async ({ load, equal, right, ok }) => {
      const { startSimulator } = await load('@bitfinex-ws/simulator');
      const { wsTransport } = await load('@bitfinex-ws/transport/ws');
      const simulator = right(await startSimulator({ market: 'none', markets: ['tBTCUSD'] }));
      ok(/^ws:\/\/127\.0\.0\.1:\d+\/ws\/2$/.test(simulator.url), simulator.url);
      const heard = await new Promise((resolve, reject) => {
        const transport = wsTransport()({ url: simulator.url, onFrame: (frame) => resolve(String(frame)) });
        transport.connect().then(({ _tag }) => _tag === 'Left' && reject(new Error('no connection')));
      });
      equal(JSON.parse(heard).version, 2);
      equal(simulator.stats().connections, 1, 'connections');
      await simulator.close();
    },
    ['listen'],
  ],
  [
    'a client with the transport of the exchange in process trades without a socket',
    async ({ load, equal, right }) => {
      const { openExchange } = await load('@bitfinex-ws/simulator');
      const { book, createClient } = await load('@bitfinex-ws/client');
      const exchange = right(openExchange({ market: 'none', markets: ['tBTCUSD'] }));
      exchange.control.setBook('tBTCUSD', { bids: [[64_000, 1]], asks: [[64_025, 1]] });
      const client = createClient({ transport: exchange.transport });
      const live = right(await client.subscribe(book('tBTCUSD')));
      for await (const { type } of live) if (type === 'bookSnapshot') break;
      equal(right(live.book.view()).spread, 25);
      right(await client.close());
      await exchange.close();
    },
  ],
];
