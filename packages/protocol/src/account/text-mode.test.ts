import { either as E } from 'fp-ts';
import { createSessionDecoder, encodeMessage, type Message } from '../index.js';

const ID = '900719925474099312';
const MORE = '900719925474099313';
const DECIMAL = '0.123456789012345678';

const read = (frame: string): Message<'text'> => {
  const decoded = createSessionDecoder({ numbers: 'text' }).decode(frame);
  if (E.isLeft(decoded)) throw new Error(`${frame}: ${JSON.stringify(decoded.left)}`);
  return decoded.right;
};

const ORDER =
  `[${ID},${MORE},${ID},"tBTCUST",1755668711760,1755668711762,${DECIMAL},-1.10,"LIMIT",null,null,null,4096,"ACTIVE",null,null,` +
  `1e-8,${DECIMAL},null,null,null,null,null,0,1,${MORE},null,null,"API>BFX",null,null,{"source":"api"}]`;
const order = {
  ...{
    id: ID,
    gid: MORE,
    cid: ID,
    placedId: MORE,
    amount: DECIMAL,
    amountOrig: '-1.10',
    price: '1e-8',
    priceAvg: DECIMAL,
  },
  ...{
    mtsCreate: 1755668711760,
    flags: 4096,
    hidden: true,
    notify: false,
    priceTrailing: null,
    meta: { source: 'api' },
  },
};

// What each family has in text mode; ids of 18 digits and decimals as they were spelled.
const FRAMES: ReadonlyArray<readonly [frame: string, says: object]> = [
  [`[0,"os",[${ORDER}]]`, { orders: [order] }],
  [`[0,"ou",${ORDER}]`, { order }],
  [
    `[0,"pu",["tBTCUSD","ACTIVE",3.8e-7,38930.10,0,0,-0.0,null,null,null,null,${ID},null,null,null,0,null,${DECIMAL},0,null]]`,
    { position: { amount: '3.8e-7', basePrice: '38930.10', positionId: ID, collateral: DECIMAL, type: 0 } },
  ],
  [
    `[0,"tu",[${ID},"tBTCUSD",1755671464700.25,${MORE},${DECIMAL},113910.0,null,null,-1,-0.00,"USD",${ID}]]`,
    {
      trade: {
        id: ID,
        mtsCreate: 1755671464700.25,
        orderId: MORE,
        execAmount: DECIMAL,
        fee: '-0.00',
        cid: ID,
        maker: -1,
      },
    },
  ],
  [`[0,"wu",["margin","USD",9999.60,0,null,null,null]]`, { wallet: { balance: '9999.60', balanceAvailable: null } }],
  [`[0,"bu",[${DECIMAL},1.0]]`, { balance: { aum: DECIMAL, aumNet: '1.0' } }],
  [`[0,"miu",["base",[1.0,2,3,4,${DECIMAL}]]]`, { margin: { userPl: '1.0', marginRequired: DECIMAL } }],
  [`[0,"miu",["sym","tETHUSD",[${DECIMAL},null,1,2.0]]]`, { margin: { tradableBalance: DECIMAL, sell: '2.0' } }],
  [`[0,"fiu",["sym","fUSD",[${DECIMAL},0,1.50,null]]]`, { info: { yieldLoan: DECIMAL, durationLoan: '1.50' } }],
  [
    `[0,"fon",[${ID},"fUST",1575026670000,1575026670000,5000.0,1,"LIMIT",null,null,0,"ACTIVE",null,null,null,${DECIMAL},30,0,0,null,0,null]]`,
    { offer: { id: ID, amount: '5000.0', rate: DECIMAL, period: 30 } },
  ],
  [
    `[0,"fcu",[${ID},"fUST",1,1,2,350.0,0,"ACTIVE",null,null,null,${DECIMAL},30,1,2,0,0,null,0,1.0,0,"tBTCUST"]]`,
    { credit: { id: ID, side: 1, amount: '350.0', flags: 0, rate: DECIMAL, rateReal: '1.0', positionPair: 'tBTCUST' } },
  ],
  [
    `[0,"flu",[${ID},"fUST",-1,1,2,350.0,0,"ACTIVE",null,null,null,${DECIMAL},30,1,2,0,0,null,0,1.0,0]]`,
    { loan: { id: ID, side: -1, amount: '350.0', rate: DECIMAL } },
  ],
  [`[0,"fte",[${ID},"fUSD",1,${MORE},-1000.0,0.0020,7,null]]`, { trade: { id: ID, offerId: MORE, rate: '0.0020' } }],
  [
    `[0,"n",[1588341920226,"on-req",${ID},null,${ORDER},null,"SUCCESS","…"]]`,
    { notification: { mts: 1588341920226, messageId: ID, info: { order } } },
  ],
  [
    `[0,"n",[null,"oc_multi-req",null,null,[${ORDER}],null,null,null]]`,
    { notification: { info: { orders: [order] } } },
  ],
  [
    `[0,"n",[null,"uca",null,null,["k","price","tBTCUSD",10000.50,1,-1],null,null,null]]`,
    { notification: { info: { alert: { price: '10000.50', count: 1, direction: -1 } } } },
  ],
  [
    `[0,"n",[null,"new",null,null,[${ID},[1.0]],null,null,null]]`,
    { notification: { info: { kind: 'raw', texts: [ID, ['1.0']] } } },
  ],
  [`[0,"hts",[[${ID}]]]`, { code: 'hts', texts: [[ID]] }],
  [`[0,"zz",${ID}]`, { code: 'zz', texts: ['0', null, ID] }],
];

describe('in text mode', () => {
  test.each(FRAMES)('%s keeps ids and decimals as they were sent', (frame, says) => {
    expect(read(frame)).toMatchObject(says);
  });

  test.each(FRAMES)('%s is written again to the digit', (frame) => {
    expect(encodeMessage(read(frame))).toBe(frame);
  });
});

test('in number mode an id above 2^53 is refused rather than changed', () => {
  const decoded = createSessionDecoder().decode(`[0,"ou",${ORDER}]`);
  expect(decoded).toMatchObject({ left: { _tag: 'BadColumn', family: 'Order', column: 'id', index: 0 } });
});
