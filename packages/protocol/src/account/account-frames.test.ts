import { either as E } from 'fp-ts';
import {
  AccountFundingTrade,
  AccountTrade,
  Balance,
  createDecoder,
  createSessionDecoder,
  FundingCredit,
  FundingLoan,
  FundingOffer,
  isAccountMessage,
  Order,
  Position,
  tickerChannel,
  Wallet,
  type AccountMessage,
  type RowCodec,
} from '../index.js';

const decode = (frame: string): AccountMessage => {
  const decoded = createSessionDecoder().decode(frame);
  if (E.isLeft(decoded)) throw new Error(`${frame}: ${JSON.stringify(decoded.left)}`);
  if (!isAccountMessage(decoded.right)) throw new Error(`${frame}: ${decoded.right.type}`);
  return decoded.right;
};
const left = (frame: string): unknown => {
  const decoded = createSessionDecoder().decode(frame);
  return E.isLeft(decoded) ? decoded.left : null;
};
const NONE = { chanId: 0, seq: null, accountSeq: null, serverTime: null };

// Each as it came, apart from `pc` and the frames of closed funding, of which none was seen.
const ORDER =
  '[215271,null,1755668711760,"tBTCUST",1755668711760,1755668711762,0.001,0.001,"EXCHANGE LIMIT",null,null,null,0,"ACTIVE",' +
  'null,null,10000,0,0,0,null,null,null,0,0,null,null,null,"API>BFX",null,null,{"source":"api"}]';
const POSITION =
  '["tTESTBTC:TESTUSD","ACTIVE",3.8e-7,38930,0,0,-0.0057883462,-39.00590804007192,0,3.9898064715911756e-8,null,152677056,' +
  'null,null,null,0,null,0,0,null]';
const TRADE =
  '[17972,"tBTCUSD",1755671464700,15268096239,-0.00008867,113910,"EXCHANGE LIMIT",113910,-1,-0.00606023982,"USD",1755671464699]';
const WALLET =
  '["exchange","BTC",0.0009982,0,0.0009982,"Exchange 0.00156 BTC for UST @ 121790.0",{"reason":"TRADE","order_id":21439,' +
  '"order_id_oppo":21440,"trade_price":"121790.0","trade_amount":"-0.00156","order_cid":17540000,"order_gid":null}]';
const OFFER =
  '[41238747,"fUST",1575026670000,1575026670000,5000,5000,"LIMIT",null,null,0,"ACTIVE",null,null,null,0.006000000000000001,' +
  '30,0,0,null,0,null]';
const LOAN =
  '[2995444,"fUSD",-1,1575298742000,1575298742000,1000,0,"ACTIVE",null,null,null,0.002,7,1575298742000,1575298742000,0,0,' +
  'null,0,null,0]';
const CREDIT =
  '[26223578,"fUST",1,1575052261000,1575296187000,350,0,"ACTIVE",null,null,null,0,30,1575052261000,1575293487000,0,0,null,0,' +
  'null,0,"tBTCUST"]';
const FUNDING_TRADE = '[636854,"fUSD",1575282446000,41238905,-1000,0.002,7,null]';

interface Family {
  readonly snapshot: string | null;
  readonly changes: ReadonlyArray<string>;
  readonly many: readonly [type: string, property: string];
  readonly one: readonly [type: string, property: string];
  readonly codec: RowCodec<object>;
  readonly row: string;
}
const family = (codes: string, many: string, one: string, codec: unknown, row: string): Family => {
  const [snapshot = '', ...changes] = codes.split(' ');
  const [manyType = '', manyProperty = manyType] = many.split('.');
  const [oneType = '', oneProperty = oneType] = one.split('.');
  return {
    snapshot: snapshot === '-' ? null : snapshot,
    changes,
    many: [manyType, manyProperty],
    one: [oneType, oneProperty],
    codec: codec as RowCodec<object>,
    row,
  };
};
const FAMILIES = [
  family('os on ou oc', 'orders', 'order', Order, ORDER),
  family('ps pn pu pc', 'positions', 'position', Position, POSITION),
  family('- te tu', 'accountTrades.trades', 'accountTrade.trade', AccountTrade, TRADE),
  family('ws wu', 'wallets', 'wallet', Wallet, WALLET),
  family('fos fon fou foc', 'fundingOffers.offers', 'fundingOffer.offer', FundingOffer, OFFER),
  family('fcs fcn fcu fcc', 'fundingCredits.credits', 'fundingCredit.credit', FundingCredit, CREDIT),
  family('fls fln flu flc', 'fundingLoans.loans', 'fundingLoan.loan', FundingLoan, LOAN),
  family('- fte ftu', 'accountFundingTrades.trades', 'accountFundingTrade.trade', AccountFundingTrade, FUNDING_TRADE),
];

