/** Waits that a test can afford. */
const quick = { backoff: { baseMs: 1, capMs: 10, slowMs: 1 }, resyncCooldownMs: 1 };
const market = { seed: 7, rate: 100, checksumMs: 20, markets: ['tBTCUSD'] };

const trade = async ({ load, simulator, equal, ok, right }, signerOf) => {
  const { createAccount } = await load('@bitfinex-ws/client/trading');
  const exchange = await simulator({ rate: 0, market: 'none', markets: ['tBTCUSD'] });
  const bids = [
    [30_000, 0.02],
    [29_990, 1],
  ];
  await exchange.call('control.setBook', 'tBTCUSD', { bids, asks: [[30_100, 1]] });
  const { apiKey, apiSecret } = exchange.keys[0];
  const account = createAccount({ url: exchange.url, apiKey, signer: signerOf(apiSecret) });
  right(await account.ready());
  const ticket = right(account.submit({ type: 'EXCHANGE MARKET', symbol: 'tBTCUSD', amount: '-0.05' }));
  const fills = [];
  for await (const step of ticket) if (step.type === 'fill') fills.push([step.fill.execAmount, step.fill.execPrice]);
  equal(fills, [
    [-0.02, 30_000],
    [-0.03, 29_990],
  ]);
  const { _tag, complete } = await ticket.final;
  equal([_tag, complete], ['Executed', true]);
  ok(right(account.wallets.read()).size > 0, 'no wallets');
  right(await account.close());
  await exchange.close();
};

/** Reads on until a message is what is waited for. */
const reader = (live) => {
  const stream = live[Symbol.asyncIterator]();
  return async (wanted) => {
    for (;;) {
      const { value, done } = await stream.next();
      if (done) throw new Error('the stream ended');
      if (wanted(value)) return value;
    }
  };
};

