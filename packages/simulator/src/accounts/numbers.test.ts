import { createFakeClock } from '@bitfinex-ws/testkit';
import { startOrThrow } from '../../test/client.js';
import { loginRequest, trader } from '../../test/trader.js';
import type { Simulator } from '../index.js';

const TIMESTAMP = 32_768;
const SEQ_ALL = 65_536;

let simulator: Simulator;
const clock = createFakeClock();
beforeAll(async () => (simulator = await startOrThrow({ rate: 0, clock, seed: 3, heartbeatMs: 15_000 })));
afterAll(() => simulator.close());

const order = { type: 'EXCHANGE LIMIT', symbol: 'tBTCUSD', amount: '0.1', price: '50000' };

describe('the numbers behind frames of the account channel', () => {
  it('are none without flags', async () => {
    const one = await trader(simulator);
    const said = [...(await one.account()), ...(await one.ask('on', order))];
    expect(said.every(({ trailers }) => trailers.length === 0)).toBe(true);
    one.socket.close();
  });

  it('count the connection and the account apart; a request is answered with the latter alone, a heartbeat with the former', async () => {
    const one = await trader(simulator, 0, { flags: SEQ_ALL });
    const first = await one.account();
    expect(first.map(({ trailers }) => trailers)).toEqual(first.map((_, place) => [place + 1, place + 1]));
    const count = first.length;
    const said = await one.ask('on', order);
    expect(said.map(({ code, trailers }) => [code, ...trailers])).toEqual([
      ['n', count],
      ['on', count + 1, count + 1],
      ['wu', count + 2, count + 2],
    ]);
    clock.advance(15_000);
    const after = [...(await one.account()), ...(await one.ask('calc', [['balance']]))];
    expect(after.map(({ code, row, trailers }) => [code === 'bu' ? code : [code, row], ...trailers])).toEqual([
      [['hb', count + 3]],
      ['bu', count + 4, count + 3],
    ]);
    one.socket.close();
  });

  it('end with the time where that is asked for, in whatever mix', async () => {
    for (const flags of [TIMESTAMP, TIMESTAMP + SEQ_ALL]) {
      const one = await trader(simulator, 1, { flags });
      const numbers = flags === TIMESTAMP ? 0 : 2;
      const said = await one.account();
      expect(said.every(({ trailers }) => trailers.length === numbers + 1)).toBe(true);
      expect(said.every(({ trailers }) => trailers[numbers] === Math.floor(clock.now()))).toBe(true);
      one.socket.close();
    }
  });
});

describe('a frame of the account channel', () => {
  it('can be lost like any other: both of its numbers are used up', async () => {
    const one = await trader(simulator, 1, { flags: SEQ_ALL });
    const count = (await one.account()).length;
    simulator.control.inject({ type: 'drop', frames: { channel: 'account', kinds: ['update'] } });
    const said = await one.ask('calc', [['balance'], ['wallet_exchange_BTC']]);
    simulator.control.calm();
    expect(said.map(({ code, trailers }) => [code, ...trailers])).toEqual([['wu', count + 2, count + 2]]);
    one.socket.close();
  });
});

describe('a broadcast', () => {
  it('reaches the other sessions of the account, not the one that sent it, and nobody else', async () => {
    const [one, other, stranger] = [await trader(simulator), await trader(simulator), await trader(simulator, 1)];
    for (const each of [one, other, stranger]) await each.account();
    one.socket.send('[0,"n",7,{"type":"ucm-test","info":{"foo":1}}]');
    await one.sync();
    expect((await other.account()).map(({ row }) => row.slice(1))).toEqual([
      ['ucm-test', 7, null, { foo: 1 }, null, null, null],
    ]);
    expect([await one.account(), await stranger.account()]).toEqual([[], []]);
  });
});

describe('a key that may only read', () => {
  it('is told so by every order and every offer that it gives, on that session alone, and of which order', async () => {
    const keys = { apiKey: 'reader', apiSecret: 'secret' };
    const shut = await startOrThrow({
      rate: 0,
      clock,
      accounts: [{ ...keys, caps: { orders: { read: 1, write: 0 } } }],
    });
    const [one, other] = [await trader(shut), await trader(shut)];
    await Promise.all([one.account(), other.account()]);
    const [said] = await one.ask('on', { ...order, cid: 77 });
    expect([said?.row[1], ...(said?.row.slice(5) ?? [])]).toEqual([
      'on-req',
      null,
      'ERROR',
      'apikey: permission invalid',
    ]);
    expect((said?.row[4] as unknown[]).slice(0, 4)).toEqual([null, null, 77, 'tBTCUSD']);
    const [offer] = await one.ask('fon', { type: 'LIMIT', symbol: 'fUSD', amount: '50', rate: '0.0002', period: 7 });
    expect(offer?.row.slice(5)).toEqual([null, 'ERROR', 'apikey: permission invalid']);
    expect(await other.account()).toEqual([]);
    one.send(loginRequest(keys));
    expect((await one.sync())[0]).toContain('"msg":"auth: dup"');
    await shut.close();
  });
});