describe.each(FAMILIES.map((each) => [each.one[0], each] as const))('a frame of the family %s', (_name, each) => {
  const { snapshot, changes, codec, row } = each;
  const [manyType, rows] = each.many;
  const [oneType, one] = each.one;
  const read = codec.read(JSON.parse(row));
  const value = E.isRight(read) ? read.right : null;

  test('has its row under the code of a change', () => {
    for (const code of changes) {
      expect(decode(`[0,"${code}",${row}]`)).toEqual({ type: oneType, code, ...NONE, [one]: value });
    }
  });

  test('may have a list under the code of a change: one row is that row, several are all of them', () => {
    for (const code of changes) {
      expect(decode(`[0,"${code}",[${row}]]`)).toEqual({ type: oneType, code, ...NONE, [one]: value });
      const several = { type: manyType, code, ...NONE, [rows]: [value, value] };
      expect(decode(`[0,"${code}",[${row},${row}]]`)).toEqual(several);
    }
  });

  test('without a row names the first column that is missing', () => {
    const [{ name } = { name: '' }] = codec.columns();
    for (const code of changes) {
      const missing = { _tag: 'MissingColumn', family: codec.name, index: 0, column: name };
      expect(left(`[0,"${code}",[]]`)).toMatchObject(missing);
      expect(left(`[0,"${code}",null]`)).toMatchObject({ _tag: 'BadPayload', family: codec.name, expected: 'a row' });
      expect(left(`[0,"${code}"]`)).toMatchObject({ _tag: 'BadPayload', family: codec.name, expected: 'a row' });
    }
  });

  if (snapshot !== null) {
    test('has every row under the code of the snapshot, or none', () => {
      const snapshotOf = (list: ReadonlyArray<unknown>): object => ({
        type: manyType,
        code: snapshot,
        ...NONE,
        [rows]: list,
      });
      expect(decode(`[0,"${snapshot}",[]]`)).toEqual(snapshotOf([]));
      expect(decode(`[0,"${snapshot}",[${row},${row}]]`)).toEqual(snapshotOf([value, value]));
      expect(decode(`[0,"${snapshot}",${row}]`)).toEqual(snapshotOf([value]));
      expect(left(`[0,"${snapshot}",[${row},7]]`)).toMatchObject({ _tag: 'BadPayload', expected: 'a row' });
      expect(left(`[0,"${snapshot}",7]`)).toMatchObject({ _tag: 'BadPayload', expected: 'a list of rows' });
    });
  }

  test('counts what the server appends', () => {
    const decoder = createSessionDecoder();
    const wide = JSON.stringify([...(JSON.parse(row) as unknown[]), null, 'new']);
    expect(E.isRight(decoder.decode(`[0,"${changes[0]}",${row}]`))).toBe(true);
    expect(decoder.drift()).toEqual(new Map());
    expect(E.isRight(decoder.decode(`[0,"${changes[0]}",${wide}]`))).toBe(true);
    expect(decoder.drift()).toEqual(new Map([[codec.name, 1]]));
  });
});

describe('null in place of a snapshot', () => {
  test('is an empty list of positions, as old servers sent it', () => {
    expect(decode('[0,"ps",null]')).toEqual({ type: 'positions', code: 'ps', ...NONE, positions: [] });
  });

  test.each(['os', 'ws', 'fos', 'fcs', 'fls'])('is no %s: none was ever seen', (code) => {
    expect(left(`[0,"${code}",null]`)).toMatchObject({
      _tag: 'BadPayload',
      expected: 'a list of rows',
      sample: 'null',
    });
  });
});

