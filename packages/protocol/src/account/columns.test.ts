import { either as E } from 'fp-ts';
import {
  AccountFundingTrade,
  AccountTrade,
  Balance,
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
  SparsePosition,
  Wallet,
  type Column,
  type RowCodec,
} from '../index.js';

// The tables of the documentation, column by column. `?`: null is allowed; `??`: the row may end before. `_` has no name.
const ORDER =
  'ID GID? CID? SYMBOL MTS_CREATE MTS_UPDATE AMOUNT AMOUNT_ORIG ORDER_TYPE TYPE_PREV? MTS_TIF? _ FLAGS STATUS _ _ PRICE ' +
  'PRICE_AVG? PRICE_TRAILING? PRICE_AUX_LIMIT? _ _ _ NOTIFY? HIDDEN? PLACED_ID? _ _ ROUTING?? _ _ META??';
const POSITION =
  'SYMBOL STATUS AMOUNT BASE_PRICE MARGIN_FUNDING MARGIN_FUNDING_TYPE? PL? PL_PERC? PRICE_LIQ? LEVERAGE? _ POSITION_ID?? ' +
  'MTS_CREATE?? MTS_UPDATE?? _ TYPE?? _ COLLATERAL?? COLLATERAL_MIN?? META??';
const OFFER =
  'ID SYMBOL MTS_CREATED MTS_UPDATED AMOUNT AMOUNT_ORIG TYPE _ _ FLAGS? STATUS _ _ _ RATE PERIOD NOTIFY? HIDDEN? _ RENEW? ' +
  'RATE_REAL?';
const LOAN =
  'ID SYMBOL SIDE MTS_CREATE MTS_UPDATE AMOUNT FLAGS?? STATUS RATE_TYPE? _ _ RATE PERIOD MTS_OPENING MTS_LAST_PAYOUT? ' +
  'NOTIFY? HIDDEN? _ RENEW? RATE_REAL? NO_CLOSE?';
const TRADE =
  'ID SYMBOL MTS_CREATE ORDER_ID EXEC_AMOUNT EXEC_PRICE ORDER_TYPE? ORDER_PRICE? MAKER FEE?? FEE_CURRENCY?? CID??';
const sparse = (table: string): string => table.replace(/([A-Z])\?*( |$)/g, '$1??$2');

const TABLES: ReadonlyArray<readonly [table: string, codec: RowCodec<object>]> = (
  [
    [ORDER, Order],
    [sparse(ORDER), SparseOrder],
    [POSITION, Position],
    [sparse(POSITION), SparsePosition],
    [TRADE, AccountTrade],
    ['TYPE CURRENCY BALANCE UNSETTLED_INTEREST BALANCE_AVAILABLE? DESCRIPTION?? META??', Wallet],
    ['AUM AUM_NET', Balance],
    ['USER_PL USER_SWAPS MARGIN_BALANCE MARGIN_NET MARGIN_REQUIRED??', MarginBase],
    ['TRADABLE_BALANCE? GROSS_BALANCE? BUY? SELL?', MarginSymbol],
    ['YIELD_LOAN? YIELD_LEND? DURATION_LOAN? DURATION_LEND?', FundingInfo],
    [OFFER, FundingOffer],
    [sparse(OFFER), SparseFundingOffer],
    [`${LOAN} POSITION_PAIR`, FundingCredit],
    [LOAN, FundingLoan],
    ['ID SYMBOL MTS_CREATE OFFER_ID AMOUNT RATE PERIOD MAKER?', AccountFundingTrade],
    ['MTS? TYPE MESSAGE_ID? _ NOTIFY_INFO?? CODE? STATUS? TEXT?', NotificationRow],
    ['KEY?? TYPE?? SYMBOL?? PRICE?? COUNT?? DIRECTION??', PriceAlert],
  ] as unknown as ReadonlyArray<readonly [string, RowCodec<object>]>
).map(([table, codec]) => [table, codec]);

const camel = (name: string): string =>
  name.toLowerCase().replace(/_(.)/g, (_all, letter: string) => letter.toUpperCase());

