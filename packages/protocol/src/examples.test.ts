import { either as E } from 'fp-ts';
import { sharedLines } from '@bitfinex-ws/testkit';
import { isDeepStrictEqual } from 'node:util';
import {
  createSessionDecoder,
  decodeRequest,
  encodeMessage,
  encodeRequest,
  isAccountMessage,
  type Message,
  type NumberMode,
  type SessionDecoder,
} from './index.js';

interface Example {
  readonly kind: string;
  readonly direction: 'in' | 'out';
  readonly flags: number;
  readonly context: Readonly<Record<string, string>>;
  readonly wire: string;
}

const collected = sharedLines('protocol/examples.jsonl');
const examples = (collected ?? []).map((line) => JSON.parse(line) as Example);

const isFunding = ({ kind, context }: Example): boolean =>
  context['symbol']?.startsWith('f') ?? /funding|fte|ftu/.test(kind);

const acknowledgement = (example: Example, chanId: number): string | null => {
  const [channel = '', second = ''] = example.kind.split(':');
  const symbol = context(example);
  const common = { event: 'subscribed', chanId };
  switch (channel) {
    case 'ticker':
    case 'trades':
      return JSON.stringify({ ...common, channel, symbol });
    case 'book': {
      const prec = example.kind.includes('R0') ? 'R0' : 'P0';
      return JSON.stringify({ ...common, channel, symbol, prec, freq: 'F0', len: '100' });
    }
    case 'candles':
      return JSON.stringify({ ...common, channel, key: 'trade:1m:tBTCUSD' });
    case 'status':
      return JSON.stringify({ ...common, channel, key: second === 'liq' ? 'liq:global' : 'deriv:tBTCF0:USTF0' });
    default:
      return null;
  }
};
const context = (example: Example): string => example.context['symbol'] ?? (isFunding(example) ? 'fUSD' : 'tBTCUSD');

const typeOf = (example: Example): string | null => {
  const { kind } = example;
  const [family = '', second = ''] = kind.split(':');
  const funding = isFunding(example);
  if (kind.includes(':snapshot'))
    return { trades: funding ? 'fundingTrades' : 'trades', book: 'bookSnapshot', candles: 'candles' }[family] ?? null;
  if (family === 'ticker') return funding ? 'fundingTicker' : 'ticker';
  if (family === 'trades') return second;
  if (family === 'book') return kind.includes('cs') ? 'checksum' : kind.includes('bulk') ? 'bookUpdates' : 'bookUpdate';
  if (family === 'candles') return 'candle';
  if (family === 'status') return second === 'liq' ? 'liquidations' : 'derivativesStatus';
  if (family === 'hb') return 'heartbeat';
  if (kind === 'conf:failed') return 'error';
  if (family === 'info') return /^\d+$/.test(second) ? 'infoCode' : 'info';
  return ['conf', 'pong', 'subscribed', 'unsubscribed', 'error', 'auth'].includes(family) ? family : null;
};

// A session that is about to hear the example, in its number mode.
const sessionFor = <N extends NumberMode>(example: Example, numbers: N): SessionDecoder<N> => {
  const { flags, kind, wire } = example;
  const decoder = createSessionDecoder({ flags, numbers });
  const chanId = wire.startsWith('[') ? (JSON.parse(wire) as [number])[0] : -1;
  const ack = chanId > 0 ? acknowledgement(example, chanId) : null;
  if (ack !== null) decoder.decode(ack);
  if (kind.startsWith('book') && !kind.includes('snapshot')) decoder.decode(`[${chanId},[]]`);
  return decoder;
};

const read = <N extends NumberMode>(decoder: SessionDecoder<N>, wire: string): Message<N> => {
  const decoded = decoder.decode(wire);
  if (E.isLeft(decoded)) throw new Error(`${wire}: ${JSON.stringify(decoded.left)}`);
  return decoded.right;
};

const decode = (example: Example): Message => read(sessionFor(example, 'number'), example.wire);

