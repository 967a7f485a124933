import type { Trade } from '@bitfinex-ws/protocol';
import { settle } from '@bitfinex-ws/testkit';
import { createTradeExchange, type TradeExchange, type TradeRow } from '../../test/trade-exchange.js';
import { createClient, orThrow, trades, type Backfill, type BackfillGap, type StreamMessage } from '../index.js';

const tradeOf = ([id, mts, amount, price]: TradeRow): Trade => ({ id, mts, amount, price });
const drain = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await settle();
};

/** A client whose trades have this source, that has lost its connection, and reconnected 40 trades later. */
const lose = async (backfill: (exchange: TradeExchange) => Backfill<Trade>) => {
  const exchange = createTradeExchange();
  const { network, clock } = exchange;
  const gaps: BackfillGap[] = [];
  for (let each = 0; each < 5; each++) exchange.trade();
  const client = createClient({ transport: network.factory, clock, random: () => 0, queue: { limit: 100_000 } });
  const source = backfill(exchange);
  const asked = (gap: BackfillGap) => {
    gaps.push(gap);
    return source(gap);
  };
  const answer = client.subscribe(trades('tBTCUSD', { backfill: asked, backfillTimeoutMs: 3_000 }));
  await exchange.accept();
  const live = await orThrow(answer);
  const told: StreamMessage[] = [];
  void (async () => {
    for await (const message of live) told.push(message);
  })();
  await clock.advanceAsync(10);
  await exchange.kill();
  for (let each = 0; each < 40; each++) {
    exchange.trade();
    await clock.advanceAsync(1);
  }
  await clock.advanceAsync(1_000);
  await exchange.accept();
  await drain();
  /** The trades that were told, in order, and what was told of the gap. */
  const ids = (): ReadonlyArray<number> => told.flatMap((each) => (each.type === 'te' ? [each.trade.id] : []));
  const notices = () => told.filter(({ type }) => ['gap', 'backfill', 'resynced'].includes(type));
  const missed = exchange.ledger.slice(5).map(([id]) => id);
  return { exchange, client, live, gaps, ids, notices, missed, told };
};
const outcomes = (notices: ReadonlyArray<StreamMessage>): ReadonlyArray<unknown> =>
  notices.map((each) => {
    if (each.type === 'backfill') return [each.outcome, each.rows];
    return each.type === 'resynced' ? [each.missing, each.backfilled] : each.type;
  });

