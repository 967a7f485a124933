import { createFakeClock } from '@bitfinex-ws/testkit';
import { arraysOf, connect } from '../../test/client.js';
import { simulatorsOfEachTest } from '../../test/simulators.js';
import { REFUSALS } from '../../test/refusals.js';
import { codes, loginRequest, rowOf, trader, words, type Trader } from '../../test/trader.js';
import type { SimulatorOptions } from '../index.js';

const start = simulatorsOfEachTest();
const begin = async (options: SimulatorOptions = {}) => {
  const clock = createFakeClock();
  const simulator = await start({
    rate: 0,
    clock,
    seed: 3,
    markets: ['tBTCUSD', 'tETHUSD', 'tXRPBTC'],
    ...options,
  });
  const book = simulator.ledger.book('tBTCUSD', 'P0', 25);
  const bid = book?.bids[0]?.[0] ?? 0;
  const ask = book?.asks[0]?.[0] ?? 0;
  return { clock, simulator, bid, ask };
};
/** A trader past its snapshots. */
const ready = async (...given: Parameters<typeof trader>): Promise<Trader> => {
  const one = await trader(...given);
  await one.account();
  return one;
};
const limit = (given: object): object => ({ type: 'EXCHANGE LIMIT', symbol: 'tBTCUSD', amount: '0.5', ...given });

describe('a login', () => {
  it('is welcomed, and told all that there is in the recorded order, empty lists too', async () => {
    const { simulator } = await begin();
    const client = await connect(simulator);
    client.send(loginRequest(simulator.keys[0] ?? { apiKey: '', apiSecret: '' }));
    const [welcome, ...frames] = await client.sync();
    expect(JSON.parse(welcome ?? '')).toMatchObject({
      event: 'auth',
      status: 'OK',
      chanId: 0,
      userId: simulator.keys[0]?.userId,
      caps: { orders: { read: 1, write: 1 } },
    });
    const said = arraysOf(frames).map(([, code]) => code);
    expect(said.slice(0, 6)).toEqual(['ps', 'ws', 'os', 'fos', 'fcs', 'fls']);
    expect(said.slice(6)).toEqual([...Array.from({ length: 8 }, () => 'wu'), 'bu']);
    expect(frames).toContain('[0,"os",[]]');
    expect(frames).toContain('[0,"wu",["exchange","BTC",20,0,20,null,null]]');
    client.send(loginRequest(simulator.keys[0] ?? { apiKey: '', apiSecret: '' }));
    expect((await client.sync())[0]).toContain('"status":"FAILED"');
  });

  it('that fails leaves the connection, and inputs before one are met with silence', async () => {
    const { simulator } = await begin();
    const client = await connect(simulator);
    client.send({ event: 'auth', apiKey: 'x', authNonce: 1, authPayload: 'AUTH1', authSig: 'x' });
    client.socket.send('[0,"on",null,{}]');
    expect(await client.sync()).toEqual([
      '{"event":"auth","status":"FAILED","chanId":0,"code":10100,"msg":"apikey: invalid"}',
    ]);
  });

  it('hears only what its filter lets through', async () => {
    const { simulator, bid } = await begin();
    const one = await trader(simulator, 0, { login: { filter: ['wallet-exchange-USD', 'notify'] } });
    const said = await one.account();
    expect(codes(said)).toEqual(['ws', 'wu']);
    expect(rowOf(said, 'ws').map((row) => (row as unknown[]).slice(0, 2))).toEqual([['exchange', 'USD']]);
    expect(codes(await one.ask('on', limit({ price: String(bid - 500) })))).toEqual(['on-req SUCCESS', 'wu']);
    const other = await trader(simulator, 0, { login: { filter: ['trading-tBTCUSD'] } });
    expect(codes(await other.account())).toEqual(['ps', 'os']);
    await one.ask('on', limit({ symbol: 'tETHUSD', price: '1000' }));
    await one.ask('on', limit({ price: String(bid - 500) }));
    expect((await other.account()).map(({ code, row }) => [code, row[3]])).toEqual([['on', 'tBTCUSD']]);
    const late = await trader(simulator, 0, { login: { filter: ['trading-tETHUSD'] } });
    expect(rowOf(await late.account(), 'os').map((row) => (row as unknown[])[3])).toEqual(['tETHUSD']);
  });
});