describe('the account itself', () => {
  test('has a balance', () => {
    const balance = { aum: 397190.90366775, aumNet: 397190.89789745 };
    expect(decode('[0,"bu",[397190.90366775,397190.89789745]]')).toEqual({
      type: 'balance',
      code: 'bu',
      ...NONE,
      balance,
    });
    expect(Balance.is(balance)).toBe(true);
    expect(left('[0,"bu",[1]]')).toMatchObject({
      _tag: 'MissingColumn',
      family: 'Balance',
      column: 'aumNet',
      index: 1,
    });
  });

  test('has a margin, which had a column less in 2018', () => {
    const margin = { userPl: -2.76536085, userSwaps: 0, marginBalance: 19150.16773008, marginNet: 19147.40236923 };
    const said = { type: 'marginBase', code: 'miu', ...NONE };
    const row = '-2.76536085,0,19150.16773008,19147.40236923';
    expect(decode(`[0,"miu",["base",[${row},27]]]`)).toEqual({ ...said, margin: { ...margin, marginRequired: 27 } });
    expect(decode(`[0,"miu",["base",[${row}]]]`)).toEqual({ ...said, margin: { ...margin, marginRequired: null } });
  });

  test('has a margin in each pair, flat or nested as announced in 2017', () => {
    const row = '[149361.09689202666,149639.26293509,830.0182168075556,895.0658432466332,null,null,null,null]';
    const flat = decode(`[0,"miu",["sym","tETHUSD",${row}]]`);
    const margin = { tradableBalance: 149361.09689202666, grossBalance: 149639.26293509 };
    const sides = { buy: 830.0182168075556, sell: 895.0658432466332 };
    expect(flat).toEqual({
      type: 'marginSymbol',
      code: 'miu',
      ...NONE,
      symbol: 'tETHUSD',
      margin: { ...margin, ...sides },
    });
    expect(decode(`[0,"miu",["sym",["tETHUSD",${row}]]]`)).toEqual(flat);
  });

  test('has funding in each currency', () => {
    const info = { yieldLoan: 0.0008595462068208099, yieldLend: 0, durationLoan: 1.8444560185185186, durationLend: 0 };
    const message = { type: 'fundingInfo', code: 'fiu', ...NONE, symbol: 'fUSD', info };
    expect(decode('[0,"fiu",["sym","fUSD",[0.0008595462068208099,0,1.8444560185185186,0]]]')).toEqual(message);
  });

  test.each([
    ['[0,"miu",["bas",[1,2,3,4,5]]]', 'BadPayload', 'MarginSymbol'],
    ['[0,"miu",["base"]]', 'BadPayload', 'MarginBase'],
    ['[0,"miu",["sym",7,[1,2,3,4]]]', 'BadPayload', 'MarginSymbol'],
    ['[0,"miu",["sym",[7,[1,2,3,4]]]]', 'BadPayload', 'MarginSymbol'],
    ['[0,"miu",["sym","tBTCUSD",[1,2,3]]]', 'MissingColumn', 'MarginSymbol'],
    ['[0,"miu",null]', 'BadPayload', 'MarginSymbol'],
    ['[0,"fiu",["sym","fUSD"]]', 'BadPayload', 'FundingInfo'],
    ['[0,"fiu",{}]', 'BadPayload', 'FundingInfo'],
    ['[0,"bu",null]', 'BadPayload', 'Balance'],
  ])('%s is refused', (frame, tag, of) => {
    expect(left(frame)).toMatchObject({ _tag: tag, family: of });
  });
});

describe('a code', () => {
  test.each(['hos', 'hts', 'hfos', 'hfcs', 'hfls', 'hfts', 'ats', 'uac', 'mis', 'fis', 'bs'])(
    '%s is known and no longer read',
    (code) => {
      const said = { type: 'retired', code, ...NONE, texts: null };
      expect(decode(`[0,"${code}",[[1,null],[]]]`)).toEqual({ ...said, raw: [[1, null], []] });
      expect(decode(`[0,"${code}"]`)).toEqual({ ...said, raw: null });
    },
  );

  test('that nobody knows comes out with its frame', () => {
    const said = { type: 'unrecognisedAccount', ...NONE, texts: null };
    expect(decode('[0,"zz",[1],{"a":2}]')).toEqual({ ...said, code: 'zz', raw: [0, 'zz', [1], { a: 2 }] });
    expect(decode('[0,"constructor"]')).toEqual({ ...said, code: 'constructor', raw: [0, 'constructor'] });
    expect(decode('[0,[1]]')).toEqual({ ...said, code: null, raw: [0, [1]] });
  });

  test('means nothing to a decoder without the account channel', () => {
    const decoder = createDecoder({ channels: [tickerChannel] });
    expect(decoder.decode('[0,"bu",[1,2]]')).toMatchObject({ right: { type: 'unrouted', chanId: 0 } });
    const beat = decoder.decode('[0,"hb"]');
    expect(beat).toMatchObject({ right: { type: 'heartbeat', chanId: 0, spec: null } });
    expect(E.isRight(beat) && isAccountMessage(beat.right)).toBe(false);
  });
});
