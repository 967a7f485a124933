import { settle } from '@bitfinex-ws/testkit';
import { createTradeExchange, type TradeExchange, type TradeRow } from '../../test/trade-exchange.js';
import { createClient, orThrow, trades, type GapNotice, type ResyncedNotice, type StreamMessage } from '../index.js';

const SYMBOLS = ['tBTCUSD', 'fUSD'] as const;
const SEEDS = Array.from({ length: 100 }, (_, seed) => seed + 1);

/** What a user has who writes down the first snapshot, oldest first, and then the trade of each te (fte). */
const written = (told: ReadonlyArray<StreamMessage>): ReadonlyArray<number> =>
  told.flatMap((message) => {
    if (message.type === 'trades' || message.type === 'fundingTrades') {
      return [...message.trades].reverse().map(({ id }) => id);
    }
    return message.type === 'te' || message.type === 'fte' ? [message.trade.id] : [];
  });

interface Outage {
  /** When, and the last trade that had been told before. */
  readonly at: number;
  readonly last: number | null;
  readonly missed: ReadonlyArray<TradeRow>;
  /** Whether more was traded than a snapshot shows. */
  readonly tooLong: boolean;
}

/** Some trades, told; now and then only one of the two moments makes it before the socket dies. */
const load = async (exchange: TradeExchange, count: number): Promise<void> => {
  for (let each = 0; each < count; each++) {
    const row = exchange.trade();
    exchange.tell(row, 'e');
    if (each < count - 1 || exchange.random() < 0.5) exchange.tell(row, 'u');
    await exchange.clock.advanceAsync(Math.floor(exchange.random() * 50));
  }
};

/** Kills the socket some times, at random points under load; answers what the user was told and what was so. */
const run = async (seed: number) => {
  const symbol = SYMBOLS[seed % 2] ?? 'tBTCUSD';
  const exchange = createTradeExchange(symbol, seed);
  const { network, clock, random } = exchange;
  const below = (limit: number): number => Math.floor(random() * limit);
  for (let each = 0; each < 40; each++) exchange.trade();
  const client = createClient({ transport: network.factory, clock, random });
  const answer = client.subscribe(trades(symbol));
  await exchange.accept();
  const live = await orThrow(answer);
  const told: StreamMessage[] = [];
  const reading = (async () => {
    for await (const message of live) told.push(message);
  })();

  const outages: Outage[] = [];
  for (let kill = 0; kill < 3; kill++) {
    await load(exchange, below(60));
    const last = exchange.ledger.at(-1)?.[0] ?? null;
    const at = clock.now();
    await exchange.kill();
    const from = exchange.ledger.length;
    const missing = below(10) === 0 ? 31 + below(20) : below(29);
    for (let each = 0; each < missing; each++) exchange.trade();
    // The dial comes within the jitter, and may fail once.
    while (network.latest().state() !== 'dialing') await clock.advanceAsync(500);
    if (below(3) === 0) {
      network.latest().refuse('not yet');
      while (network.latest().state() !== 'dialing') await clock.advanceAsync(500);
    }
    await exchange.accept();
    outages.push({ at, last, missed: exchange.ledger.slice(from), tooLong: missing > 29 });
  }
  await load(exchange, 5);
  const { id, state, spec, stats } = live;
  await client.close();
  await reading;
  await settle();
  return { exchange, told, outages, handle: { id, state, spec }, stats, pending: clock.pending() };
};

describe.each(SEEDS)('a socket that is killed three times under load, seed %d', (seed) => {
  it('leaves trades that are the ledger but for what a gap announces, in order, each once, and the same handle', async () => {
    const { exchange, told, outages, handle, stats, pending } = await run(seed);
    const gaps = told.filter((message): message is GapNotice => message.type === 'gap');
    const closings = told.filter((message): message is ResyncedNotice => message.type === 'resynced');

    // One gap for each outage, with the last trade that was told before it and the first behind it.
    expect(gaps.map(({ cause, at, from }) => [cause, at, from?.id])).toEqual(
      outages.map(({ at, last }) => ['disconnected', at, last]),
    );
    expect(closings.map(({ missing }) => missing)).toEqual(
      outages.map(({ tooLong }) => (tooLong ? 'unknown' : 'none')),
    );
    const shownBehind = outages.map(({ missed, last }) => missed.slice(-30)[0]?.[0] ?? last);
    expect(closings.map(({ to }) => to.id)).toEqual(shownBehind);

    // What a user writes down is the ledger without what lies between the edges of a gap that may lack something.
    const isAnnounced = ([id]: TradeRow): boolean =>
      closings.some(({ missing, from, to }) => missing === 'unknown' && id > (from?.id ?? 0) && id < (to.id ?? 0));
    const since = exchange.ledger.indexOf(exchange.firstSnapshot()[0] ?? [0, 0, 0, 0]);
    const expected = exchange.ledger.slice(since).filter((row) => !isAnnounced(row));
    expect(written(told)).toEqual(expected.map(([id]) => id));

    // Who takes what was persisted in place of it has the same, from behind the first snapshot on.
    const persisted = told.flatMap((each) => (each.type === 'tu' || each.type === 'ftu' ? [each.trade.id] : []));
    // Of the last trade before such a gap it may lack the tu.
    const edges = closings.flatMap(({ missing, from }) => (missing === 'unknown' ? [from?.id] : []));
    const behind = expected
      .slice(exchange.firstSnapshot().length)
      .map(([id]) => id)
      .filter((id) => !edges.includes(id) || persisted.includes(id));
    expect(persisted).toEqual(behind.slice(0, persisted.length));
    expect(behind.length - persisted.length).toBeLessThanOrEqual(1);

    expect(handle).toEqual({ id: 's1', state: 'live', spec: { channel: 'trades', symbol: handle.spec.symbol } });
    expect([stats.gaps, stats.resyncs, stats.dropped, pending]).toEqual([3, 3, 0, 0]);
  });
});