// Examples that are not written as they were read, and why: see encodeMessage.
const REWRITTEN: Readonly<Record<string, string>> = {
  'ticker:trading:11': 'a placeholder after the last column',
  'ticker:funding:17': 'a placeholder after the last column',
  'ticker:trading:seq+ts': 'a placeholder after the last column',
  'status:deriv:2020': 'a row that ended before clampMin',
  'auth:OK:caps-string': 'capabilities as JSON text',
  'ps:10': 'a row that ended before positionId',
  'wu:5': 'a row that ended before description',
  'oc:multi-fill:26': 'a row that ended before routing',
  'n:on-req:error of 2017': 'a row that ended before routing',
  'tu:seq': 'a row that ended before cid',
  'miu:base:4': 'a row that ended before marginRequired',
  'miu:sym': 'placeholders after the last column',
  'n:on-req': 'a time in seconds',
};

// Of four rejected orders the oldest alone has a short row.
const nameOf = ({ kind, wire }: Example): string => (wire.includes('1513970684865000') ? `${kind} of 2017` : kind);

(collected === null ? describe.skip : describe)('the collected examples', () => {
  const inbound = examples.filter(({ direction }) => direction === 'in');
  const known = inbound.flatMap((example) => {
    const type = typeOf(example);
    return type === null ? [] : [[example.kind, type, example] as const];
  });

  test('are the ones that this test knows', () => {
    expect(known.length).toBeGreaterThanOrEqual(95);
  });

  test.each(known)('%s is decoded as %s', (_kind, type, example) => {
    const message = decode(example);
    expect(message.type).toBe(type);
    if (example.kind.startsWith('subscribed')) expect(message).toMatchObject({ spec: expect.anything() as unknown });
    if ('seq' in message) {
      expect([message.seq !== null, message.serverTime !== null]).toEqual([
        (example.flags & 65536) !== 0,
        (example.flags & 32768) !== 0,
      ]);
    }
  });

  describe.each<NumberMode>(['number', 'text'])('in %s mode', (numbers) => {
    const all = inbound.map((each) => [each.kind, each] as const);

    test.each(all)('%s is written as a frame that reads the same', (_kind, example) => {
      const session = sessionFor(example, numbers);
      const message = read<NumberMode>(session, example.wire);
      const written = encodeMessage(message, session.flags());
      expect(read<NumberMode>(sessionFor(example, numbers), written)).toEqual(message);
    });

    test.each(all)('%s is written as it was read, unless the list says why not', (_kind, example) => {
      const session = sessionFor(example, numbers);
      const written = encodeMessage(read<NumberMode>(session, example.wire), session.flags());
      const same = written === example.wire || isDeepStrictEqual(JSON.parse(written), JSON.parse(example.wire));
      expect([same, REWRITTEN[nameOf(example)]]).toEqual(same ? [true, undefined] : [false, expect.any(String)]);
      if (same && numbers === 'text' && written.startsWith('[')) expect(written).toBe(example.wire);
    });

    test.each(all)('%s has no column that is not known', (_kind, example) => {
      const session = sessionFor(example, numbers);
      session.decode(example.wire);
      expect(session.drift()).toEqual(new Map());
    });
  });

  test('of the account channel are messages of the account', () => {
    const account = inbound.filter(({ wire, kind }) => wire.startsWith('[0,') && !kind.startsWith('hb'));
    expect(account.length).toBeGreaterThan(50);
    for (const example of account) expect(isAccountMessage(decode(example))).toBe(true);
  });

  const outbound = examples
    .filter(({ direction, wire }) => direction === 'out' && wire.startsWith('{') && !wire.includes('unauth'))
    .map(({ kind, wire }) => [kind, wire] as const);

  test.each(outbound)('%s is written again as it was read', (_kind, wire) => {
    const request = decodeRequest(wire);
    if (E.isLeft(request)) throw new Error(JSON.stringify(request.left));
    const defaults = wire.includes('"book"') ? { prec: 'P0', freq: 'F0', len: '25' } : {};
    expect(JSON.parse(encodeRequest(request.right))).toEqual({ ...defaults, ...(JSON.parse(wire) as object) });
  });
});