const columnsOf = (table: string): ReadonlyArray<Partial<Column>> =>
  table.split(' ').flatMap((column, index) => {
    const name = camel(column.replace(/\?+$/, ''));
    const found = { index, name, property: name, nullable: column.endsWith('?'), optional: column.endsWith('??') };
    return column === '_' ? [] : [found];
  });

// A value that each kind of column takes, and one that none takes.
const GOOD: Readonly<Record<Column['kind'], unknown>> = {
  decimal: -0.00008867,
  id: 34930659963,
  integer: 7,
  integerOrText: 'lend',
  time: 1575287438515.25,
  text: 'LIMIT',
  flag: 1,
  meta: { $F7: 1 },
  raw: [1],
};
const rowOf = (codec: RowCodec<object>, valueOf: (column: Column) => unknown): unknown[] => {
  const row: unknown[] = [];
  for (const column of codec.columns()) row[column.index] = valueOf(column);
  return Array.from(row, (cell) => cell ?? null);
};
const left = (result: E.Either<unknown, unknown>): unknown => (E.isLeft(result) ? result.left : null);
const right = (result: E.Either<unknown, object>): object => {
  if (E.isLeft(result)) throw new Error(JSON.stringify(result.left));
  return result.right;
};

describe.each(TABLES.map(([table, codec]) => [codec.name, codec, table] as const))(
  'a row of %s',
  (_name, codec, table) => {
    const columns = codec.columns();

    test('has the columns of the documentation, each at its place', () => {
      expect(columns.map(({ kind: _kind, ...rest }) => rest)).toEqual(columnsOf(table));
    });

    test('says each column by its name', () => {
      const row = rowOf(codec, ({ kind }) => GOOD[kind]);
      const said = columns.map(({ property, index, kind }) => [property, kind === 'flag' ? true : row[index]]);
      expect(right(codec.read(row))).toEqual(Object.fromEntries(said));
    });

    test('keeps null where null is allowed', () => {
      const row = rowOf(codec, ({ kind, nullable }) => (nullable ? null : GOOD[kind]));
      const nulls = columns.filter(({ nullable }) => nullable).map(({ property }) => [property, null]);
      expect(right(codec.read(row))).toMatchObject(Object.fromEntries(nulls));
    });

    test('may end where the columns begin that older servers do not send, and not before', () => {
      const required = Math.max(-1, ...columns.filter(({ optional }) => !optional).map(({ index }) => index));
      const row = rowOf(codec, ({ kind }) => GOOD[kind]);
      const later = columns.filter(({ index }) => index > required).map(({ property }) => [property, null]);
      expect(right(codec.read(row.slice(0, required + 1)))).toMatchObject(Object.fromEntries(later));
      if (required < 0) return;
      const error = { _tag: 'MissingColumn', family: codec.name, index: required };
      const { name } = columns.find(({ index }) => index === required) ?? { name: '' };
      expect(left(codec.read(row.slice(0, required)))).toMatchObject({ ...error, column: name });
    });

    test('is refused for any column of another type, which is named', () => {
      const row = rowOf(codec, ({ kind }) => GOOD[kind]);
      for (const { index, name, kind } of columns.filter((column) => column.kind !== 'raw')) {
        for (const bad of kind === 'meta'
          ? [[], 7, 'x']
          : [[], {}, kind === 'flag' ? 2 : [1], ...(kind === 'text' ? [7] : [])]) {
          const broken = row.map((cell, at) => (at === index ? bad : cell));
          expect(left(codec.read(broken))).toMatchObject({
            _tag: 'BadColumn',
            family: codec.name,
            column: name,
            index,
          });
        }
      }
    });

    test('is refused for null where null is not allowed', () => {
      const row = rowOf(codec, ({ kind }) => GOOD[kind]);
      for (const { index, name } of columns.filter(({ nullable }) => !nullable)) {
        const broken = row.map((cell, at) => (at === index ? null : cell));
        expect(left(codec.read(broken))).toMatchObject({ _tag: 'BadColumn', family: codec.name, column: name, index });
      }
    });
  },
);
