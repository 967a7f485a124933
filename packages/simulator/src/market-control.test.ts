import { settle } from '@bitfinex-ws/testkit';
import { either as E } from 'fp-ts';
import { bookOf, listenerOn, openOrThrow, traderOn } from '../test/in-process.js';

const empty = () => openOrThrow({ market: 'none', rate: 0 });
const buy = (price: number, amount: number) => ({
  type: 'EXCHANGE LIMIT',
  symbol: 'tBTCUSD',
  amount: String(amount),
  price: String(price),
});
const tradesOf = ({ exchange }: ReturnType<typeof empty>) =>
  exchange.ledger.trades('tBTCUSD').map(({ price, amount }) => [price, amount]);

describe('an empty market', () => {
  it('has nothing in it, says so on every channel, and nothing happens by itself', async () => {
    const { exchange, clock } = openOrThrow({ market: 'none', rate: 50, markets: ['tBTCUSD', 'tBTCF0:USTF0', 'fUSD'] });
    const client = listenerOn(exchange);
    client.send({ event: 'conf', flags: 131_072 });
    for (const channel of ['book', 'ticker', 'trades']) client.send({ event: 'subscribe', channel, symbol: 'tBTCUSD' });
    client.send({ event: 'subscribe', channel: 'ticker', symbol: 'fUSD' });
    client.send({ event: 'subscribe', channel: 'candles', key: 'trade:1m:tBTCUSD' });
    client.send({ event: 'subscribe', channel: 'status', key: 'deriv:tBTCF0:USTF0' });
    await clock.advanceAsync(14_000);
    const bodies = client.heard.filter((text) => text.startsWith('[')).map((text) => JSON.parse(text) as unknown[]);
    expect(bodies.filter(([, body]) => Array.isArray(body) && body.length === 0)).toHaveLength(3);
    expect(bodies).toContainEqual([expect.any(Number), [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, null]]);
    expect(bodies).toContainEqual([expect.any(Number), 'cs', 0]);
    expect(client.heard.join('')).not.toMatch(/NaN|Infinity/);
    expect(bookOf(exchange)).toEqual({ bids: [], asks: [] });
  });

  it('has what is placed by hand, and what accounts place meets it', async () => {
    const market = empty();
    const { exchange } = market;
    const trader = await traderOn(exchange);
    const placed = exchange.control.place({ symbol: 'tBTCUSD', side: 'ask', price: 64_000, amount: 0.5 });
    expect(placed).toMatchObject({ _tag: 'Right', right: { id: expect.any(Number) as number } });
    trader.input('on', buy(64_000, 0.2));
    const codes = (await trader.said()).map(([code]) => code);
    expect(codes.slice(0, 3)).toEqual(['n', 'te', 'oc']);
    expect(bookOf(exchange)).toEqual({ bids: [], asks: [[64_000, 1, -0.3]] });
    trader.input('on', buy(63_900, 1));
    await trader.said();
    exchange.control.place({ symbol: 'tBTCUSD', side: 'ask', price: '63900', amount: '0.4', type: 'IOC' });
    expect((await trader.said()).map(([code]) => code)).toContain('te');
    expect(tradesOf(market)).toEqual([
      [64_000, 0.2],
      [63_900, -0.4],
    ]);
    if (placed._tag === 'Right') exchange.control.cancel('tBTCUSD', placed.right.id);
    expect(bookOf(exchange)).toEqual({ bids: [[63_900, 1, 0.6]], asks: [] });
  });

  it('trades exactly what it is told to: who is at the price or better first, and no other order is used up', async () => {
    const market = empty();
    const { exchange } = market;
    const trader = await traderOn(exchange);
    trader.input('on', buy(63_990, 0.3));
    trader.input('on', buy(63_900, 0.3));
    await trader.said();
    exchange.control.setBook('tBTCUSD', { bids: [[63_985, 2]], asks: [[64_010, 2]] });
    const before = bookOf(exchange);
    exchange.control.trade({ symbol: 'tBTCUSD', price: 63_980, amount: -1 });
    expect(tradesOf(market)).toEqual([
      [63_990, -0.3],
      [63_980, -0.7],
    ]);
    expect(bookOf(exchange)).toEqual({ ...before, bids: before.bids.slice(1) });
    expect((await trader.said()).map(([code]) => code)).toContain('oc');
    exchange.control.trade({ symbol: 'tBTCUSD', price: 64_500, amount: 0.1 });
    expect(tradesOf(market).slice(2)).toEqual([[64_500, 0.1]]);
    expect(bookOf(exchange).asks).toEqual([[64_010, 1, -2]]);
  });

  it('moves: what stands in the way is traded, stops are triggered, and the price is the last one', async () => {
    const market = empty();
    const { exchange } = market;
    const trader = await traderOn(exchange);
    exchange.control.setBook('tBTCUSD', {
      bids: [[63_000, 5]],
      asks: [
        [64_010, 1],
        [65_000, 5],
      ],
    });
    trader.input('on', { ...buy(64_400, 0.1), type: 'EXCHANGE STOP' });
    await trader.said();
    exchange.control.move('tBTCUSD', 64_500);
    expect(tradesOf(market)).toEqual([
      [64_010, 1],
      [64_500, 0.001],
      [65_000, 0.1],
    ]);
    expect((await trader.said()).map(([code]) => code)).toContain('oc');
    exchange.control.move('tBTCUSD', 62_000);
    expect(bookOf(exchange)).toEqual({ bids: [], asks: [[65_000, 1, -4.9]] });
  });

  it('tells those who look of a book that was set, at once, and the checksum fits', async () => {
    const { exchange, clock } = openOrThrow({ market: 'none', rate: 0, checksumMs: 0 });
    const client = listenerOn(exchange);
    client.send({ event: 'conf', flags: 131_072 });
    client.send({ event: 'subscribe', channel: 'book', symbol: 'tBTCUSD' });
    await clock.advanceAsync(100);
    client.heard.length = 0;
    exchange.control.setBook('tBTCUSD', { bids: [[64_000, 1]], asks: [[64_001, 2]] });
    await settle();
    const [chanId] = JSON.parse(client.heard[0] ?? '[]') as [number];
    expect(client.heard).toEqual([
      `[${chanId},[64000,1,1]]`,
      `[${chanId},[64001,1,-2]]`,
      `[${chanId},"cs",${exchange.ledger.book('tBTCUSD', 'P0', 25)?.checksum ?? ''}]`,
    ]);
  });
});