export default [
  [
    'a live book is verified by checksum, and again after a lost connection and after a spoilt frame',
    async ({ load, simulator, equal, left, right }) => {
      const { book, createClient } = await load('@bitfinex-ws/client');
      const exchange = await simulator(market);
      const client = createClient({ url: exchange.url, ...quick });
      const live = right(await client.subscribe(book('tBTCUSD', { prec: 'P0', len: 25 })));
      const until = reader(live);
      const verified = () =>
        until(({ type }) => type === 'checksum' && live.book.view()._tag === 'Right').then(() =>
          equal(right(live.book.view()).verified, 'checksum'),
        );
      await verified();
      for (const [cause, harm] of [
        ['disconnected', () => exchange.call('killConnections')],
        ['checksum', () => exchange.call('corruptNextBookFrame', 'tBTCUSD')],
      ]) {
        // Asked at the gap itself: by the time that it is read, the book may be back.
        const atGap = new Promise((resolve) => live.on('gap', () => resolve(live.book.view())));
        await harm();
        equal((await until(({ type }) => type === 'gap')).cause, cause);
        left(await atGap);
        equal((await until(({ type }) => type === 'resynced')).cause, cause);
        await verified();
      }
      const { gaps, resyncs } = live.stats;
      equal([gaps, resyncs], [2, 2], 'gaps and resyncs');
      right(await client.close());
      equal((await live.ended)._tag, 'ClientClosed');
      await exchange.close();
    },
    ['simulator'],
  ],
  [
    'ticker, trades and candles come live over one connection',
    async ({ load, simulator, equal, right }) => {
      const { candles, createClient, ticker, trades } = await load('@bitfinex-ws/client');
      const exchange = await simulator(market);
      const client = createClient({ url: exchange.url, ...quick });
      const asked = [ticker('tBTCUSD'), trades('tBTCUSD'), candles('tBTCUSD', { timeframe: '1m' })];
      const lives = await Promise.all(asked.map(async (channel) => right(await client.subscribe(channel))));
      const first = await Promise.all(lives.map((live) => reader(live)(() => true)));
      equal(
        first.map(({ type }) => type),
        ['ticker', 'trades', 'candles'],
      );
      equal(client.status().connections.length, 1, 'connections');
      right(await client.close());
      await exchange.close();
    },
    ['simulator'],
  ],
  [
    'the core client has its ticker, and has it again after a lost connection',
    async ({ load, simulator, equal, left, right }) => {
      const { createCoreClient, ticker } = await load('@bitfinex-ws/client/core');
      const exchange = await simulator(market);
      const client = createCoreClient({ url: exchange.url, ...quick });
      const live = right(await client.subscribe(ticker('tBTCUSD')));
      const until = reader(live);
      const { ticker: first } = await until(({ type }) => type === 'ticker');
      equal(first.bid < first.ask, true, 'bid below ask');
      await exchange.call('killConnections');
      equal((await until(({ type }) => type === 'gap')).cause, 'disconnected');
      equal((await until(({ type }) => type === 'resynced')).cause, 'disconnected');
      await until(({ type }) => type === 'ticker');
      right(await client.close());
      equal([(await live.ended)._tag, client.subscriptions().length], ['ClientClosed', 0]);
      equal(left(await client.connect())._tag, 'ClientClosed');
      await exchange.close();
    },
    ['simulator'],
  ],
  [
    'options that mean nothing, and calls that fail, are errors that can be told and caught',
    async ({ load, equal, left, ok }) => {
      const { ClientFailure, createClient, explainClientError, orThrow, ticker } = await load('@bitfinex-ws/client');
      const client = createClient({ url: 'http://example.com', capacity: -1 });
      const error = left(await client.subscribe(ticker('tBTCUSD')));
      equal(error._tag, 'BadOptions');
      ok(explainClientError(error).includes('capacity'), explainClientError(error));
      const caught = await orThrow(client.connect()).catch((failure) => failure);
      ok(caught instanceof ClientFailure && caught instanceof Error, 'not a ClientFailure');
      await client.close();
    },
  ],
  [
    'an order is placed and filled, signed by WebCrypto',
    async (kit) => trade(kit, (await kit.load('@bitfinex-ws/auth/webcrypto')).webCryptoSigner),
    ['simulator'],
  ],
  [
    'an order is placed and filled, signed by node:crypto',
    async (kit) => trade(kit, (await kit.load('@bitfinex-ws/auth/node')).nodeSigner),
    ['simulator', 'node:crypto', 'all entries'],
  ],
  [
    'what is imported and what is required are one instance',
    async ({ load, other, equal }) => {
      for (const specifier of ['@bitfinex-ws/client', '@bitfinex-ws/protocol', '@bitfinex-ws/orderbook']) {
        const [own, others] = [await load(specifier), await other(specifier)];
        const names = Object.keys(own).filter((name) => typeof own[name] === 'function');
        equal(
          names.filter((name) => own[name] !== others[name]),
          [],
          `${specifier}: names that are two`,
        );
      }
    },
    ['one instance'],
  ],
  [
    'where they are two, a client takes channels, transports and clocks of the other copy, and both share one governor',
    async ({ load, other, simulator, equal, ok, right }) => {
      const [{ createClient, orThrow }, foreign] = [
        await load('@bitfinex-ws/client'),
        await other('@bitfinex-ws/client'),
      ];
      const { platformTransport, systemClock } = await other('@bitfinex-ws/transport');
      const exchange = await simulator(market);
      const options = { url: exchange.url, ...quick, transport: platformTransport(), clock: systemClock };
      const client = createClient(options);
      const live = right(await client.subscribe(foreign.book('tBTCUSD')));
      await reader(live)(({ type }) => type === 'checksum');
      equal(right(live.book.view()).verified, 'checksum');
      right(await client.close());
      const caught = await orThrow(foreign.createClient({ capacity: -1 }).connect()).catch((failure) => failure);
      equal([caught.name, caught.error._tag], ['ClientFailure', 'BadOptions']);
      const again = foreign.createClient({ url: exchange.url });
      right(await again.connect());
      right(await again.close());
      const shared = Object.getOwnPropertySymbols(globalThis).filter((name) => /dial governor/.test(String(name)));
      ok(shared.length <= 1, `${shared.length} governors`);
      await exchange.close();
    },
    ['simulator', 'both'],
  ],
];
