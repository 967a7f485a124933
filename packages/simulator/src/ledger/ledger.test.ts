import { createFakeClock } from '@bitfinex-ws/testkit';
import { arraysOf, connect, SEQ_ALL } from '../../test/client.js';
import { simulatorsOfEachTest } from '../../test/simulators.js';
import type { LedgerOptions } from '../index.js';

const start = simulatorsOfEachTest();
const begin = async (ledger: LedgerOptions = {}) => {
  const clock = createFakeClock();
  const simulator = await start({ rate: 0, clock, markets: ['tBTCUSD', 'tXRPBTC', 'fUSD'], ledger });
  const client = await connect(simulator);
  client.send({ event: 'conf', flags: SEQ_ALL });
  return { clock, simulator, client, ledger: simulator.ledger };
};

describe('the ledger', () => {
  it.each(['tBTCUSD', 'tXRPBTC', 'fUSD'])('knows the trades of %s as a client hears of them', async (symbol) => {
    const { simulator, client, ledger } = await begin();
    expect(ledger.trades(symbol)).toEqual([]);
    client.send({ event: 'subscribe', channel: 'trades', symbol });
    await client.sync();
    simulator.step(400);
    const updates = arraysOf(await client.sync());
    const matched = updates.filter(([, kind]) => kind === 'te' || kind === 'fte').map(([, , row]) => row);
    expect(matched.length).toBeGreaterThan(5);
    const rows = ledger
      .trades(symbol)
      .map(({ id, mts, amount, price, period }) => [id, mts, amount, price, ...(period === null ? [] : [period])]);
    expect(rows).toEqual(matched);
  });

  it('knows what a trades channel was told, in order, lost frames included', async () => {
    const { simulator, client, ledger } = await begin();
    client.send({ event: 'subscribe', channel: 'trades', symbol: 'tBTCUSD' });
    await client.sync();
    simulator.control.inject({ type: 'drop', times: 2 });
    simulator.step(200);
    const heard = arraysOf(await client.sync()).map(([, kind, row, sequence]) => ({
      kind,
      id: (row as number[])[0],
      sequence,
    }));
    const [connection] = ledger.connections();
    const [channel] = connection?.channels ?? [];
    expect(channel).toMatchObject({ channel: 'trades', subject: 'tBTCUSD' });
    expect(channel?.told.slice(2)).toEqual(heard);
    expect(channel?.told.slice(0, 2).map(({ sequence }) => sequence)).toEqual([2, 3]);
    expect(connection).toMatchObject({ missing: [[2, 3]], sequence: heard.length + 3 });
  });

  it.each([
    ['tBTCUSD', 'P0', 25],
    ['tBTCUSD', 'R0', 100],
    ['tXRPBTC', 'P1', 25],
    ['fUSD', 'P0', 100],
    ['fUSD', 'R0', 25],
  ] as const)('knows the book of %s, %s, %d levels, as its snapshot shows it', async (symbol, prec, len) => {
    const { clock, simulator, client, ledger } = await begin();
    simulator.step(300);
    client.send({ event: 'conf', flags: 131_072 });
    client.send({ event: 'subscribe', channel: 'book', symbol, prec, len });
    await client.sync();
    clock.advance(3_000);
    const [snapshot, checksum] = arraysOf(await client.sync());
    const book = ledger.book(symbol, prec, len);
    expect([...(book?.bids ?? []), ...(book?.asks ?? [])]).toEqual(snapshot?.[1]);
    expect(checksum?.slice(1, 3)).toEqual(['cs', book?.checksum]);
    expect(ledger.book('tNOPE', prec, len)).toBeNull();
  });

  it('keeps what it is told to keep, and counts what it forgot', async () => {
    const { simulator, client, ledger } = await begin({ trades: 7, told: 5, connections: 1 });
    client.send({ event: 'subscribe', channel: 'trades', symbol: 'tBTCUSD' });
    await client.sync();
    simulator.step(1_000);
    const kept = ledger.trades('tBTCUSD');
    expect(kept).toHaveLength(7);
    expect(ledger.forgotten('tBTCUSD')).toBeGreaterThan(50);
    const told = ledger.connections()[0]?.channels[0]?.told ?? [];
    expect(told).toHaveLength(5);
    expect(told[4]).toMatchObject({ kind: 'tu', id: kept[6]?.id });
    simulator.killConnections();
    await connect(simulator);
    simulator.killConnections();
    expect(ledger.connections().map(({ number, endedAt }) => [number, endedAt !== null])).toEqual([[2, true]]);
  });
});
