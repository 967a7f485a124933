import { settle } from '@bitfinex-ws/testkit';
import { createTradeExchange, type TradeExchange } from '../../test/trade-exchange.js';
import { createClient, orThrow, trades, type ClientOptions, type StreamMessage, type Subscription } from '../index.js';

/** A client with live trades, and whatever is told of them, in short. */
const open = async (exchange: TradeExchange, options: ClientOptions = {}, before = 5) => {
  for (let each = 0; each < before; each++) exchange.trade();
  const { network, clock } = exchange;
  const client = createClient({ transport: network.factory, clock, random: () => 0, ...options });
  const answer = client.subscribe(trades('tBTCUSD'));
  await exchange.accept();
  const live = await orThrow(answer);
  const told: StreamMessage[] = [];
  void (async () => {
    for await (const message of live) told.push(message);
  })();
  await settle();
  return { client, live, told };
};
const short = (message: StreamMessage): string => {
  const mark = 'backfilled' in message && message.backfilled === true ? '*' : '';
  if (message.type === 'te' || message.type === 'tu') return `${message.type} ${message.trade.id}${mark}`;
  if (message.type === 'trades') return `trades ${message.trades.map(({ id }) => id).join(' ')}`.trim();
  if (message.type === 'resynced') return `resynced ${message.missing} ${message.backfilled}`;
  return message.type === 'gap' ? `gap ${message.cause}` : message.type;
};
/** Lets a reader read all that waits for it. */
const drain = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn++) await settle();
};
const reconnect = async (exchange: TradeExchange): Promise<void> => {
  await exchange.clock.advanceAsync(1_000);
  await exchange.accept();
  await drain();
};
/** Has the channel asked again, and answers it. */
const resync = async (exchange: TradeExchange): Promise<void> => {
  await exchange.clock.advanceAsync(0);
  await exchange.accept();
  await exchange.accept();
  await drain();
};

describe('trades behind a lost connection', () => {
  it('are those that were missed, each as matched and as persisted, and nothing that was told before', async () => {
    const exchange = createTradeExchange();
    const { client, told } = await open(exchange);
    const heard = exchange.tradeAndTell()[0];
    await exchange.kill();
    const missed = [exchange.trade()[0], exchange.trade()[0]];
    await reconnect(exchange);
    const next = exchange.tradeAndTell()[0];
    await settle();
    expect(told.slice(1).map(short)).toEqual([
      ...[`te ${heard}`, `tu ${heard}`, 'gap disconnected'],
      ...missed.flatMap((id) => [`te ${id}*`, `tu ${id}*`]),
      ...['resynced none 2', `te ${next}`, `tu ${next}`],
    ]);
    await client.close();
    expect(exchange.clock.pending()).toBe(0);
  });

  it('say between which trades the gap lies', async () => {
    const exchange = createTradeExchange();
    const { client, told } = await open(exchange);
    const [id, mts] = exchange.tradeAndTell();
    const heardAt = exchange.clock.now();
    await exchange.clock.advanceAsync(100);
    await exchange.kill();
    const lostAt = exchange.clock.now();
    const [first, firstMts] = exchange.trade();
    exchange.trade();
    await reconnect(exchange);
    const from = { id, mts, at: heardAt };
    expect(told.filter(({ type }) => type === 'gap')).toEqual([
      { type: 'gap', cause: 'disconnected', at: lostAt, from, to: null, sequence: null },
    ]);
    const to = { id: first, mts: firstMts, at: exchange.clock.now() };
    expect(told.filter(({ type }) => type === 'resynced')).toEqual([
      { type: 'resynced', cause: 'disconnected', at: to.at, from, to, missing: 'none', backfilled: 2 },
    ]);
    await client.close();
  });

  it('are told as persisted where they had been told as matched alone', async () => {
    const exchange = createTradeExchange();
    const { client, told } = await open(exchange);
    const row = exchange.trade();
    exchange.tell(row, 'e');
    await exchange.kill();
    await reconnect(exchange);
    exchange.tell(row, 'u');
    await settle();
    expect(told.slice(1).map(short)).toEqual([`te ${row[0]}`, 'gap disconnected', `tu ${row[0]}*`, 'resynced none 0']);
    await client.close();
  });

  it('may be fewer than there were, and then the gap says that nobody knows', async () => {
    const exchange = createTradeExchange();
    const { client, told } = await open(exchange);
    await exchange.kill();
    for (let each = 0; each < 40; each++) exchange.trade();
    await reconnect(exchange);
    const shown = exchange.ledger.slice(-30).map(([id]) => id);
    expect(told.flatMap((each) => (each.type === 'te' ? [each.trade.id] : []))).toEqual(shown);
    expect(told.at(-1)).toMatchObject({ type: 'resynced', missing: 'unknown', backfilled: 30, to: { id: shown[0] } });
    await client.close();
  });

  it('are the first snapshot as it is where none had come before', async () => {
    const exchange = createTradeExchange();
    const { client, told } = await open(exchange, {}, 0);
    await exchange.kill();
    await reconnect(exchange);
    expect(told.map(short)).toEqual(['trades', 'gap disconnected', 'resynced none 0']);
    await client.close();
  });
});