describe('a source of what a snapshot does not reach', () => {
  it('is asked once for what lies between, and its trades come in order before those of the snapshot', async () => {
    const { exchange, client, gaps, ids, notices, missed, told } = await lose(
      ({ ledger }) =>
        ({ from, to }) =>
          Promise.resolve(
            // As REST would answer: newest first, edges included.
            [...ledger]
              .reverse()
              .filter(([, mts]) => mts >= (from.mts ?? 0) && mts <= (to.mts ?? 0))
              .map(tradeOf),
          ),
    );
    const [before, first] = [exchange.ledger[4], exchange.ledger.at(-30)];
    expect(gaps).toHaveLength(1);
    expect(gaps[0]).toMatchObject({
      spec: { channel: 'trades', symbol: 'tBTCUSD' },
      from: { id: before?.[0], mts: before?.[1] },
      to: { id: first?.[0], mts: first?.[1] },
    });
    expect(ids()).toEqual(missed);
    expect(told.flatMap((each) => (each.type === 'tu' ? [each.trade.id] : []))).toEqual(missed);
    expect(told.every((each) => each.type !== 'te' || each.backfilled === true)).toBe(true);
    expect(outcomes(notices())).toEqual(['gap', ['filled', 10], ['none', 40]]);
    await client.close();
    expect([exchange.clock.pending(), gaps[0]?.signal.aborted]).toEqual([0, false]);
  });

  it('may give its trades one by one, some twice, and some that nobody asked for', async () => {
    const { client, ids, notices, missed } = await lose(
      ({ ledger }) =>
        async function* () {
          for (const row of [...ledger, ...ledger]) yield await Promise.resolve(tradeOf(row));
        },
    );
    expect(ids()).toEqual(missed);
    expect(outcomes(notices())).toEqual(['gap', ['filled', 10], ['none', 40]]);
    await client.close();
  });

  it('proves nothing where it does not reach both edges', async () => {
    const { client, ids, notices, missed } = await lose(
      ({ ledger }) =>
        () =>
          Promise.resolve(ledger.slice(8, 12).map(tradeOf)),
    );
    expect(ids()).toEqual([...missed.slice(3, 7), ...missed.slice(10)]);
    expect(outcomes(notices())).toEqual(['gap', ['filled', 4], ['unknown', 34]]);
    await client.close();
  });

  it.each<readonly [string, string | null, Backfill<Trade>]>([
    ['throws at once', 'no way', () => { throw new Error('no way'); }], // prettier-ignore
    ['rejects', 'no way', () => Promise.reject(new Error('no way'))],
    ['answers nonsense', null, () => Promise.resolve([null, 7, { id: 'x', mts: 1 }] as unknown as Trade[])],
  ])('that %s harms nobody', async (_what, reason, source) => {
    const { exchange, client, ids, notices, missed } = await lose(() => source);
    expect(ids()).toEqual(missed.slice(10));
    expect(outcomes(notices())).toEqual(['gap', [reason === null ? 'filled' : 'failed', 0], ['unknown', 30]]);
    expect(notices()[1]).toMatchObject({ reason });
    const next = exchange.tradeAndTell()[0];
    await drain();
    expect(ids().at(-1)).toBe(next);
    await client.close();
  });

  it('holds back what comes live for its time at most, and is told that nobody waits', async () => {
    const { exchange, client, gaps, ids, notices, missed } = await lose(() => () => new Promise(() => undefined));
    const next = exchange.tradeAndTell()[0];
    await exchange.clock.advanceAsync(2_999);
    expect([ids(), outcomes(notices())]).toEqual([[], ['gap']]);
    await exchange.clock.advanceAsync(1);
    await drain();
    expect(ids()).toEqual([...missed.slice(10), next]);
    expect(outcomes(notices())).toEqual(['gap', ['timedOut', 0], ['unknown', 30]]);
    expect(gaps[0]?.signal.aborted).toBe(true);
    await client.close();
    expect(exchange.clock.pending()).toBe(0);
  });

  it('holds back no more than may wait', async () => {
    const { exchange, client, ids, notices } = await lose(() => () => new Promise(() => undefined));
    for (let each = 0; each < 10_001; each++) exchange.tell(exchange.trade(), 'e');
    await client.close();
    for (let turn = 0; turn < 1_000; turn++) await settle();
    expect(outcomes(notices())).toEqual(['gap', ['overflowed', 0], ['unknown', 30]]);
    expect(ids().slice(-10_001)).toEqual(exchange.ledger.slice(-10_001).map(([id]) => id));
  });

  it('is not believed where it gives a hundred thousand and one', async () => {
    const many = Array.from({ length: 100_001 }, (_, id): Trade => ({ id, mts: 1, amount: 1, price: 1 }));
    const { client, notices } = await lose(() => () => Promise.resolve(many));
    expect(outcomes(notices())).toEqual(['gap', ['tooMany', 0], ['unknown', 30]]);
    await client.close();
  });

  it('is given up where the channel breaks again, and each outage has its gap', async () => {
    const { exchange, client, gaps, ids, notices, missed } = await lose(() => () => new Promise(() => undefined));
    await exchange.kill();
    await exchange.clock.advanceAsync(1_000);
    await exchange.accept();
    await drain();
    expect(ids()).toEqual(missed.slice(10));
    expect(outcomes(notices())).toEqual(['gap', ['interrupted', 0], ['unknown', 30], 'gap', ['none', 0]]);
    expect(gaps.map(({ signal }) => signal.aborted)).toEqual([true]);
    await client.close();
    expect(exchange.clock.pending()).toBe(0);
  });

  it('is abandoned with its subscription', async () => {
    const { exchange, client, live, gaps } = await lose(() => () => new Promise(() => undefined));
    void live.unsubscribe();
    await drain();
    expect(gaps[0]?.signal.aborted).toBe(true);
    await client.close();
    expect(exchange.clock.pending()).toBe(0);
  });

  it('can be one for all channels of a client', async () => {
    const exchange = createTradeExchange();
    const { network, clock, ledger } = exchange;
    const backfill = () => Promise.resolve(ledger.map(tradeOf));
    const client = createClient({ transport: network.factory, clock, random: () => 0, backfill });
    exchange.trade();
    const answer = client.subscribe(trades('tBTCUSD'));
    await exchange.accept();
    const live = await orThrow(answer);
    const closed: unknown[] = [];
    live.on('resynced', ({ missing, backfilled }) => closed.push(missing, backfilled));
    await exchange.kill();
    for (let each = 0; each < 40; each++) exchange.trade();
    await clock.advanceAsync(1_000);
    await exchange.accept();
    await drain();
    expect(closed).toEqual(['none', 40]);
    await client.close();
  });
});
