import { either as E } from 'fp-ts';
import { explainSimulatorError, openExchange, type SimulatorOptions } from './index.js';

describe('options that are not of their kind', () => {
  it.each<[string, unknown]>([
    ['option options must be an object, not nothing', null],
    ["option options must be an object, not 'tBTCUSD'", 'tBTCUSD'],
    ["option markets must be a list, not 'tBTCUSD'", { markets: 'tBTCUSD' }],
    ["option rate must be a number, not '10'", { rate: '10' }],
    ['option scenario must be an object, not a list', { scenario: [] }],
    ['option accounts must be a number or a list, not an object', { accounts: {} }],
    ['option sead is not known; known: host, port, seed, rate', { sead: 7 }],
    ['option activity.burst is not known; known: bursts, quiet, spread, depth', { activity: { burst: {} } }],
    ['option activity.quiet.lastMs is missing', { activity: { quiet: { everyMs: 1 } } }],
    ['option accounts[1].apiKey is missing', { accounts: [{ apiKey: 'a', apiSecret: 'b' }, {}] }],
    [
      'option accounts[0].wallets[0].type must be one of exchange, margin, funding, not "spot"',
      { accounts: [{ apiKey: 'a', apiSecret: 'b', wallets: [{ type: 'spot', currency: 'USD', balance: 1 }] }] },
    ],
    ['option replay.recording is missing', { replay: {} }],
    ['option fees.taker is missing', { fees: { maker: 1 } }],
    ['option ledger.trade is not known', { ledger: { trade: 1 } }],
    ['option clock must be a clock, with now() and after()', { clock: {} }],
  ])('are refused: the %s', (said, options) => {
    const opened = openExchange(options as SimulatorOptions);
    expect(E.isLeft(opened) && explainSimulatorError(opened.left)).toContain(said);
  });

  it('are defaults where they are undefined, whatever their name', async () => {
    const opened = openExchange({ market: 'none', markets: ['tBTCUSD'], rate: undefined, sead: undefined } as never);
    expect(E.isRight(opened)).toBe(true);
    if (E.isRight(opened)) await opened.right.close();
  });
});
