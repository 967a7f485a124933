import { sharedLines } from '@bitfinex-ws/testkit';
import { either as E } from 'fp-ts';
import {
  AccountFundingTrade,
  AccountTrade,
  Balance,
  createSessionDecoder,
  encodeMessage,
  FundingCredit,
  FundingInfo,
  FundingLoan,
  FundingOffer,
  MarginBase,
  MarginSymbol,
  NotificationRow,
  Order,
  Position,
  PriceAlert,
  SparseFundingOffer,
  SparseOrder,
  Wallet,
  type Message,
  type NumberMode,
  type RowCodec,
} from '../index.js';

interface Example {
  readonly kind: string;
  readonly direction: 'in' | 'out';
  readonly flags: number;
  readonly wire: string;
}
type Tabled = Pick<RowCodec<object>, 'columns'>;

// By code: what a frame of it is decoded as, where its rows lie, and the codec whose table they follow.
const ROWS: Readonly<Record<string, readonly [type: string, property: string, codec: Tabled]>> = {
  os: ['orders', 'orders', Order],
  ps: ['positions', 'positions', Position],
  ws: ['wallets', 'wallets', Wallet],
  fos: ['fundingOffers', 'offers', FundingOffer],
  fcs: ['fundingCredits', 'credits', FundingCredit],
  fls: ['fundingLoans', 'loans', FundingLoan],
  ...Object.fromEntries(['on', 'ou', 'oc'].map((code) => [code, ['order', 'order', Order]])),
  ...Object.fromEntries(['pn', 'pu', 'pc'].map((code) => [code, ['position', 'position', Position]])),
  ...Object.fromEntries(['te', 'tu'].map((code) => [code, ['accountTrade', 'trade', AccountTrade]])),
  wu: ['wallet', 'wallet', Wallet],
  bu: ['balance', 'balance', Balance],
  ...Object.fromEntries(['fon', 'fou', 'foc'].map((code) => [code, ['fundingOffer', 'offer', FundingOffer]])),
  ...Object.fromEntries(['fcn', 'fcu', 'fcc'].map((code) => [code, ['fundingCredit', 'credit', FundingCredit]])),
  ...Object.fromEntries(['fln', 'flu', 'flc'].map((code) => [code, ['fundingLoan', 'loan', FundingLoan]])),
  ...Object.fromEntries(['fte', 'ftu'].map((code) => [code, ['accountFundingTrade', 'trade', AccountFundingTrade]])),
};
const INFOS: Readonly<Record<string, readonly [property: string, codec: Tabled]>> = {
  order: ['order', SparseOrder],
  orders: ['orders', SparseOrder],
  offer: ['offer', SparseFundingOffer],
  alert: ['alert', PriceAlert],
};

// What the wire has in the columns of a table, by name.
const named = (codec: Tabled, row: ReadonlyArray<unknown>): unknown =>
  Object.fromEntries(
    codec.columns().map(({ index, property, kind }) => {
      const cell = row[index] ?? null;
      return [property, kind === 'flag' && cell !== null ? cell === 1 : cell];
    }),
  );
const namedAll = (codec: Tabled, payload: ReadonlyArray<unknown>): unknown =>
  payload.length === 0 || Array.isArray(payload[0])
    ? payload.map((row) => named(codec, row as ReadonlyArray<unknown>))
    : named(codec, payload);

const toMs = (mts: number | null): number | null => (mts !== null && mts < 1e11 ? Math.round(mts * 1000) : mts);

// The message that a frame must give, made of its JSON and the tables alone.
const expected = ([, code, payload]: readonly [0, string, ReadonlyArray<unknown>]): object => {
  const known = ROWS[code];
  if (known !== undefined) return { type: known[0], code, [known[1]]: namedAll(known[2], payload) };
  if (code === 'miu' && payload[0] === 'base') {
    return { type: 'marginBase', code, margin: named(MarginBase, payload[1] as unknown[]) };
  }
  if (code === 'miu' || code === 'fiu') {
    const [type, property, codec] =
      code === 'miu' ? ['marginSymbol', 'margin', MarginSymbol] : ['fundingInfo', 'info', FundingInfo];
    return { type, code, symbol: payload[1], [property]: named(codec, payload[2] as unknown[]) };
  }
  if (code !== 'n') return { type: 'retired', code, raw: payload };
  const { notifyInfo: _notifyInfo, mts, ...rest } = named(NotificationRow, payload) as Record<string, unknown>;
  return {
    type: 'notification',
    code,
    notification: { ...rest, mts: toMs(mts as number | null), info: expect.anything() as unknown },
  };
};

const collected = sharedLines('protocol/examples.jsonl');
const examples = (collected ?? [])
  .map((line) => JSON.parse(line) as Example)
  .filter(({ direction, wire, kind }) => direction === 'in' && wire.startsWith('[0,') && !kind.startsWith('hb'));

const read = (
  { wire, flags }: Pick<Example, 'wire' | 'flags'>,
  numbers: NumberMode = 'number',
): Message<NumberMode> => {
  const decoded = createSessionDecoder<NumberMode>({ flags, numbers }).decode(wire);
  if (E.isLeft(decoded)) throw new Error(`${wire}: ${JSON.stringify(decoded.left)}`);
  return decoded.right;
};

(collected === null ? describe.skip : describe)('each collected frame of the account', () => {
  test('is one that this test knows', () => {
    expect(examples.length).toBeGreaterThanOrEqual(69);
    const codes = new Set(examples.map(({ wire }) => (JSON.parse(wire) as [0, string])[1]));
    expect([...codes].filter((code) => !(code in ROWS) && !/^(n|miu|fiu|ats|h[oft].*)$/.test(code))).toEqual([]);
  });

  describe.each(examples.map((example) => [example.kind, example] as const))('%s', (_kind, example) => {
    const frame = JSON.parse(example.wire) as [0, string, ReadonlyArray<unknown>];

    test('says every column of the tables by its name', () => {
      expect(read(example)).toMatchObject(expected(frame));
    });

    test('carries the trailers of its flags', () => {
      const message = read(example);
      if (!('seq' in message)) throw new Error(message.type);
      const { accountSeq, serverTime } = message;
      expect([accountSeq !== null, serverTime !== null]).toEqual([
        (example.flags & 65536) !== 0,
        (example.flags & 32768) !== 0,
      ]);
    });

    test.each(['number', 'text'] satisfies NumberMode[])('reads the same once it is written, in %s mode', (numbers) => {
      const message = read(example, numbers);
      const wire = encodeMessage(message, example.flags);
      expect(read({ ...example, wire }, numbers)).toEqual(message);
    });
  });

  test('that is a notification is about what its type says', () => {
    const notifications = examples.filter(({ kind }) => kind.startsWith('n:'));
    const kinds = notifications.map((example) => {
      const message = read(example);
      if (message.type !== 'notification') throw new Error(message.type);
      const { type, info } = message.notification;
      const [property, codec] = INFOS[info.kind] ?? ['', null];
      const sent = (JSON.parse(example.wire) as [0, 'n', ReadonlyArray<unknown>])[2][4];
      if (codec !== null) expect(info).toEqual({ kind: info.kind, [property]: namedAll(codec, sent as unknown[]) });
      return `${type} ${info.kind}`;
    });
    expect([...new Set(kinds)].sort()).toEqual([
      'deposit_complete none',
      'foc-req offer',
      'fon-req offer',
      'oc-req order',
      'oc_multi-req orders',
      'on-req order',
      'ou-req order',
      'uca alert',
      'ucm-test broadcast',
    ]);
  });
});