describe('trades behind a missing frame', () => {
  it('wait for the snapshot that closes the gap, so that all are told in order', async () => {
    const exchange = createTradeExchange();
    const { client, live, told } = await open(exchange);
    const lost = exchange.trade()[0];
    exchange.lose();
    const seen = exchange.trade();
    exchange.tell(seen, 'e');
    await settle();
    expect(told.slice(1).map(short)).toEqual(['gap sequence']);
    expect(told[1]).toMatchObject({ sequence: { counter: 'message', expected: 2, received: 3, missing: 1 } });
    await resync(exchange);
    expect(told.slice(2).map(short)).toEqual([
      ...[`te ${lost}*`, `tu ${lost}*`, `te ${seen[0]}`, `tu ${seen[0]}*`],
      'resynced none 1',
    ]);
    expect(exchange.asked.map(({ subId: _subId, ...request }) => request)).toEqual(
      Array(2).fill({ channel: 'trades', symbol: 'tBTCUSD' }),
    );
    expect([live.stats.gaps, live.stats.resyncs]).toEqual([1, 1]);
    await client.close();
    expect(exchange.clock.pending()).toBe(0);
  });

  it('do not wait for ever, and then what is missing is not told out of order', async () => {
    const exchange = createTradeExchange();
    const { client, told } = await open(exchange, { ackTimeoutMs: 60_000 });
    exchange.trade();
    exchange.lose();
    const seen = exchange.tradeAndTell()[0];
    await exchange.clock.advanceAsync(9_999);
    expect(told.slice(1).map(short)).toEqual(['gap sequence']);
    await exchange.clock.advanceAsync(1);
    expect(told.slice(2).map(short)).toEqual([`te ${seen}`, `tu ${seen}`]);
    await resync(exchange);
    expect(told.slice(4).map(short)).toEqual(['resynced unknown 0']);
    await client.close();
  });

  it('are told of one outage where the connection is lost before the snapshot comes', async () => {
    const exchange = createTradeExchange();
    const { client, told } = await open(exchange);
    exchange.lose();
    const seen = exchange.tradeAndTell()[0];
    await exchange.kill();
    await reconnect(exchange);
    expect(told.slice(1).map(short)).toEqual(['gap sequence', `te ${seen}`, `tu ${seen}`, 'resynced none 0']);
    await client.close();
  });
});

