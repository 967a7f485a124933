import { createFakeClock } from '@bitfinex-ws/testkit';
import { arraysOf, connect } from '../../test/client.js';
import { simulatorsOfEachTest } from '../../test/simulators.js';
import { codes, rowOf, trader, words } from '../../test/trader.js';
import type { SimulatorOptions } from '../index.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const start = simulatorsOfEachTest();
const begin = async (options: SimulatorOptions = {}) => {
  const fake = createFakeClock();
  let skipped = 0;
  const clock = { ...fake, now: () => fake.now() + skipped };
  /** So much time passes, and one look at the clock: days of looks would take as long. */
  const pass = (ms: number): void => {
    skipped += ms;
    fake.advance(20);
  };
  const simulator = await start({
    rate: 0,
    clock,
    seed: 3,
    heartbeatMs: DAY,
    markets: ['tBTCUSD', 'fUSD'],
    ...options,
  });
  const book = simulator.ledger.book('fUSD', 'R0', 25);
  const [, , bid = 0, bidAmount = 0] = book?.bids[0] ?? [];
  const [, , ask = 0] = book?.asks[0] ?? [];
  const one = await trader(simulator);
  await one.account();
  return { clock, pass, simulator, one, bid, bidAmount: Math.abs(bidAmount), ask };
};
const text = (rate: number): string => rate.toFixed(8);
const offer = (given: object): object => ({
  ...{ type: 'LIMIT', symbol: 'fUSD', amount: '500', rate: '0.002', period: 30, flags: 0 },
  ...given,
});

const REFUSALS: ReadonlyArray<readonly [object, string]> = [
  [{ type: 'FOK' }, 'type: invalid'],
  [{ symbol: 'tBTCUSD' }, 'symbol: invalid'],
  [{ symbol: 'fNOPE' }, 'symbol: invalid'],
  [{ amount: '0' }, 'amount: invalid'],
  [{ amount: 'x' }, 'amount: invalid'],
  [{ amount: '50' }, 'Invalid offer: incorrect amount, minimum is 150.0 dollar or equivalent in USD'],
  [{ rate: '-0.1' }, 'rate: invalid'],
  [{ rate: '' }, 'rate: invalid'],
  [{ rate: null }, 'rate: invalid'],
  [{ rate: '7' }, 'rate: invalid'],
  [{ type: 'FRRDELTAVAR', rate: '-0.0001' }, 'rate: invalid'],
  [{ period: 1 }, 'period: invalid'],
  [{ period: 121 }, 'period: invalid'],
  [{ period: 2.5 }, 'period: invalid'],
  [{ flags: -1 }, 'flags: invalid'],
  [{ amount: '100001' }, 'Invalid offer: not enough funding balance for this offer: 100001 USD'],
];

