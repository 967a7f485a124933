import { createFakeClock, type FakeClock } from '@bitfinex-ws/testkit';
import { either as E } from 'fp-ts';
import { createExchange, type Exchange } from '../feed/exchange.js';
import { createPlatform } from '../faults/platform.js';
import { createFaults } from '../feed/faults.js';
import { NO_BROKERS } from '../market/floor.js';
import { createDice } from '../market/random.js';
import { frameText } from '../wire/frames.js';
import { createManners } from './manners.js';
import { createSession, type Session } from './session.js';

/** One exchange for all tests of this file: nobody steps it, so it stands still. */
const exchange: Exchange = createExchange({
  seed: 1,
  checksumMs: 2_500,
  faults: createFaults(),
  now: 1_600_000_000_000,
  pairs: 0,
  onEvent: () => undefined,
  brokers: NO_BROKERS,
});

interface Talk {
  readonly session: Session;
  readonly clock: FakeClock;
  /** Sends a request and answers what came back at once. */
  readonly ask: (request: object) => ReadonlyArray<string>;
  /** The frames since the last call. */
  readonly heard: () => ReadonlyArray<string>;
}

const talk = (maxChannels = 30): Talk => {
  const clock = createFakeClock();
  let frames: string[] = [];
  let sequence = 0;
  const heard = (): ReadonlyArray<string> => frames.splice(0);
  const session = createSession({
    outlet: {
      event: (text) => frames.push(text),
      array: ({ chanId }, body, flags) => frames.push(frameText(chanId, body, flags, ++sequence, clock.now())),
      account: (code) => frames.push(code),
      apart: () => undefined,
      lose: () => sequence++,
      end: () => undefined,
    },
    manners: createManners(clock.now, () => undefined),
    account: { opened: () => undefined },
    clock,
    dice: createDice(1, 'connection'),
    faultDice: createDice(1, 'faults'),
    exchange,
    accounts: { login: () => E.left({ code: 10100, msg: 'apikey: invalid' }) },
    maxChannels,
    acks: 'prompt',
    serverId: '083bd8d4-aca7-4690-a573-eabfc8103de8',
    platform: createPlatform(clock),
    cut: () => undefined,
    pay: () => true,
  });
  session.greet(null);
  frames = [...frames];
  return {
    session,
    clock,
    heard,
    ask: (request) => {
      heard();
      session.receive(JSON.stringify(request));
      return heard();
    },
  };
};
const event = (text: string | undefined): Record<string, unknown> =>
  JSON.parse(text ?? '{}') as Record<string, unknown>;
const subscribe = (fields: object) => ({ event: 'subscribe', ...fields });
const chanIdOf = (frames: ReadonlyArray<string>): number => Number(event(frames[0])['chanId']);

