import { createTradeExchange } from '../../test/trade-exchange.js';
import { createClient, orThrow, trades, type ResyncedNotice, type StreamMessage } from '../index.js';

const SEEDS = Array.from({ length: 100 }, (_, seed) => seed + 1);
const WARMUP = 20;

/** A minute of trades over a connection that spoils frames, dies and goes through maintenance; what the user was told of it. */
const walk = async (seed: number) => {
  const exchange = createTradeExchange('tBTCUSD', seed);
  const { network, clock, random } = exchange;
  const below = (limit: number): number => Math.floor(random() * limit);
  for (let each = 0; each < 10 + below(40); each++) exchange.trade();
  const client = createClient({ transport: network.factory, clock, random });
  const answer = client.subscribe(trades('tBTCUSD'));
  await exchange.accept();
  const live = await orThrow(answer);
  const told: StreamMessage[] = [];
  const reading = (async () => {
    for await (const message of live) told.push(message);
  })();
  const serve = async (): Promise<void> => {
    const state = network.latest().state();
    if (state === 'dialing' || state === 'open') await exchange.accept();
  };

  exchange.spoil(0.1);
  for (let step = 0; step < 200; step++) {
    const draw = below(100);
    if (draw === 0) {
      await exchange.kill();
      for (let each = below(3) === 0 ? 40 : 0; each > 0; each--) exchange.trade();
    }
    if (draw === 1) exchange.socket().deliver({ event: 'info', code: 20060, msg: 'resync' });
    else if (draw === 2) exchange.socket().deliver({ event: 'info', code: 20061, msg: 'over' });
    else if (draw < 20) exchange.data(exchange.chanId() ?? 1, 'hb');
    else if (draw > 2) exchange.tradeAndTell();
    // Requests are answered at once, or only after a while.
    if (below(5) > 0) await serve();
    await clock.advanceAsync(below(600));
  }
  exchange.spoil(0);
  exchange.socket().deliver({ event: 'info', code: 20061, msg: 'over' });
  for (let step = 0; step < WARMUP; step++) {
    exchange.tradeAndTell();
    await serve();
    await clock.advanceAsync(3_000);
  }
  const { stats, state } = live;
  await client.close();
  await reading;
  return { exchange, told, stats, state, pending: clock.pending() };
};

describe('trades over a connection that spoils one frame in ten, dies and rests', () => {
  const figures = { gaps: 0, proved: 0, unknown: 0, backfilled: 0, duplicates: 0, trades: 0, missing: 0 };

  it.each(SEEDS)('are told in order, each once, and lack nothing that no gap announced (seed %d)', async (seed) => {
    const { exchange, told, stats, state, pending } = await walk(seed);
    const written = told.flatMap((message) => {
      if (message.type === 'trades') return [...message.trades].reverse().map(({ id }) => id);
      return message.type === 'te' ? [message.trade.id] : [];
    });
    const ids = exchange.ledger.map(([id]) => id);
    const since = ids.slice(ids.indexOf(written[0] ?? 0));
    const known = new Set(written);
    expect(written).toEqual(since.filter((id) => known.has(id)));

    const closings = told.filter((message): message is ResyncedNotice => message.type === 'resynced');
    const isAnnounced = (id: number): boolean =>
      closings.some(({ missing, from, to }) => missing === 'unknown' && id > (from?.id ?? 0) && id < (to.id ?? 0));
    const lacking = since.filter((id) => !known.has(id));
    expect(lacking.filter((id) => !isAnnounced(id))).toEqual([]);

    // One gap for each outage: a gap and its end by turns, and at last all is well.
    const turns = told.flatMap(({ type }) => (type === 'gap' || type === 'resynced' ? [type] : []));
    expect(turns).toEqual(turns.map((_, turn) => (turn % 2 === 0 ? 'gap' : 'resynced')));
    expect([turns.length % 2, state, pending]).toEqual([0, 'live', 0]);

    figures.gaps += stats.gaps;
    figures.duplicates += stats.duplicates;
    figures.trades += written.length;
    figures.missing += lacking.length;
    figures.proved += closings.filter(({ missing }) => missing === 'none').length;
    figures.unknown += closings.filter(({ missing }) => missing === 'unknown').length;
    figures.backfilled += closings.reduce((sum, { backfilled }) => sum + backfilled, 0);
  });

  it('were spoilt often enough for that to mean something', () => {
    expect(figures.gaps).toBeGreaterThan(10 * SEEDS.length);
    expect(figures.proved).toBeGreaterThan(5 * SEEDS.length);
    expect(figures.unknown).toBeGreaterThan(50);
    expect(figures.backfilled).toBeGreaterThan(10 * SEEDS.length);
    expect(figures.duplicates).toBeGreaterThan(SEEDS.length);
    expect(figures.missing).toBeGreaterThan(500);
  });
});