describe('a funding offer', () => {
  it('is acknowledged sparsely, rests in the public book, sets money aside, and is cancelled', async () => {
    const { simulator, one, clock } = await begin();
    const said = await one.ask('fon', offer({ rate: '0.00024', amount: '500.5' }));
    expect(codes(said)).toEqual(['fon-req SUCCESS', 'fon', 'wu']);
    expect(words(said)).toBe('Submitting funding offer of 500.5 USD at 0.02400 for 30 days.');
    const sparse = rowOf(said, 'n')[4] as unknown[];
    const [id] = sparse;
    expect(sparse.length).toBe(21);
    expect(Object.entries(sparse).filter(([, cell]) => cell !== null)).toEqual([
      ['0', id],
      ['4', 500.5],
      ['14', 0.00024],
      ['15', 30],
    ]);
    const second = Math.floor(clock.now() / 1_000) * 1_000;
    expect(rowOf(said, 'fon')).toEqual([
      ...[id, 'fUSD', second, second, 500.5, 500.5, 'LIMIT', null, null, 0, 'ACTIVE', null, null, null],
      ...[0.00024, 30, 0, 0, null, 0, null],
    ]);
    expect(rowOf(said, 'wu')).toEqual(['funding', 'USD', 100_000, 0, 99_499.5, null, null]);
    expect(simulator.ledger.book('fUSD', 'R0', 250)?.asks).toContainEqual([id, 30, 0.00024, 500.5]);

    const ended = await one.ask('foc', { id });
    expect(codes(ended)).toEqual(['foc-req SUCCESS', 'foc', 'wu']);
    expect((rowOf(ended, 'n')[4] as unknown[])[0]).toBe(id);
    expect(rowOf(ended, 'foc')[10]).toBe('CANCELED');
    expect(rowOf(ended, 'wu')[4]).toBe(100_000);
    expect(simulator.ledger.book('fUSD', 'R0', 250)?.asks.some(([other]) => other === id)).toBe(false);
    const again = await one.ask('foc', { id });
    expect([codes(again), words(again)]).toEqual([['foc-req ERROR'], 'Offer not found.']);
  });

  it('that meets a bid becomes a loan, a credit when it is used, and pays interest when its days are over', async () => {
    const { simulator, one, pass, bid, bidAmount } = await begin();
    const public_ = await connect(simulator);
    public_.send({ event: 'subscribe', channel: 'trades', symbol: 'fUSD' });
    await public_.sync();
    // More than the best bid wants: a part of it is left.
    const amount = Math.max(150, Math.ceil(bidAmount) + 200);
    const said = await one.ask('fon', offer({ rate: text(bid), amount: String(amount), period: 2 }));
    const first = codes(said).slice(0, 5);
    expect(first).toEqual(['fon-req SUCCESS', 'fon', 'fln', 'fte', 'ftu']);
    expect(codes(said)[codes(said).length - 1]).toBe('wu');
    const [id] = rowOf(said, 'fon');
    expect(rowOf(said, 'fon')[10]).toMatch(/^PARTIALLY FILLED at 0\.\d+% \(\d+\.\d+\)$/);
    const loan = rowOf(said, 'fln');
    expect(loan.slice(1, 3)).toEqual(['fUSD', 1]);
    expect(loan.slice(6, 9)).toEqual([0, 'ACTIVE', 'FIXED']);
    expect([loan.length, loan[11]]).toEqual([21, bid]);
    const [trade, symbol, , offerId, lent, rate, period, maker] = rowOf(said, 'fte');
    expect([symbol, offerId, lent, rate, maker]).toEqual(['fUSD', id, bidAmount, bid, null]);
    expect(rowOf(said, 'ftu')).toEqual(rowOf(said, 'fte'));
    const publicly = arraysOf(await public_.sync()).find(([, kind]) => kind === 'fte')?.[2] as unknown[];
    expect([publicly[0], publicly[2], publicly[3], publicly[4]]).toEqual([trade, -bidAmount, bid, period]);
    await one.ask('foc', { id });

    pass(60_000);
    const used = await one.account();
    expect(codes(used).slice(0, 2)).toEqual(['fcn', 'flc']);
    const credit = rowOf(used, 'fcn');
    expect([credit.length, credit[2], credit[21]]).toEqual([22, 1, 'tBTCUSD']);
    expect([rowOf(used, 'flc')[0], rowOf(used, 'flc')[7]]).toEqual([loan[0], 'CLOSED (used)']);
    const info = await one.ask('calc', [['funding_sym_fUSD'], ['funding_sym_fNOPE']]);
    expect(codes(info)).toEqual(['fiu']);
    expect(rowOf(info, 'fiu')).toEqual(['sym', 'fUSD', [0, bid, 0, expect.closeTo(Number(period) - 1 / 1_440, 6)]]);

    pass(Number(period) * DAY - 60_000 - 60);
    expect(codes(await one.account())).toEqual([]);
    pass(60);
    const closed = await one.account();
    expect(codes(closed)).toEqual(['fcc', 'wu']);
    expect([rowOf(closed, 'fcc')[0], rowOf(closed, 'fcc')[7]]).toEqual([credit[0], 'CLOSED']);
    const interest = bidAmount * bid * Number(period) * 0.85;
    const money: unknown = expect.closeTo(100_000 + interest, 6);
    expect(rowOf(closed, 'wu').slice(0, 6)).toEqual([
      ...['funding', 'USD', money, 0, money],
      'Margin Funding Payment on wallet funding',
    ]);
  });

  it('of one account meets the bid of another: both are told, and the one pays the other', async () => {
    const { simulator, one, pass, bid, ask } = await begin();
    const other = await trader(simulator, 1);
    await other.account();
    const rate = text((bid + ask) / 2);
    const lent = await one.ask('fon', offer({ rate, amount: '1000', period: 3, flags: 64 }));
    expect(rowOf(lent, 'fon')[17]).toBe(1);
    expect(simulator.ledger.book('fUSD', 'R0', 25)?.asks[0]?.[2]).toBe(ask);
    const borrowed = await other.ask('fon', offer({ rate: text(ask), amount: '-1000', period: 2 }));
    expect(codes(borrowed)).toEqual(['fon-req SUCCESS', 'foc', 'fln', 'fte', 'ftu', 'wu']);
    expect(words(borrowed)).toMatch(/^Submitting funding bid of 1000\.0 USD at 0\.0\d+ for 2 days\.$/);
    expect(rowOf(borrowed, 'foc')[10]).toMatch(/^EXECUTED at 0\.\d+% \(1000\.0\)$/);
    expect([rowOf(borrowed, 'fln')[2], rowOf(borrowed, 'fte')[4], rowOf(borrowed, 'fte')[7]]).toEqual([
      -1,
      -1000,
      null,
    ]);
    const heard = await one.account();
    expect(codes(heard)).toEqual(['foc', 'fln', 'fte', 'ftu', 'wu']);
    expect([rowOf(heard, 'fln')[2], rowOf(heard, 'fte')[4], rowOf(heard, 'fte')[7]]).toEqual([1, 1000, 1]);
    const late = await trader(simulator, 1);
    expect((rowOf(await late.account(), 'fls')[0] as unknown[])[0]).toBe(rowOf(heard, 'fln')[0]);

    pass(3 * DAY + 20);
    const [paid, got] = [await other.account(), await one.account()];
    expect([codes(paid), codes(got)]).toEqual([
      ['flc', 'wu'],
      ['flc', 'wu'],
    ]);
    const interest = 1_000 * Number(rowOf(heard, 'fln')[11]) * 3;
    expect(rowOf(paid, 'wu').slice(0, 3)).toEqual(['margin', 'USD', expect.closeTo(500_000 - interest, 8)]);
    expect(rowOf(got, 'wu').slice(0, 3)).toEqual(['funding', 'USD', expect.closeTo(100_000 + 0.85 * interest, 8)]);
  });

  it('that follows the flash return rate is somewhere else when another hour brings another rate', async () => {
    const { simulator, one, pass } = await begin();
    one.send({ event: 'subscribe', channel: 'ticker', symbol: 'fUSD' });
    const flashRate = Number((arraysOf(await one.sync())[0]?.[1] as unknown[])[0]);
    // So far away that nobody is met there.
    const said = await one.ask('fon', offer({ type: 'FRRDELTAVAR', rate: '0.0005' }));
    expect(words(said)).toBe('Submitting funding offer of 500.0 USD at FRR 0.05000 for 30 days.');
    expect([rowOf(said, 'fon')[6], rowOf(said, 'fon')[14]]).toEqual(['FRRDELTAVAR', 0.0005]);
    expect(rowOf(said, 'fon')[20]).toBeCloseTo(flashRate + 0.0005, 8);
    simulator.step(300);
    pass(HOUR);
    const moved = await one.account();
    expect(codes(moved)).toEqual(['fou', 'wu']);
    expect(rowOf(moved, 'fou')[20]).not.toBe(rowOf(said, 'fon')[20]);
    expect(rowOf(moved, 'fou')[14]).toBe(0.0005);
  });

  it('at a rate that varies is a loan whose interest follows the flash return rate', async () => {
    const { simulator, one, pass, ask } = await begin();
    const other = await trader(simulator, 1);
    await other.account();
    const said = await one.ask('fon', offer({ type: 'FRRDELTAVAR', rate: '0.00005', amount: '1000', period: 2 }));
    const rate = Number(rowOf(said, 'fon')[20] ?? 0);
    // The whole book below it is taken first.
    const bid = offer({ amount: '-2000000', rate: text(Math.max(rate, ask)), period: 2 });
    await other.ask('fon', bid);
    const heard = await one.account();
    expect(rowOf(heard, 'foc')[10]).toBe('EXECUTED at FRR delta (1000.0)');
    const loan = rowOf(heard, 'fln');
    expect([loan[8], loan[11], loan[19]]).toEqual(['VAR', 0, rate]);
    simulator.step(300);
    pass(HOUR);
    const [changed] = (await one.account()).filter(({ code }) => code === 'flu');
    expect(changed?.row[19]).not.toBe(rate);
  });

  it('that makes no sense, or that there is no money for, is refused without an id', async () => {
    const { one } = await begin();
    for (const [wrong, expected] of REFUSALS) {
      const said = await one.ask('fon', offer(wrong));
      expect([wrong, codes(said), words(said)]).toEqual([wrong, ['fon-req ERROR'], expected]);
      expect((rowOf(said, 'n')[4] as unknown[]).slice(0, 4)).toEqual([null, null, null, null]);
    }
  });

  it('is heard of by those whose filter lets funding, or its currency, through', async () => {
    const { simulator } = await begin();
    const heard = async (filter: ReadonlyArray<string>) => {
      const one = await trader(simulator, 0, { login: { filter } });
      await one.account();
      const said = codes(await one.ask('fon', offer({})));
      one.socket.close();
      return said;
    };
    expect(await heard(['funding'])).toEqual(['fon']);
    expect(await heard(['funding-fUSD'])).toEqual(['fon']);
    expect(await heard(['funding-fUST', 'wallet-funding-USD'])).toEqual(['wu']);
    expect(await heard(['trading', 'notify'])).toEqual(['fon-req SUCCESS']);
  });
});
