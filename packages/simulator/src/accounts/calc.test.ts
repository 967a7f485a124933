import { openOrThrow, traderOn } from '../../test/in-process.js';

describe('what is worked out of margin', () => {
  it('requires nothing where nothing is open, and three tenths of what is', async () => {
    const { exchange } = openOrThrow({ market: 'none' });
    exchange.control.setBook('tBTCUSD', { bids: [[64_000, 1]], asks: [[64_010, 1]] });
    const trader = await traderOn(exchange);
    const base = async (): Promise<unknown> => {
      trader.input('calc', [['margin_base']]);
      return (await trader.said()).find(([code]) => code === 'miu')?.[1];
    };
    // Profit, swaps, balance, net, required.
    expect(await base()).toEqual(['base', [0, 0, 500_000, 500_000, 0]]);
    trader.input('on', { type: 'MARKET', symbol: 'tBTCUSD', amount: '0.5' });
    const fee = 0.5 * 64_010 * 0.002;
    expect(await base()).toEqual(['base', [0, 0, 500_000 - fee, 500_000 - fee, 0.3 * 0.5 * 64_010]]);
  });
});
