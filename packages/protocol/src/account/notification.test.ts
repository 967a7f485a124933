import { either as E } from 'fp-ts';
import { createSessionDecoder, type DecodeError, type Notification } from '../index.js';

const read = (frame: string): E.Either<DecodeError, Notification> => {
  const decoded = createSessionDecoder().decode(frame);
  if (E.isLeft(decoded)) return decoded;
  if (decoded.right.type !== 'notification') throw new Error(`${frame}: ${decoded.right.type}`);
  return E.right(decoded.right.notification);
};
const right = (frame: string): Notification => {
  const notification = read(frame);
  if (E.isLeft(notification)) throw new Error(`${frame}: ${JSON.stringify(notification.left)}`);
  return notification.right;
};
const of = (type: string, info: string): string =>
  `[0,"n",[1588341920226,"${type}",null,null,${info},null,"SUCCESS","…"]]`;
const infoOf = (type: string, info: string): unknown => right(of(type, info)).info;

const ORDER =
  '[1185815100,null,1575289350475,"tETHUSD",1575289351944,1575289447644,-3,-3,"LIMIT","LIMIT",null,null,0,"ACTIVE",null,null,' +
  '240,0,0,0,null,null,null,0,0,null,null,null,"API>BFX",null,null,null]';
const OFFER =
  '[41238934,null,null,null,500,null,null,null,null,null,null,null,null,null,0.02,2,null,null,null,null,null]';
const POSITION = '["tBTCUSD","CLOSED",0,7515,0,0,null,null,null,null,null,36444585,null,null,null,0,null,0,null,null]';

describe('a notification', () => {
  test('has its facts by name', () => {
    const frame = '[0,"n",[null,"deposit_complete",null,null,null,null,"SUCCESS","Deposit completed: 39.999 LTC"]]';
    expect(right(frame)).toEqual({
      mts: null,
      type: 'deposit_complete',
      messageId: null,
      info: { kind: 'none' },
      code: null,
      status: 'SUCCESS',
      text: 'Deposit completed: 39.999 LTC',
    });
    const broadcast = '[0,"n",[1575294374000,"ucm-test",7,null,{"foo":1,"bar":2},3,null,null]]';
    expect(right(broadcast)).toEqual({
      mts: 1575294374000,
      type: 'ucm-test',
      messageId: 7,
      info: { kind: 'broadcast', info: { foo: 1, bar: 2 } },
      code: 3,
      status: null,
      text: null,
    });
  });

  test.each([
    ['null', null],
    ['1575287438515', 1575287438515],
    ['1575287438.515', 1575287438515],
    ['1575287438', 1575287438000],
    ['"1575287438.515"', 1575287438515],
    ['1588241444015.25', 1588241444015.25],
    ['0', 0],
  ])('of %s was sent at %s ms', (sent, mts) => {
    expect(right(`[0,"n",[${sent},"uca",null,null,null,null,null,null]]`).mts).toBe(mts);
  });

  test.each([
    ['[0,"n",[null,null,null,null,null,null,null,null]]', 'BadColumn', 'type'],
    ['[0,"n",["soon","on-req",null,null,null,null,null,null]]', 'BadColumn', 'mts'],
    ['[0,"n",[null,"on-req",null,null,null,null,"ERROR"]]', 'MissingColumn', 'text'],
    ['[0,"n",[null,"on-req",null,null,null,null,7,"…"]]', 'BadColumn', 'status'],
  ])('%s is refused', (frame, tag, column) => {
    expect(read(frame)).toMatchObject({ left: { _tag: tag, family: 'Notification', column } });
  });

  test('is refused where it is no row', () => {
    expect(read('[0,"n",{}]')).toMatchObject({ left: { _tag: 'BadPayload', family: 'Notification' } });
    expect(read('[0,"n"]')).toMatchObject({ left: { _tag: 'BadPayload', family: 'Notification' } });
  });
});