describe('a market with makers', () => {
  it('moves with all its makers, and stays there', async () => {
    const { exchange, clock } = openOrThrow({ rate: 10 });
    exchange.control.move('tBTCUSD', 70_000);
    for (let minute = 0; minute < 2; minute++) {
      const { bids, asks } = bookOf(exchange);
      expect(Math.abs((bids[0]?.[0] ?? 0) - 70_000)).toBeLessThan(200);
      expect(Math.abs((asks[0]?.[0] ?? 0) - 70_000)).toBeLessThan(200);
      expect(bids.length + asks.length).toBe(50);
      await clock.advanceAsync(60_000);
    }
  });

  it('rests when it is paused, for accounts and hands it is open', async () => {
    const { exchange, clock } = openOrThrow({ rate: 100, markets: ['tBTCUSD', 'tETHUSD'] });
    exchange.control.pause('tBTCUSD');
    const before = bookOf(exchange);
    const other = bookOf(exchange, 'tETHUSD');
    await clock.advanceAsync(2_000);
    expect(bookOf(exchange)).toEqual(before);
    expect(bookOf(exchange, 'tETHUSD')).not.toEqual(other);
    exchange.control.trade({ symbol: 'tBTCUSD', price: before.bids[0]?.[0] ?? 0, amount: -0.001 });
    expect(exchange.ledger.trades('tBTCUSD')).toHaveLength(1);
    exchange.control.pause();
    exchange.control.resume();
    await clock.advanceAsync(2_000);
    expect(bookOf(exchange)).not.toEqual(before);
  });

  it('leaves orders by hand alone', async () => {
    const { exchange, clock } = openOrThrow({ rate: 200, activity: { depth: 0.05 } });
    exchange.control.place({ symbol: 'tBTCUSD', side: 'bid', price: 50_000, amount: 1.23456789 });
    await clock.advanceAsync(20_000);
    expect(exchange.ledger.book('tBTCUSD', 'P0', 250)?.bids.at(-1)).toEqual([50_000, 1, 1.23456789]);
    exchange.control.setBook('tBTCUSD', { bids: [], asks: [] });
    expect(bookOf(exchange)).toEqual({ bids: [], asks: [] });
  });

  it('has books as wide and as deep as is asked for', () => {
    const shape = (activity: object) => {
      const { exchange } = openOrThrow({ rate: 0, activity });
      const { bids, asks } = exchange.ledger.book('tBTCUSD', 'P0', 250) ?? { bids: [], asks: [] };
      return { levels: bids.length + asks.length, spread: (asks[0]?.[0] ?? 0) - (bids[0]?.[0] ?? 0) };
    };
    const [usual, wide, thin] = [shape({}), shape({ spread: 20 }), shape({ depth: 0.05 })];
    expect(usual.spread).toBeLessThan(6);
    expect(wide.spread).toBeGreaterThan(15);
    expect(thin.levels).toBeLessThan(usual.levels / 3);
  });
});

