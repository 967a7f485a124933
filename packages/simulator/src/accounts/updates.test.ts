import { openOrThrow, traderOn } from '../../test/in-process.js';

type Row = ReadonlyArray<unknown>;
const BOOK = {
  bids: [[64_000, 1]],
  asks: [
    [64_010, 0.3],
    [64_020, 2],
  ],
} as const;

/** One trader on a market where only what a test places is there; `ask` answers code and row of what came of an input. */
const begin = async () => {
  const { exchange } = openOrThrow({ market: 'none', markets: ['tBTCUSD', 'tBTCF0:USTF0'] });
  exchange.control.setBook('tBTCUSD', BOOK);
  const trader = await traderOn(exchange);
  const ask = async (code: string, body: object): Promise<ReadonlyArray<readonly [code: string, row: Row]>> => {
    trader.input(code, body);
    return (await trader.said()).filter(([said]) => said !== 'wu' && said !== 'tu');
  };
  const place = async (given: object = {}): Promise<number> => {
    const order = { type: 'EXCHANGE LIMIT', symbol: 'tBTCUSD', amount: '0.5', price: '63000', ...given };
    const [, rested] = await ask('on', order);
    return Number(rested?.[1][0]);
  };
  return { exchange, ask, place };
};
const codes = (said: ReadonlyArray<readonly [string, Row]>) => said.map(([code]) => code);
const last = (said: ReadonlyArray<readonly [string, Row]>): Row => said[said.length - 1]?.[1] ?? [];

describe('an update', () => {
  it('is told once, whether the order keeps its place, loses it, or trades on its way to another', async () => {
    const { ask, place } = await begin();
    const id = await place();
    expect(codes(await ask('ou', { id, amount: '0.4' }))).toEqual(['n', 'ou']);
    expect(codes(await ask('ou', { id, price: '63500' }))).toEqual(['n', 'ou']);
    expect(codes(await ask('ou', { id, amount: '0.6' }))).toEqual(['n', 'ou']);
    const traded = await ask('ou', { id, price: '64010' });
    expect(codes(traded)).toEqual(['n', 'ou', 'te', 'ou']);
    expect([last(traded)[6], last(traded)[13]]).toEqual([0.3, 'PARTIALLY FILLED @ 64010.0(0.3)']);
  });

  it('of a stop by its own price is told once, too', async () => {
    const { exchange, ask, place } = await begin();
    await place({ type: 'EXCHANGE STOP LIMIT', price: '64020', price_aux_limit: '63900' });
    exchange.control.trade({ symbol: 'tBTCUSD', price: 64_020, amount: 0.1 });
    const said = await ask('calc', []);
    expect(said.map(([code, row]) => [code, row[8], row[9], row[16]])).toEqual([
      ['ou', 'EXCHANGE LIMIT', 'EXCHANGE STOP LIMIT', 63_900],
    ]);
  });

  it('to less than the least that may be ordered is refused; what fills have left may be less', async () => {
    const { exchange, ask, place } = await begin();
    const id = await place();
    for (const wish of [{ amount: '0.00009' }, { delta: '-0.49999' }]) {
      const [[, notification] = ['', [] as Row]] = await ask('ou', { id, ...wish });
      expect(notification.slice(6)).toEqual(['ERROR', 'Invalid order: minimum size for BTC/USD is 0.0001']);
    }
    exchange.control.trade({ symbol: 'tBTCUSD', price: 63_000, amount: -0.49999 });
    const said = await ask('ou', { id, price: '63100' });
    expect([last(said)[6], last(said)[16]]).toEqual([0.00001, 63_100]);
  });

  it('changes flags, group and meta, and the meta says what the flags do', async () => {
    const { ask, place } = await begin();
    const id = await place({ gid: 1, meta: { aff_code: 'one', make_visible: 1 } });
    const shy = last(await ask('ou', { id, flags: 4096 + 64, gid: 2 }));
    expect([shy[1], shy[12], shy[24]]).toEqual([2, 4160, 1]);
    expect(shy[31]).toEqual({ source: 'api', $F7: 1, aff_code: 'one', make_visible: 1 });
    const plain = last(await ask('ou', { id, flags: 0, meta: { aff_code: 'two' } }));
    expect([plain[12], plain[24], plain[31]]).toEqual([0, 0, { source: 'api', aff_code: 'two' }]);
  });

  it('to protect an order from its own owner makes it end where it would meet itself', async () => {
    const { ask, place } = await begin();
    await place({ price: '64005', amount: '-0.5' });
    const id = await place({ price: '63900' });
    await ask('ou', { id, meta: { protect_selfmatch: 1 } });
    const said = await ask('ou', { id, price: '64005' });
    expect(said.map(([code, row]) => [code, row[13]]).slice(1)).toEqual([
      ['ou', 'ACTIVE'],
      ['oc', 'CANCELED'],
    ]);
  });

  it('changes the leverage of a derivative, within its bounds', async () => {
    const { ask, place } = await begin();
    const id = await place({ type: 'LIMIT', symbol: 'tBTCF0:USTF0', lev: 20 });
    expect(last(await ask('ou', { id, lev: 5 }))[31]).toEqual({ source: 'api', $F33: 5 });
    expect(last(await ask('ou', { id, lev: 101 })).slice(6)).toEqual(['ERROR', 'leverage: invalid']);
  });
});