describe('an order', () => {
  it('rests, is seen by the public, sets money aside, and ends when it is cancelled', async () => {
    const { simulator, clock, bid } = await begin();
    const [one, public_] = [await ready(simulator), await connect(simulator)];
    public_.send({ event: 'subscribe', channel: 'book', symbol: 'tBTCUSD', prec: 'R0', len: 25 });
    await public_.sync();
    // Books are acknowledged late.
    clock.advance(100);
    await public_.sync();
    const price = bid;
    const placed = await one.ask('on', limit({ price: String(price), cid: 12, gid: 7 }));
    expect(codes(placed)).toEqual(['on-req SUCCESS', 'on', 'wu']);
    expect(words(placed)).toBe('Submitting exchange limit buy order for 0.5 BTC.');
    const row = rowOf(placed, 'on');
    expect(row.length).toBe(32);
    expect([row[1], row[2], row[3], row[6], row[7], row[8], row[13], row[16]]).toEqual([
      ...[7, 12, 'tBTCUSD', 0.5, 0.5],
      ...['EXCHANGE LIMIT', 'ACTIVE', price],
    ]);
    expect(rowOf(placed, 'wu')).toEqual(['exchange', 'USD', 1_000_000, 0, 1_000_000 - 0.5 * price, null, null]);
    expect(simulator.ledger.book('tBTCUSD', 'R0', 25)?.bids).toContainEqual([row[0], price, 0.5]);

    expect(arraysOf(await public_.sync()).map(([, level]) => level)).toContainEqual([row[0], price, 0.5]);

    const ended = await one.ask('oc', { id: row[0] });
    expect(codes(ended)).toEqual(['oc-req SUCCESS', 'oc', 'wu']);
    expect(rowOf(ended, 'oc')[13]).toBe('CANCELED');
    expect(rowOf(ended, 'wu')[4]).toBe(1_000_000);
    expect(simulator.ledger.book('tBTCUSD', 'R0', 25)?.bids.some(([id]) => id === row[0])).toBe(false);
  });

  it('that meets the book is filled, and the public hears of the same trade', async () => {
    const { simulator, ask } = await begin();
    const [one, public_] = [await ready(simulator), await connect(simulator)];
    public_.send({ event: 'subscribe', channel: 'trades', symbol: 'tBTCUSD' });
    await public_.sync();
    const said = await one.ask('on', { type: 'EXCHANGE MARKET', symbol: 'tBTCUSD', amount: '0.001', cid: 5 });
    expect(codes(said)).toEqual(['on-req SUCCESS', 'te', 'oc', 'tu', 'wu', 'wu']);
    expect(rowOf(said, 'oc')[13]).toBe(`EXECUTED @ ${ask}.0(0.001)`);
    const [te, tu] = [rowOf(said, 'te'), rowOf(said, 'tu')];
    expect(te.slice(4)).toEqual([0.001, ask, 'EXCHANGE MARKET', 0, -1, null, null, 5]);
    expect(tu.slice(8)).toEqual([-1, -0.000002, 'BTC', 5]);
    const heard = arraysOf(await public_.sync());
    expect(heard.map(([, code, row]) => [code, (row as unknown[])[0], (row as unknown[])[2]])).toEqual([
      ['te', te[0], 0.001],
      ['tu', te[0], 0.001],
    ]);
    expect(said.filter(({ code }) => code === 'wu').map(({ row }) => row.slice(0, 5))).toEqual([
      ['exchange', 'BTC', 20.000998, 0, 20.000998],
      ['exchange', 'USD', 1_000_000 - ask / 1_000, 0, 1_000_000 - ask / 1_000],
    ]);
  });

  it('of one account is filled by another one, the maker at the lower fee', async () => {
    const { simulator, bid, ask } = await begin();
    const [one, other] = [await ready(simulator), await ready(simulator, 1)];
    const price = Math.floor((bid + ask) / 2) > bid ? Math.floor((bid + ask) / 2) : ask;
    await one.ask('on', limit({ price: String(price), amount: '-0.5' }));
    const taken = await other.ask('on', limit({ price: String(price), amount: '0.2' }));
    const made = await one.account();
    expect(rowOf(taken, 'oc')[13]).toBe(`EXECUTED @ ${price}.0(0.2)`);
    expect(codes(made)).toEqual(['te', 'ou', 'tu', 'wu', 'wu']);
    expect(rowOf(made, 'ou')[13]).toBe(`PARTIALLY FILLED @ ${price}.0(-0.2)`);
    expect(rowOf(made, 'tu').slice(8, 11)).toEqual([1, expect.closeTo(-0.2 * price * 0.001, 9), 'USD']);
    expect(rowOf(taken, 'tu').slice(8, 11)).toEqual([-1, -0.0004, 'BTC']);
  });

  it('whose price has too many figures has it cut, as the exchange cuts it', async () => {
    const { simulator } = await begin();
    const one = await ready(simulator);
    const priceOf = async (symbol: string, price: string): Promise<unknown> =>
      rowOf(await one.ask('on', limit({ symbol, price, amount: '0.1' })), 'on')[16];
    expect(await priceOf('tBTCUSD', '43210.99')).toBe(43_210);
    expect(await priceOf('tETHUSD', '2345.678')).toBe(2_345.6);
    expect(await priceOf('tETHUSD', '987.66')).toBe(987.6);
  });

  it('that makes no sense, or that there is no money for, is refused by its cid, with no id', async () => {
    const { simulator } = await begin();
    const one = await ready(simulator);
    for (const [wrong, text] of REFUSALS) {
      const said = await one.ask('on', limit({ price: '60000', cid: 44, ...wrong }));
      expect([wrong, codes(said)]).toEqual([wrong, ['on-req ERROR']]);
      expect(words(said)).toEqual(typeof text === 'string' ? text : expect.stringMatching(text));
      const [id, , cid] = rowOf(said, 'n')[4] as unknown[];
      expect([id, cid]).toEqual([null, 'cid' in wrong ? wrong.cid : 44]);
    }
  });
});

