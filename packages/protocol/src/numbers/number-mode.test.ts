import { sharedLines } from '@bitfinex-ws/testkit';
import { either as E } from 'fp-ts';
import {
  createSessionDecoder,
  encodeMessage,
  type Message,
  type Num,
  type NumberMode,
  type SessionDecoder,
  Trade,
} from '../index.js';

const TRADES = '{"event":"subscribed","channel":"trades","chanId":3,"symbol":"tBTCUSD"}';
const BOOK = '{"event":"subscribed","channel":"book","chanId":5,"symbol":"tBTCUSD","prec":"R0","freq":"F0","len":"25"}';
const LIQUIDATIONS = '{"event":"subscribed","channel":"status","chanId":9,"key":"liq:global"}';

const right = <N extends NumberMode>(decoder: SessionDecoder<N>, frame: string): Message<N> => {
  const decoded = decoder.decode(frame);
  if (E.isLeft(decoded)) throw new Error(JSON.stringify(decoded.left));
  return decoded.right;
};

// What the compiler knows; a wrong type fails the type check of this file.
const readable = <N extends NumberMode>(message: Message<N>): string => encodeMessage(message);
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;
const known: readonly [
  Same<Num<NumberMode>, string | number>,
  Same<Trade, Trade<'number'>>,
  Same<Trade<'text'>['price'], string>,
  Same<Trade<'text'>['mts'], number>,
] = [true, true, true, true];

const textDecoder = (): SessionDecoder<'text'> => {
  const decoder = createSessionDecoder({ numbers: 'text' });
  for (const frame of [TRADES, BOOK, LIQUIDATIONS]) decoder.decode(frame);
  return decoder;
};
const numberDecoder = (): SessionDecoder => {
  const decoder = createSessionDecoder();
  for (const frame of [TRADES, BOOK, LIQUIDATIONS]) decoder.decode(frame);
  return decoder;
};

test('the literal of the option decides the type of the messages', () => {
  expect(known).toEqual([true, true, true, true]);
  const frame = '[3,"te",[401597395,1574694478808,0.005,7245.3]]';
  const text = right(textDecoder(), frame);
  const price: string = text.type === 'te' ? text.trade.price : '';
  const number = right(numberDecoder(), frame);
  const id: number = number.type === 'te' ? number.trade.id : 0;
  expect([price, id]).toEqual(['7245.3', 401597395]);
  expect([readable(text), readable(number)]).toEqual([frame, frame]);
});

describe('text mode', () => {
  test('keeps ids above 2^53 and every digit of a decimal, while times and counts are numbers', () => {
    const frame =
      '[3,"te",[9007199254740993,1574694478808,-123456789012345678.123456789012345678,0.100000000000000000]]';
    expect(right(textDecoder(), frame)).toMatchObject({
      trade: {
        id: '9007199254740993',
        mts: 1574694478808,
        amount: '-123456789012345678.123456789012345678',
        price: '0.100000000000000000',
      },
    });
    expect(numberDecoder().decode(frame)).toMatchObject({ left: { column: 'id', expected: 'an integer' } });
  });

  test('keeps the spelling that was sent', () => {
    const decoder = textDecoder();
    for (const text of ['6.6e-7', '0.00000066', '1E+2', '-0', '0', '1.50', '10000000000000000000000']) {
      expect(right(decoder, `[3,"te",[1,1,${text},1]]`)).toMatchObject({ trade: { amount: text } });
      expect(right(decoder, `[3,"te",[1,1,"${text}",1]]`)).toMatchObject({ trade: { amount: text } });
    }
  });

  test('has the texts of lists, of books and of channels that keep none in number mode', () => {
    const decoder = textDecoder();
    expect(right(decoder, '[3,[[1,2,3.0,4.00],[2,2,3,4]]]')).toMatchObject({
      trades: [
        { id: '1', amount: '3.0', price: '4.00' },
        { id: '2', amount: '3', price: '4' },
      ],
    });
    expect(right(decoder, '[5,[[99999999999999999999,1.0,-0.10]]]')).toMatchObject({
      rows: [{ orderId: '99999999999999999999', price: '1.0', amount: '-0.10' }],
    });
    expect(right(decoder, '[9,[["pos",1.0,2.5,null,"tA",3e0,4,null,1,0,null,null]]]')).toMatchObject({
      liquidations: [{ posId: '1.0', mts: 2.5, amount: '3e0', isMatch: 1, liquidationPrice: null }],
    });
  });

  test('keeps the texts of frames that nobody subscribed', () => {
    const unrouted = right(textDecoder(), '[77,[9007199254740993,{"a":1.50}],1.0]');
    expect(unrouted).toMatchObject({ type: 'unrouted', texts: ['77', ['9007199254740993', null], '1.0'] });
    expect(right(numberDecoder(), ' [77,[1.0]]')).toMatchObject({ texts: null });
  });

  test.each([
    ['1.5', 'an integer'],
    ['"1.5"', 'an integer'],
    ['1e-3', 'an integer'],
    ['9007199254740993.5', 'an integer'],
    ['null', 'an integer'],
    ['"x"', 'an integer'],
    ['1e999', 'an integer'],
  ])('an id %s is refused', (id, expected) => {
    expect(textDecoder().decode(`[3,"te",[${id},1,1,1]]`)).toMatchObject({
      left: { _tag: 'BadColumn', index: 0, expected },
    });
  });

  test.each(['1.0', '1e3', '"12"'])('an id %s is whole, in both modes', (id) => {
    const frame = `[3,"te",[${id},1,1,1]]`;
    expect(right(textDecoder(), frame)).toMatchObject({ trade: { id: id.replaceAll('"', '') } });
    expect(right(numberDecoder(), frame)).toMatchObject({ trade: { id: Number(id.replaceAll('"', '')) } });
  });
});

describe('the codec of text mode', () => {
  test('is an io-ts codec beside that of numbers', () => {
    const row = [401597395, 1574694478808, '0.0050', 7245.3];
    const trade = { id: '401597395', mts: 1574694478808, amount: '0.0050', price: '7245.3' };
    expect(Trade.text.decode(row)).toEqual(E.right(trade));
    expect(Trade.text.encode(trade)).toEqual(row);
    expect(Trade.text.write(trade)).toBe('[401597395,1574694478808,0.0050,7245.3]');
    expect([Trade.text.is(trade), Trade.is(trade)]).toEqual([true, false]);
  });

  test('writes what is no number as the text that it is, so that no frame is broken by it', () => {
    expect(Trade.text.write({ id: '1,2', mts: 3, amount: 'NaN', price: '' })).toBe('["1,2",3,"NaN",""]');
  });
});

const recorded = sharedLines('captures/bitfinex-2021-04-17.jsonl');

(recorded === null ? test.skip : test)('text mode says of the recording what number mode says, in texts', () => {
  const decoders = [createSessionDecoder(), createSessionDecoder({ numbers: 'text' })] as const;
  const asNumbers = (message: unknown): unknown =>
    JSON.parse(JSON.stringify(message), (key: string, value: unknown) =>
      typeof value === 'string' && /^-?[0-9.]+(e-?[0-9]+)?$/.test(value) && !['key', 'len'].includes(key)
        ? Number(value)
        : value,
    );
  let frames = 0;
  for (const line of recorded ?? []) {
    const { dir, frame } = JSON.parse(line) as { readonly dir: string; readonly frame: string };
    if (dir !== 'in') continue;
    frames++;
    expect(asNumbers(right(decoders[1], frame))).toEqual(asNumbers(right(decoders[0], frame)));
  }
  expect(frames).toBe(1693);
});
