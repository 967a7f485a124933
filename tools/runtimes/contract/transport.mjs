/** Dials, awaits the greeting, asks for a pong, says goodbye. */
const talk = async ({ simulator, equal, right }, factory) => {
  const exchange = await simulator({ market: 'none', markets: ['tBTCUSD'] });
  const heard = [];
  let wake = () => undefined;
  const transport = factory({
    url: exchange.url,
    onFrame: (frame) => {
      heard.push(JSON.parse(typeof frame === 'string' ? frame : new TextDecoder().decode(frame)));
      wake();
    },
  });
  const until = async (event) => {
    while (!heard.some((frame) => frame.event === event)) await new Promise((resolve) => (wake = resolve));
  };
  right(await transport.connect());
  await until('info');
  right(transport.send('{"event":"ping","cid":77}'));
  await until('pong');
  equal(heard.find(({ event }) => event === 'pong').cid, 77);
  transport.close();
  const { by, code, clean } = await transport.done;
  equal([by, code, clean], ['local', 1000, true]);
  await exchange.close();
};

export default [
  [
    'the transport of the platform connects, hears, is heard and says goodbye',
    async (kit) => talk(kit, (await kit.load('@bitfinex-ws/transport')).platformTransport()),
    ['simulator'],
  ],
  [
    "the transport over the platform's own WebSocket does",
    async (kit) => talk(kit, (await kit.load('@bitfinex-ws/transport/web')).webTransport()),
    ['simulator', 'WebSocket'],
  ],
  [
    'the transport over ws does',
    async (kit) => talk(kit, (await kit.load('@bitfinex-ws/transport/ws')).wsTransport()),
    ['simulator', 'ws'],
  ],
  [
    'a server that drops the connection is told as 1006, a failure',
    async ({ load, simulator, equal, right }) => {
      const { platformTransport } = await load('@bitfinex-ws/transport');
      const exchange = await simulator({ market: 'none', markets: ['tBTCUSD'] });
      let greeted = () => undefined;
      const greeting = new Promise((resolve) => (greeted = resolve));
      const transport = platformTransport()({ url: exchange.url, onFrame: () => greeted() });
      right(await transport.connect());
      await greeting;
      await exchange.call('killConnections');
      const { by, code, clean } = await transport.done;
      equal([by, code, clean], ['failure', 1006, false]);
      await exchange.close();
    },
    ['simulator'],
  ],
  [
    'an address that means nothing, and a port where nobody listens, are errors and no throws',
    async ({ load, simulator, equal, left }) => {
      const { platformTransport, explainTransportError } = await load('@bitfinex-ws/transport');
      const dial = (url) => platformTransport({ connectTimeoutMs: 5_000 })({ url, onFrame: () => undefined }).connect();
      equal(left(await dial('ftp://127.0.0.1'))._tag, 'BadUrl');
      const exchange = await simulator({ market: 'none', markets: ['tBTCUSD'] });
      await exchange.close();
      const refused = left(await dial(exchange.url));
      equal(refused._tag, 'DialFailed');
      equal(typeof explainTransportError(refused), 'string');
    },
    ['simulator'],
  ],
];
