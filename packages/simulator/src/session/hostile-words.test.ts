import { createSeededRandom, settle } from '@bitfinex-ws/testkit';
import { listenerOn } from '../../test/in-process.js';
import { quietPlace, quietTrader, type QuietTrader } from '../../test/quiet-trader.js';

const place = quietPlace();
const { exchange } = place;
afterAll(() => exchange.close());

/** What no field should be. */
const ODD: ReadonlyArray<unknown> = [
  null,
  true,
  '',
  0,
  -1,
  1e308,
  5e-324,
  2 ** 53,
  '1e400',
  '__proto__',
  'constructor',
  'x'.repeat(5_000),
  '\u0000\ud800',
  [],
  [[]],
  {},
  { toString: 1, valueOf: 1 },
  { length: -1 },
  ['tBTCUSD'],
  [null, [0]],
];
const EVENTS: ReadonlyArray<Record<string, unknown>> = [
  { event: 'subscribe', channel: 'book', symbol: 'tBTCUSD', prec: 'P0', freq: 'F0', len: '25', subId: 1 },
  { event: 'subscribe', channel: 'candles', key: 'trade:1m:tBTCUSD' },
  { event: 'subscribe', channel: 'status', key: 'deriv:tBTCF0:USTF0' },
  { event: 'unsubscribe', chanId: 1 },
  { event: 'conf', flags: 65_536 },
  { event: 'ping', cid: 1 },
  {
    event: 'auth',
    apiKey: 'x',
    authNonce: 1,
    authPayload: 'AUTH1',
    authSig: 'f'.repeat(96),
    filter: ['trading'],
    dms: 4,
  },
];
const ORDER = { type: 'EXCHANGE LIMIT', symbol: 'tBTCUSD', amount: '0.1', price: '100', cid: 1, gid: 1, flags: 0 };
const INPUTS: ReadonlyArray<readonly [string, unknown]> = [
  [
    'on',
    { ...ORDER, price_aux_limit: '1', price_trailing: '1', price_oco_stop: '1', tif: '2030-01-01', lev: 1, meta: {} },
  ],
  ['on', { ...ORDER, type: 'LIMIT', flags: 1_024 }],
  [
    'ou',
    { id: 1, cid: 1, cid_date: '2020-09-13', price: '99', amount: '0.1', delta: '0.1', flags: 0, tif: '2030-01-01' },
  ],
  ['oc', { id: 1, cid: 1, cid_date: '2020-09-13' }],
  ['oc_multi', { id: [1], cid: [[1, '2020-09-13']], gid: [1], all: 1 }],
  [
    'ox_multi',
    [
      ['on', ORDER],
      ['oc', { id: 1 }],
    ],
  ],
  ['fon', { type: 'LIMIT', symbol: 'fUSD', amount: '50', rate: '0.0002', period: 2, flags: 0 }],
  ['foc', { id: 1 }],
  ['calc', [['margin_base'], ['position_tBTCUSD'], ['wallet_margin_BTC']]],
  ['n', { type: 'ucm-x', info: { a: 1 } }],
];

describe('words that make no sense', () => {
  it('in any field of any request are answered, refused or passed over, and nobody else is disturbed', async () => {
    const honest = listenerOn(exchange);
    honest.send({ event: 'conf', flags: 65_536 });
    honest.send({ event: 'subscribe', channel: 'trades', symbol: 'tBTCUSD' });
    const random = createSeededRandom(5);
    const pick = <A>(from: ReadonlyArray<A>): A => from[Math.floor(random() * from.length)] as A;
    /** The same with one or two places that are odd; a place may be in the depth. */
    const spoilt = (value: unknown): unknown => {
      if (typeof value !== 'object' || value === null || random() < 0.1) return pick(ODD);
      const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...value }) as Record<string, unknown>;
      for (let times = random() < 0.7 ? 1 : 2; times > 0; times--) {
        const name = pick(Object.keys(copy).concat('extra'));
        copy[name] = random() < 0.6 ? pick(ODD) : spoilt(copy[name]);
      }
      return copy;
    };
    let trader: QuietTrader | null = null;
    let frames = 0;
    for (let round = 0; round < 4_000; round++) {
      if (!trader || round % 100 === 0) {
        trader?.send({ event: 'conf', flags: 0 });
        exchange.step();
        trader = await quietTrader(place);
        for (const [code, body] of INPUTS) trader.input(code, body);
      }
      const [code, body] = pick(INPUTS);
      trader.send(random() < 0.5 ? (spoilt(pick(EVENTS)) as object) : [0, code, pick([null, 1, ODD]), spoilt(body)]);
      if (round % 10 === 0) trader.send(spoilt([0, code, null, body]) as object);
      frames += (await trader.frames()).length;
    }
    expect(frames).toBeGreaterThan(1_000);
    exchange.step(20);
    await settle();
    const numbers = honest.heard
      .filter((text) => text.startsWith('['))
      .map((text) => (JSON.parse(text) as number[]).at(-1) ?? 0);
    expect(numbers).toEqual(numbers.map((_, at) => at + 1));
    expect(numbers.length).toBeGreaterThan(1);
  });
});