describe('a hand', () => {
  it('ends the connection with that number, and no other', async () => {
    const { exchange } = empty();
    const [first, second, third] = [1, 2, 3].map(() => listenerOn(exchange));
    await settle();
    const { disconnect } = exchange.control;
    expect([disconnect(2), disconnect(3, { code: 4_000, reason: 'go' })].map(E.isRight)).toEqual([true, true]);
    expect(disconnect(9)).toMatchObject({ left: { _tag: 'BadCall', path: 'connection' } });
    await settle();
    expect([first?.ends, second?.ends, third?.ends]).toEqual([
      [],
      [{ code: 1006, reason: '', status: null }],
      [{ code: 4_000, reason: 'go', status: null }],
    ]);
  });

  it('is told what makes no sense, and has done nothing', () => {
    const { exchange } = empty();
    const { place, trade, move, setBook, cancel, pause, resume } = exchange.control;
    const order = { symbol: 'tBTCUSD', side: 'bid', price: 64_000, amount: 1 } as const;
    for (const [answer, reason] of [
      [place({ ...order, symbol: 'tNONE' }), 'there is no such market'],
      [place({ ...order, price: 64_000.5 }), 'at most 0 decimals and 5 figures'],
      [place({ ...order, price: 0 }), 'above 0'],
      [place({ ...order, amount: -1 }), 'must be above 0'],
      [place({ ...order, amount: 1e-9 }), 'no amount of up to eight decimals'],
      [trade({ symbol: 'tBTCUSD', price: 640_001, amount: 1 }), '640001 is none'],
      [move('tBTCUSD', -3), 'above 0'],
      [cancel('tNONE', 1), 'no such market'],
      [pause('tNONE'), 'no such market'],
      [resume('tNONE'), 'no such market'],
      [setBook('tBTCUSD', { bids: [[2, 1]], asks: [[2, 1]] }), 'the bids must be below the asks'],
    ] as const) {
      expect(answer).toMatchObject({
        _tag: 'Left',
        left: { _tag: 'BadOrder', reason: expect.stringContaining(reason) as string },
      });
    }
    expect(bookOf(exchange)).toEqual({ bids: [], asks: [] });
  });
});