describe('further inputs', () => {
  it('update an order in place, and refuse what is not there', async () => {
    const { simulator, bid } = await begin();
    const one = await ready(simulator);
    const id = rowOf(await one.ask('on', limit({ price: String(bid - 500) })), 'on')[0];
    const said = await one.ask('ou', { id, price: String(bid - 400), delta: '0.1' });
    expect(codes(said)).toEqual(['ou-req SUCCESS', 'ou', 'wu']);
    const old = rowOf(said, 'n')[4] as unknown[];
    const now = rowOf(said, 'ou');
    expect([old[16], old[6]]).toEqual([bid - 500, 0.5]);
    expect([now[0], now[6], now[7], now[9], now[16]]).toEqual([id, 0.6, 0.6, 'EXCHANGE LIMIT', bid - 400]);
    const missed = await one.ask('ou', { id: 1, price: '1' });
    expect([codes(missed), words(missed)]).toEqual([['ou-req ERROR'], 'Order not found.']);
  });

  it('cancel by cid with a sparse answer, many at once, and all', async () => {
    const { simulator, bid } = await begin();
    const one = await ready(simulator);
    const place = async (more: object) =>
      rowOf(await one.ask('on', limit({ price: String(bid - 500), ...more })), 'on');
    await place({ cid: 77 });
    const sparse = rowOf(await one.ask('oc', { cid: 77, cid_date: null }), 'n')[4] as unknown[];
    expect(sparse.filter((cell) => cell !== null && cell !== 0)).toEqual([77]);
    const [a] = [await place({ gid: 9 }), await place({ gid: 9 }), await place({})];
    const some = await one.ask('oc_multi', { id: [a[0]], gid: [9] });
    expect(codes(some).filter((code) => code !== 'wu')).toEqual(['oc_multi-req SUCCESS', 'oc', 'oc']);
    expect(words(some)).toBe('Submitting 2 order cancellations.');
    await place({});
    expect(codes(await one.ask('oc_multi', { all: 1 })).filter((code) => code === 'oc').length).toBe(2);
    expect(words(await one.ask('oc', { cid: 77 }))).toBe('Order not found.');
  });

  it('come several in one frame, each answered by itself', async () => {
    const { simulator, bid } = await begin();
    const one = await ready(simulator);
    const order = limit({ price: String(bid - 500) });
    const said = await one.ask('ox_multi', [
      ['on', order],
      ['on', { ...order, amount: 'x' }],
      ['oc', { id: 1 }],
      'what',
    ]);
    expect(codes(said)).toEqual(['on-req SUCCESS', 'on', 'wu', 'on-req ERROR', 'oc-req ERROR']);
    const many = await one.ask(
      'ox_multi',
      Array.from({ length: 76 }, () => ['oc', { id: 1 }]),
    );
    expect(codes(many)).toEqual(['ox_multi-req ERROR']);
  });

  it('place a pair of which one ends the other', async () => {
    const { simulator, bid, ask } = await begin();
    const one = await ready(simulator);
    const pair = { price: String(bid - 300), price_oco_stop: String(ask + 300), flags: 16_384, cid: 1, cid_oco: 2 };
    const said = await one.ask('on', limit(pair));
    expect(codes(said)).toEqual(['on-req SUCCESS', 'on', 'on', 'wu']);
    expect((rowOf(said, 'n')[4] as unknown[]).length).toBe(2);
    const rows = said.filter(({ code }) => code === 'on').map(({ row }) => [row[2], row[8], row[25]]);
    const first = said.find(({ code, row }) => code === 'on' && row[2] === 1)?.row[0];
    expect(rows).toEqual([
      [2, 'EXCHANGE STOP', first],
      [1, 'EXCHANGE LIMIT', null],
    ]);
    expect(codes(await one.ask('oc', { id: first })).filter((code) => code === 'oc').length).toBe(2);
  });

  it('never let a stop pay more than there is, however dear the market has become', async () => {
    const { simulator: rich, bid } = await begin();
    await rich.close();
    const key = { apiKey: 'poor', apiSecret: 'secret' };
    const wallets = [{ type: 'exchange' as const, currency: 'USD', balance: bid - 10_000 }];
    const { simulator } = await begin({ accounts: [{ ...key, wallets }] });
    const one = await ready(simulator);
    // Its price has come long ago, so it buys at once, at what is asked now.
    const stop = { type: 'EXCHANGE STOP', symbol: 'tBTCUSD', amount: '1', price: String(bid - 10_000) };
    const said = await one.ask('on', stop);
    expect(rowOf(said, 'oc')[13]).toMatch(/^INSUFFICIENT BALANCE \(G1\) was: PARTIALLY FILLED @ /);
    const dollars = said.filter(({ code, row }) => code === 'wu' && row[1] === 'USD').map(({ row }) => Number(row[2]));
    expect(dollars.every((money) => money >= 0 && money < bid)).toBe(true);
    expect(dollars.length).toBeGreaterThan(0);
  });

  it('open a position on margin, work out its profit, and close it', async () => {
    const { simulator } = await begin();
    const one = await ready(simulator);
    const opened = await one.ask('on', { type: 'MARKET', symbol: 'tBTCUSD', amount: '0.001' });
    expect(codes(opened)).toEqual(['on-req SUCCESS', 'te', 'oc', 'tu', 'pn', 'wu']);
    expect(rowOf(opened, 'pn').slice(0, 3)).toEqual(['tBTCUSD', 'ACTIVE', 0.001]);
    const worked = await one.ask('calc', [['position_tBTCUSD'], ['margin_base'], ['margin_sym_tBTCUSD'], ['balance']]);
    expect(codes(worked)).toEqual(['pu', 'miu', 'miu', 'bu']);
    expect(typeof rowOf(worked, 'pu')[6]).toBe('number');
    const closed = await one.ask('on', { type: 'MARKET', symbol: 'tBTCUSD', amount: '-1', flags: 512 });
    expect(codes(closed)).toEqual(['on-req SUCCESS', 'te', 'oc', 'tu', 'pc', 'wu']);
    const again = await one.ask('on', { type: 'MARKET', symbol: 'tBTCUSD', amount: '-1', flags: 512 });
    expect(rowOf(again, 'oc')[13]).toBe('RSN_POS_NOTFOUND');
  });

  it('expire when their time is up, and all end with the connection where the login said so', async () => {
    const { simulator, clock, bid } = await begin();
    const one = await ready(simulator);
    const tif = new Date(clock.now() + 5_000).toISOString().slice(0, 19).replace('T', ' ');
    await one.ask('on', limit({ price: String(bid - 500), tif }));
    clock.advance(6_000);
    expect(rowOf(await one.account(), 'oc')[13]).toBe('CANCELED');

    const dead = await ready(simulator, 0, { login: { dms: 4 } });
    await one.ask('on', limit({ price: String(bid - 500) }));
    dead.socket.close();
    await dead.closed;
    expect(codes(await one.account())).toContain('oc');
  });
});