describe('a trade that comes twice', () => {
  it('is told once, also where no numbers are in force, and counted', async () => {
    const exchange = createTradeExchange();
    const { client, live, told } = await open(exchange, { flags: 0 });
    const row = exchange.trade();
    for (const moment of ['e', 'e', 'u', 'e', 'u'] as const) exchange.tell(row, moment);
    const [inSnapshot] = exchange.ledger;
    if (inSnapshot !== undefined) exchange.tell(inSnapshot, 'e');
    await settle();
    expect(told.slice(1).map(short)).toEqual([`te ${row[0]}`, `tu ${row[0]}`]);
    expect(live.stats).toMatchObject({ duplicates: 4, gaps: 0 });
    await client.close();
  });
});

describe('maintenance', () => {
  it('is one gap, which no trade of that time closes', async () => {
    const exchange = createTradeExchange();
    const { client, told } = await open(exchange);
    exchange.socket().deliver({ event: 'info', code: 20060, msg: 'resync' });
    const during = exchange.tradeAndTell()[0];
    exchange.socket().deliver({ event: 'info', code: 20061, msg: 'over' });
    await resync(exchange);
    expect(told.slice(1).map(short)).toEqual(['gap maintenance', `te ${during}`, `tu ${during}`, 'resynced none 0']);
    await client.close();
  });
});

it('a subscription that has ended holds nothing back and lets go of its timers', async () => {
  const exchange = createTradeExchange();
  const { client, live, told } = await open(exchange);
  exchange.lose();
  exchange.tradeAndTell();
  const over: Subscription = live;
  void over.unsubscribe();
  await settle();
  expect(told.slice(1).map(({ type }) => type)).toEqual(['gap', 'ended']);
  await client.close();
  expect(exchange.clock.pending()).toBe(0);
});

describe('a handle that joins the trades of another one', () => {
  it('begins with the newest that are known, marked as replayed, and misses nothing from there', async () => {
    const exchange = createTradeExchange();
    const { client, told } = await open(exchange);
    const heard = [exchange.tradeAndTell()[0], exchange.tradeAndTell()[0]];
    const late = await orThrow(client.subscribe(trades('tBTCUSD')));
    const [first] = told;
    const known = first?.type === 'trades' ? first.trades.map(({ id }) => id) : [];
    const stream = late[Symbol.asyncIterator]();
    const { value } = await stream.next();
    expect(value).toMatchObject({ type: 'trades', replayed: true, seq: null });
    expect(value?.type === 'trades' && value.trades.map(({ id }) => id)).toEqual([...[...heard].reverse(), ...known]);
    const next = exchange.tradeAndTell()[0];
    expect((await stream.next()).value).toMatchObject({ type: 'te', trade: { id: next } });
    await client.close();
  });

  it('in a gap is told of it first, and of all that comes behind it', async () => {
    const exchange = createTradeExchange();
    const { client, clock } = { ...(await open(exchange)), clock: exchange.clock };
    await exchange.kill();
    const missed = exchange.trade()[0];
    const answer = client.subscribe(trades('tBTCUSD'));
    await clock.advanceAsync(1_000);
    await exchange.accept();
    const late = await orThrow(answer);
    const seen: StreamMessage[] = [];
    void (async () => {
      for await (const message of late) seen.push(message);
    })();
    await drain();
    expect(seen.map(short).map((each) => each.split(' ')[0])).toEqual(['gap', 'trades', 'te', 'tu', 'resynced']);
    expect(seen[2]).toMatchObject({ type: 'te', backfilled: true, trade: { id: missed } });
    await client.close();
  });
});

describe('more trades behind a gap than may wait', () => {
  it('go on without what is missing', async () => {
    const exchange = createTradeExchange();
    const { client, live } = await open(exchange, { ackTimeoutMs: 60_000 });
    let heard = 0;
    live.on('te', () => heard++);
    exchange.trade();
    exchange.lose();
    for (let each = 0; each < 10_001; each++) exchange.tell(exchange.trade(), 'e');
    expect(heard).toBe(10_001);
    await client.close();
    expect(exchange.clock.pending()).toBe(0);
  });
});