describe('an answer to a request', () => {
  test.each(['on-req', 'ou-req', 'oc-req', 'oc_multi-req'])('%s has the order, or a list of orders', (type) => {
    const order = { id: 1185815100, cid: 1575289350475, symbol: 'tETHUSD', amount: -3, price: 240, routing: 'API>BFX' };
    expect(infoOf(type, ORDER)).toMatchObject({ kind: 'order', order });
    expect(infoOf(type, `[${ORDER},${ORDER}]`)).toMatchObject({ kind: 'orders', orders: [order, order] });
    expect(infoOf(type, `[${ORDER}]`)).toMatchObject({ kind: 'orders', orders: [order] });
    expect(infoOf(type, '[]')).toEqual({ kind: 'orders', orders: [] });
  });

  test('that cancels by client id has nothing but that id', () => {
    const info = infoOf('oc-req', `[null,null,2,${'null,'.repeat(20)}0,null,null,null,null,null,null,null,null]`);
    if (typeof info !== 'object' || info === null || !('order' in info)) throw new Error(JSON.stringify(info));
    const { cid, notify, ...rest } = info.order as Record<string, unknown>;
    expect([cid, notify]).toEqual([2, false]);
    expect(new Set(Object.values(rest))).toEqual(new Set([null]));
  });

  test('that cancels by id may have nothing but the id, and end after it', () => {
    const info = infoOf('oc-req', '[1185815100]');
    expect(info).toMatchObject({ kind: 'order', order: { id: 1185815100, cid: null, status: null, meta: null } });
  });

  test('that was rejected has what the client asked for', () => {
    const sent =
      '[null,null,1513970684865000,"tBTCUSD",null,null,0.001,0.001,"EXCHANGE MARKET",null,null,null,null,null,null,null,12940,' +
      'null,null,null,null,null,null,0,null,null]';
    expect(right(`[0,"n",[null,"on-req",null,null,${sent},null,"ERROR","Invalid order: minimum size"]]`)).toMatchObject(
      {
        status: 'ERROR',
        text: 'Invalid order: minimum size',
        info: { kind: 'order', order: { id: null, cid: 1513970684865000, amount: 0.001, price: 12940, flags: null } },
      },
    );
  });

  test.each(['fon-req', 'fou-req', 'foc-req'])('%s has the offer', (type) => {
    const offer = { id: 41238934, symbol: null, amount: 500, rate: 0.02, period: 2, status: null, renew: null };
    expect(infoOf(type, OFFER)).toMatchObject({ kind: 'offer', offer });
  });

  test.each(['pm-req', 'pc'])('%s has the position', (type) => {
    const position = { symbol: 'tBTCUSD', status: 'CLOSED', amount: 0, positionId: 36444585 };
    expect(infoOf(type, POSITION)).toMatchObject({ kind: 'position', position });
  });

  test('of which a column is of another type is refused, and names it', () => {
    const broken = { _tag: 'BadColumn', family: 'SparseOrder', column: 'symbol', index: 3 };
    expect(read(of('on-req', '[1,2,3,4]'))).toMatchObject({ left: { ...broken, expected: 'a text or null' } });
    expect(read(of('on-req', `[${ORDER},[1,2,3,4]]`))).toMatchObject({ left: broken });
    const offer = { _tag: 'BadColumn', family: 'SparseFundingOffer', column: 'amount', index: 4 };
    expect(read(of('fon-req', '[1,null,null,null,"much"]'))).toMatchObject({ left: offer });
  });

  test('counts what the server appends to its row', () => {
    const decoder = createSessionDecoder();
    decoder.decode(of('on-req', ORDER.replace(/]$/, ',1]')));
    expect(decoder.drift()).toEqual(new Map([['SparseOrder', 1]]));
  });
});

describe('a price alert', () => {
  test('has what the glossary says', () => {
    const alert = {
      key: 'price:tBTCUSD:10000',
      type: 'price',
      symbol: 'tBTCUSD',
      price: 10000,
      count: 100,
      direction: 'up',
    };
    expect(infoOf('uca', '["price:tBTCUSD:10000","price","tBTCUSD",10000,100,"up"]')).toEqual({ kind: 'alert', alert });
  });
});

describe('what a notification is about comes out as it was sent', () => {
  test.each([
    ['acc_tf', '{"a":[1]}'],
    ['ox_multi-req', `[[1588341920226,"on-req",null,null,${ORDER},null,"SUCCESS","…"]]`],
    ['fcc-req', '[1,2]'],
    ['on-req', '{"id":1}'],
    ['on-req', '"text"'],
    ['fon-req', `[${OFFER}]`],
    ['pm-req', '[]'],
    ['uca', '7'],
    ['ucm-test', '[1,"x"]'],
    ['constructor', '[1]'],
  ])('where %s has %s', (type, info) => {
    expect(infoOf(type, info)).toEqual({ kind: 'raw', raw: JSON.parse(info) as unknown, texts: null });
  });
});
