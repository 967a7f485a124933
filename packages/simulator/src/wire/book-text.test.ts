import type { Level } from '../market/window.js';
import { corruptRow, createBookText } from './book-text.js';

const level = (side: 'bid' | 'ask', fields: Partial<Level>): Level => ({
  side,
  price: 0,
  period: 0,
  id: 0,
  count: 1,
  amount: 1e8,
  ...fields,
});
const trading = createBookText({ kind: 'trading', figures: 5, len: 25 }, 0);
const raw = createBookText({ kind: 'trading', figures: null, len: 25 }, 0);
const funding = createBookText({ kind: 'funding', figures: 5, len: 25 }, 8);
const rawFunding = createBookText({ kind: 'funding', figures: null, len: 25 }, 8);

/** A vendor's recording of tXRPBTC, after its one update: [price, count, amount], bids then asks. */
const XRPBTC =
  '[[0.0000011,12,266122.94],[0.00000109,4,500793.10790141],[0.00000108,5,776367.43],[0.00000107,1,23329.54842056],' +
  '[0.00000106,3,116868.87735849],[0.00000105,3,205000],[0.00000103,3,227308.25386407],[0.00000102,2,105000],' +
  '[0.00000101,1,2970],[0.000001,2,21000],[7e-7,1,10000],[6.6e-7,1,10000],[6e-7,1,100000],[4.9e-7,1,10000],' +
  '[2.5e-7,1,2000],[6e-8,1,100000],[5e-8,1,200000],[1e-8,4,640000],[0.00000111,1,-4847.13],' +
  '[0.00000112,7,-528102.69042633],[0.00000113,5,-302397.07],[0.00000114,3,-339088.93],[0.00000126,4,-245944.06],' +
  '[0.00000127,1,-5000],[0.0000013,1,-5000],[0.00000134,1,-8249.18938656],[0.00000136,1,-13161.25184766],' +
  '[0.00000145,1,-2914],[0.0000015,3,-54448.5],[0.00000152,2,-5538.54849594],[0.00000153,1,-62691.75475079],' +
  '[0.00000159,1,-2914],[0.0000016,1,-52631.10296831],[0.00000164,1,-4000],[0.00000166,1,-3831.46784605],' +
  '[0.00000171,1,-14575.17730379],[0.00000174,1,-3124.81815395],[0.0000018,1,-18000],[0.00000182,1,-16000],' +
  '[0.00000186,1,-4000],[0.00000189,1,-10000.686624],[0.00000191,1,-14500],[0.00000193,1,-2422]]';

describe('book text', () => {
  it('gives the recorded book its recorded text and its recorded checksum', () => {
    const levels = (JSON.parse(XRPBTC) as [number, number, number][]).map(([price, count, amount]) =>
      level(amount > 0 ? 'bid' : 'ask', {
        price: Math.round(price * 1e8),
        count,
        amount: Math.round(Math.abs(amount) * 1e8),
      }),
    );
    const text = createBookText({ kind: 'trading', figures: 5, len: 25 }, 8);
    const side = (wanted: string) => levels.filter((each) => each.side === wanted);
    expect(`[${levels.map(text.upsert).join(',')}]`).toBe(XRPBTC);
    expect(text.checksum(side('bid'), side('ask'))).toBe(-1175357890);
  });

  it('hashes raw books by order id', () => {
    const bids = [
      level('bid', { id: 86143757000, price: 41652, amount: 1e7 }),
      level('bid', { id: 86143757311, price: 41652, amount: 2.4e7 }),
      level('bid', { id: 86143739761, price: 41650, amount: 22473375 }),
      level('bid', { id: 86143768647, price: 41650, amount: 6183 }),
      level('bid', { id: 86143739754, price: 41648, amount: 27726061 }),
      level('bid', { id: 86143757609, price: 41648, amount: 17166335 }),
    ];
    const asks = [
      level('ask', { id: 86143770009, price: 41653, amount: 1 }),
      level('ask', { id: 86143771000, price: 41655, amount: 2.5e7 }),
    ];
    expect(raw.checksum(bids, asks)).toBe(-572126590);
  });

  it('hashes funding books by rate, with bids negative', () => {
    const bids = [
      level('bid', { price: 8100, period: 15, amount: 10e8 }),
      level('bid', { price: 8100, period: 30, amount: 11350000 }),
      level('bid', { price: 8002, period: 30, amount: 10e8 }),
    ];
    const asks = [
      level('ask', { price: 8744, period: 2, count: 18, amount: 5561031005 }),
      level('ask', { price: 8750, period: 2, count: 3, amount: 12.5e8 }),
    ];
    expect(funding.checksum(bids, asks)).toBe(-200468098);
  });

  it('writes each kind of row with its columns, and a removal with an amount of one', () => {
    const bid = { price: 64_000, period: 30, id: 86143757000, count: 3, amount: 25e7 };
    expect(
      [trading, raw, funding, rawFunding].flatMap((text) => [
        text.upsert(level('bid', bid)),
        text.removal(level('ask', bid)),
      ]),
    ).toEqual([
      '[64000,3,2.5]',
      '[64000,0,-1]',
      '[86143757000,64000,2.5]',
      '[86143757000,0,-1]',
      '[0.00064,30,3,-2.5]',
      '[0.00064,30,0,1]',
      '[86143757000,30,0.00064,-2.5]',
      '[86143757000,30,0,1]',
    ]);
  });
});

describe('corruptRow', () => {
  it.each([
    ['[64000,3,2.5]', '[64000,3,3.5]'],
    ['[64000,3,-9.5]', '[64000,3,-1.5]'],
    ['[0.00064,30,3,-0.25]', '[0.00064,30,3,-1.25]'],
    ['[86143757000,64000,1e-8]', '[86143757000,64000,2e-8]'],
  ])('makes of %s %s', (row, corrupted) => {
    expect(corruptRow(row)).toBe(corrupted);
  });
});
