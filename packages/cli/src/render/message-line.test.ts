import { either as E } from 'fp-ts';
import { createSessionDecoder, type Message } from '@bitfinex-ws/protocol';
import { messageLines } from './message-line.js';

const trailers = { chanId: 7, seq: null, accountSeq: null, serverTime: null };
const book = { channel: 'book', symbol: 'tBTCUSD', prec: 'P0', freq: 'F0', len: 25 } as const;
const funding = { channel: 'book', symbol: 'fUSD', prec: 'P0', freq: 'F0', len: 25 } as const;
const trades = { channel: 'trades', symbol: 'tBTCUSD' } as const;
const text = { key: '', amount: '' };

const said: ReadonlyArray<readonly [Message, ReadonlyArray<string>]> = [
  [{ type: 'info', version: 2, serverId: null, platformStatus: 1 }, ['info: version 2, platform operative']],
  [{ type: 'infoCode', code: 20051, msg: 'Stopping' }, ['info 20051: Stopping']],
  [{ type: 'conf', status: 'OK', flags: 65536 }, ['conf OK, flags 65536']],
  [{ type: 'subscribed', chanId: 7, subId: null, spec: trades, raw: {} }, ['subscribed trades:tBTCUSD as 7']],
  [{ type: 'subscribed', chanId: 7, subId: null, spec: null, raw: {} }, ['subscribed an unknown channel as 7']],
  [
    { type: 'error', code: 10300, msg: 'symbol: invalid', subId: null, chanId: null, echo: {} },
    ['error 10300: symbol: invalid'],
  ],
  [{ type: 'heartbeat', spec: trades, ...trailers }, ['trades:tBTCUSD  heartbeat']],
  [{ type: 'heartbeat', spec: null, ...trailers }, ['channel 7  heartbeat']],
  [{ type: 'unrouted', raw: [7, 1], texts: null, ...trailers }, ['channel 7  nobody subscribed it: [7,1]']],
  [
    { type: 'te', spec: trades, ...trailers, trade: { id: 1, mts: 1618677543829, amount: -0.5, price: 1.1e-7 } },
    ['trades:tBTCUSD  te  16:39:03  sold   0.5 @ 0.00000011'],
  ],
  [
    {
      type: 'trades',
      spec: trades,
      ...trailers,
      trades: [
        { id: 2, mts: 1618677544000, amount: 1, price: 2 },
        { id: 1, mts: 1618677543000, amount: -1, price: 2 },
      ],
    },
    [
      'trades:tBTCUSD  2 trades before',
      'trades:tBTCUSD  16:39:03  sold   1 @ 2',
      'trades:tBTCUSD  16:39:04  bought 1 @ 2',
    ],
  ],
  [
    { type: 'bookUpdate', kind: 'price', spec: book, ...trailers, row: { price: 57123, count: 2, amount: -0.5, text } },
    ['book:tBTCUSD:P0:F0:25  ask 57123  0.5 in 2'],
  ],
  [
    { type: 'bookUpdate', kind: 'price', spec: book, ...trailers, row: { price: 57123, count: 0, amount: 1, text } },
    ['book:tBTCUSD:P0:F0:25  bid 57123  deleted'],
  ],
  [
    {
      type: 'bookUpdate',
      kind: 'funding',
      spec: funding,
      ...trailers,
      row: { rate: 0.0002, period: 30, count: 1, amount: -50, text },
    },
    ['book:fUSD:P0:F0:25  bid 0.0002 for 30 days  50 in 1'],
  ],
  [
    {
      type: 'bookUpdate',
      kind: 'order',
      spec: { ...book, prec: 'R0' },
      ...trailers,
      row: { orderId: 86143740696, price: 0, amount: 1, text },
    },
    ['book:tBTCUSD:R0:F0:25  bid order 86143740696  deleted'],
  ],
  [
    { type: 'checksum', spec: book, ...trailers, checksum: -1175357890 },
    ['book:tBTCUSD:P0:F0:25  checksum -1175357890'],
  ],
  [
    {
      type: 'candle',
      spec: { channel: 'candles', key: 'trade:1m:tBTCUSD' },
      ...trailers,
      candle: { mts: 1618677540000, open: 1, close: 2, high: 3, low: 0.5, volume: 10 },
    },
    ['candles:trade:1m:tBTCUSD  2021-04-17T16:39Z  open 1  high 3  low 0.5  close 2  volume 10'],
  ],
];

test.each(said.map(([message, lines]) => [lines[0], message, lines] as const))('%s', (_title, message, lines) => {
  expect(messageLines(message)).toEqual(lines);
});

describe('a message of the account', () => {
  const decoder = createSessionDecoder();
  const lines = (frame: string): ReadonlyArray<string> => {
    const decoded = decoder.decode(frame);
    if (E.isLeft(decoded)) throw new Error(JSON.stringify(decoded.left));
    return messageLines(decoded.right);
  };

  test('names its code and its fields; a list has a line for each row', () => {
    expect(lines('[0,"ws",[["exchange","AAA",50025,0,null,null,null],["margin","USD",1,0,1,null,null]]]')).toEqual([
      'account ws  2 wallets',
      'account ws  type exchange  currency AAA  balance 50025  unsettledInterest 0',
      'account ws  type margin  currency USD  balance 1  unsettledInterest 0  balanceAvailable 1',
    ]);
    expect(lines('[0,"os",[]]')).toEqual(['account os  0 orders']);
    expect(lines('[0,"miu",["sym","tETHUSD",[1,2,null,null]]]')).toEqual([
      'account miu  symbol tETHUSD  tradableBalance 1  grossBalance 2',
    ]);
  });

  test('shows what a notification is about', () => {
    expect(lines('[0,"n",[null,"ucm-test",7,null,{"foo":1},null,null,"hello"]]')).toEqual([
      'account n  type ucm-test  messageId 7  info {"kind":"broadcast","info":{"foo":1}}  text hello',
    ]);
  });

  test('is shown as it came, where its code is not read', () => {
    expect(lines('[0,"ats",[]]')).toEqual(['account ats  retired: []']);
    expect(lines('[0,"zz",[1]]')).toEqual(['account zz  unrecognisedAccount: [0,"zz",[1]]']);
    expect(lines('[0,[1]]')).toEqual(['account without a code  unrecognisedAccount: [0,[1]]']);
  });
});

test('a ticker names its fields and leaves out those the server left open', () => {
  const ticker = {
    bid: 1.5,
    bidSize: null,
    ask: 2,
    askSize: null,
    dailyChange: null,
    dailyChangeRelative: null,
    lastPrice: null,
    volume: null,
    high: null,
    low: null,
  };
  const message: Message = { type: 'ticker', spec: { channel: 'ticker', symbol: 'tBTCUSD' }, ...trailers, ticker };
  expect(messageLines(message)).toEqual(['ticker:tBTCUSD  bid 1.5  ask 2']);
});