describe('a session', () => {
  it('greets with its version, its id and the state of the platform', () => {
    expect(talk().heard()).toEqual([
      '{"event":"info","version":2,"serverId":"083bd8d4-aca7-4690-a573-eabfc8103de8","platform":{"status":1}}',
    ]);
  });

  it('answers a ping with its time and the same cid, and without one if there was none', () => {
    const { ask, clock } = talk();
    expect(ask({ event: 'ping', cid: 1234 })).toEqual([`{"event":"pong","ts":${clock.now()},"cid":1234}`]);
    expect(ask({ event: 'ping' })).toEqual([`{"event":"pong","ts":${clock.now()}}`]);
  });

  it('takes flags as the whole mask', () => {
    const { ask, session, heard } = talk();
    ask(subscribe({ channel: 'ticker', symbol: 'tBTCUSD' }));
    expect(ask({ event: 'conf', flags: 98_304 })).toEqual(['{"event":"conf","status":"OK","flags":98304}']);
    session.beat();
    expect(JSON.parse(heard()[0] ?? '')).toHaveLength(4);
    expect(ask({ event: 'conf', flags: 0 })).toEqual(['{"event":"conf","status":"OK","flags":0}']);
    session.beat();
    expect(JSON.parse(heard()[0] ?? '')).toHaveLength(2);
  });

  it('numbers every array frame of the connection from one, heartbeats included, and no event', () => {
    const { ask, session, clock, heard } = talk();
    ask({ event: 'conf', flags: 65_536 });
    const frames = [
      ...ask(subscribe({ channel: 'ticker', symbol: 'tBTCUSD' })),
      ...ask(subscribe({ channel: 'trades', symbol: 'fUSD' })),
      ...ask({ event: 'ping', cid: 1 }),
      ...ask(subscribe({ channel: 'book', symbol: 'tBTCUSD', len: '25' })),
    ];
    session.beat();
    clock.advance(100);
    const all = [...frames, ...heard()].map((text) => JSON.parse(text) as unknown);
    const arrays = all.filter((frame) => Array.isArray(frame));
    expect(arrays.map((frame: unknown[]) => frame[2])).toEqual([1, 2, 3, 4, 5, 6]);
    expect(all.length).toBe(arrays.length + 4);
  });

  it('acknowledges each channel with what it is about, and with subId only where one was sent', () => {
    const { ask, clock, heard } = talk();
    const acknowledged = (fields: object): Record<string, unknown> => {
      const [first] = ask(subscribe(fields));
      clock.advance(100);
      const { chanId, ...rest } = event(first ?? heard()[0]);
      expect(Number.isInteger(chanId)).toBe(true);
      return rest;
    };
    const ack = { event: 'subscribed' };
    expect(acknowledged({ channel: 'ticker', symbol: 'tBTCUSD', subId: 'mine' })).toEqual({
      ...ack,
      channel: 'ticker',
      symbol: 'tBTCUSD',
      subId: 'mine',
      pair: 'BTCUSD',
    });
    expect(acknowledged({ channel: 'trades', symbol: 'fUSD', subId: 7 })).toEqual({
      ...ack,
      channel: 'trades',
      symbol: 'fUSD',
      subId: 7,
      currency: 'USD',
    });
    expect(acknowledged({ channel: 'book', pair: 'BTCUSD', len: 100 })).toEqual({
      ...ack,
      channel: 'book',
      symbol: 'tBTCUSD',
      prec: 'P0',
      freq: 'F0',
      len: '100',
      pair: 'BTCUSD',
    });
    expect(acknowledged({ channel: 'book', symbol: 'tBTCF0:USTF0', prec: 'R0', freq: 'F1' })).toEqual({
      ...ack,
      channel: 'book',
      symbol: 'tBTCF0:USTF0',
      prec: 'R0',
      freq: 'F1',
      len: '25',
      pair: 'BTCF0:USTF0',
    });
    for (const key of ['trade:1m:tBTCUSD', 'trade:1h:fUSD:p30', 'trade:1m:fUSD:a30:p2:p30', 'trade:1D:tBTCF0:USTF0']) {
      expect(acknowledged({ channel: 'candles', key })).toEqual({ ...ack, channel: 'candles', key });
    }
    for (const key of ['deriv:tBTCF0:USTF0', 'liq:global']) {
      expect(acknowledged({ channel: 'status', key })).toEqual({ ...ack, channel: 'status', key });
    }
  });

  it.each([
    [{ channel: 'bogus' }, 'channel: unknown'],
    [{}, 'channel: unknown'],
    [{ channel: 'ticker', symbol: 'tNOPE' }, 'symbol: invalid'],
    [{ channel: 'trades' }, 'symbol: invalid'],
    [{ channel: 'ticker', symbol: '__proto__' }, 'symbol: invalid'],
    [{ channel: 'book', symbol: 'tBTCUSD', prec: 'P9' }, 'precision: invalid'],
    [{ channel: 'book', symbol: 'tBTCUSD', len: '26' }, 'length: invalid'],
    [{ channel: 'book', symbol: 'tBTCUSD', len: null }, 'length: invalid'],
    [{ channel: 'book', symbol: 'tBTCUSD', freq: 'F7' }, 'freq: invalid'],
    [{ channel: 'candles', key: 'trade:2m:tBTCUSD' }, 'key: invalid'],
    [{ channel: 'candles', key: 'trade:toString:tBTCUSD' }, 'key: invalid'],
    [{ channel: 'candles', key: 'trade:1m:fUSD' }, 'key: invalid'],
    [{ channel: 'candles', key: 'trade:1m:tNOPE' }, 'symbol: invalid'],
    [{ channel: 'candles' }, 'key: invalid'],
    [{ channel: 'status', key: 'nope' }, 'key: invalid'],
  ])('refuses to subscribe to %j', (fields, msg) => {
    const { ask } = talk();
    const frames = ask(subscribe({ ...fields, subId: 'mine' }));
    const known = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
    const symbol = (fields as { symbol?: string }).symbol ?? '';
    const pair = symbol.startsWith('t') ? { pair: symbol.slice(1) } : {};
    expect(frames.map(event)).toEqual([{ ...known, subId: 'mine', event: 'error', msg, code: 10300, ...pair }]);
  });

  it.each([
    [{ event: 'nope' }, 'event: invalid (nope)', 10000],
    [{}, 'event: invalid', 10000],
    [{ event: 'unsubscribe', chanId: 999 }, 'unsubscribe: invalid', 10400],
    [{ event: 'unsubscribe', chanId: 'x' }, 'unsubscribe: invalid', 10400],
    [{ event: 'unsubscribe' }, 'unsubscribe: invalid', 10400],
    [{ event: 'conf' }, 'conf: invalid', 10050],
    [{ event: 'conf', flags: 1.5 }, 'conf: invalid', 10050],
  ])('answers %j with an error', (request, msg, code) => {
    const { event: _event, ...echo } = request as Record<string, unknown>;
    expect(talk().ask(request).map(event)).toEqual([{ ...echo, event: 'error', msg, code }]);
  });

  it('says nothing to what is not a JSON object, nor about a derivative that it does not know', () => {
    const { session, ask, heard } = talk();
    heard();
    for (const text of ['', 'ping', '{', '[0,"on",null,{}]', '7', 'null', '\u0000', '{"event":']) session.receive(text);
    expect(heard()).toEqual([]);
    expect(ask(subscribe({ channel: 'status', key: 'deriv:tNOPEF0:USTF0' }))).toEqual([]);
  });

  it('lets nobody log in', () => {
    expect(event(talk().ask({ event: 'auth', apiKey: 'x' })[0])).toMatchObject({ event: 'auth', status: 'FAILED' });
  });

  it('refuses a duplicate with the id of the first, even before that one is acknowledged', () => {
    const { ask, clock, heard } = talk();
    const request = subscribe({ channel: 'book', symbol: 'tBTCUSD', prec: 'P0', len: '25' });
    expect(ask(request)).toEqual([]);
    const refused = event(ask({ ...request, len: 25 })[0]);
    expect(refused).toMatchObject({ code: 10301, msg: 'subscribe: dup', symbol: 'tBTCUSD', pair: 'BTCUSD', len: 25 });
    clock.advance(100);
    expect(chanIdOf(heard())).toBe(refused['chanId']);
    expect(ask(subscribe({ channel: 'book', symbol: 'tBTCUSD', prec: 'P1', len: '25' }))).toEqual([]);
  });

  it('refuses more channels than a connection may have, until one is given up', () => {
    const { ask, session } = talk(2);
    const first = chanIdOf(ask(subscribe({ channel: 'ticker', symbol: 'tBTCUSD' })));
    ask(subscribe({ channel: 'trades', symbol: 'tBTCUSD' }));
    const third = subscribe({ channel: 'ticker', symbol: 'tETHUSD' });
    expect(event(ask(third)[0])).toMatchObject({ code: 10305, msg: 'subscribe: limit', symbol: 'tETHUSD' });
    // Some clients keep ids as texts.
    expect(ask({ event: 'unsubscribe', chanId: String(first) })).toEqual([
      `{"event":"unsubscribed","status":"OK","chanId":${first}}`,
    ]);
    expect(event(ask(third)[0])).toMatchObject({ event: 'subscribed' });
    expect(session.channels()).toHaveLength(2);
  });

  it('sends nothing of a channel that was given up before its acknowledgement', () => {
    const { ask, clock, heard } = talk();
    const request = subscribe({ channel: 'book', symbol: 'tBTCUSD' });
    ask(request);
    const chanId = event(ask(request)[0])['chanId'];
    ask({ event: 'unsubscribe', chanId });
    clock.advance(1_000);
    expect(heard()).toEqual([]);
    expect(clock.pending()).toBe(0);
  });

  it('beats on all channels in ascending order of id, also on those not acknowledged yet', () => {
    const { ask, session, heard } = talk();
    for (const { channel, symbol } of exchange.symbols.flatMap((symbol) =>
      ['ticker', 'book'].map((channel) => ({ channel, symbol })),
    )) {
      ask(subscribe({ channel, symbol }));
    }
    session.beat();
    const frames = heard().map((text) => JSON.parse(text) as [number, string]);
    const ids = frames.map(([chanId]) => chanId);
    expect(frames.every(([, body]) => body === 'hb')).toBe(true);
    expect(ids).toHaveLength(2 * exchange.symbols.length);
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
  });

  it('leaves no timer and says nothing more once it has ended', () => {
    const { ask, session, clock, heard } = talk();
    ask(subscribe({ channel: 'book', symbol: 'tBTCUSD' }));
    session.end();
    session.receive('{"event":"ping"}');
    session.announce(20051);
    clock.advance(1_000);
    expect([heard(), clock.pending(), session.channels()]).toEqual([[], 0, []]);
  });
});
