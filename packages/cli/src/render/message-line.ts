import {
  isAccountMessage,
  specKey,
  type AccountMessage,
  type Candle,
  type DataMessage,
  type FundingTrade,
  type Message,
  type Trade,
} from '@bitfinex-ws/protocol';
import { decimalText, timeText } from './numbers.js';
import { rowText } from './row-text.js';

/** What a message says, a fact a line; lists have a line for each entry, oldest first. Without a clock: replay and decode use it too. */
export const messageLines = (message: Message): ReadonlyArray<string> => {
  switch (message.type) {
    case 'info':
      return [`info: version ${message.version}, platform ${platformText(message.platformStatus)}`];
    case 'infoCode':
      return [`info ${message.code}${message.msg === null ? '' : `: ${message.msg}`}`];
    case 'conf':
      return [`conf ${message.status}, flags ${message.flags ?? 'not told'}`];
    case 'auth':
    case 'unauth':
      return [`${message.type} ${message.status}${message.msg === null ? '' : `: ${message.msg}`}`];
    case 'subscribed':
      return [
        `subscribed ${message.spec === null ? 'an unknown channel' : specKey(message.spec)} as ${message.chanId}`,
      ];
    case 'unsubscribed':
      return [`unsubscribed ${message.chanId}: ${message.status}`];
    case 'error':
      return [`error ${message.code}${message.msg === null ? '' : `: ${message.msg}`}`];
    case 'pong':
      return [`pong ${message.cid ?? ''}`.trimEnd()];
    case 'unrecognised':
      return [`unrecognised event '${message.event}'`];
    case 'heartbeat':
      return [`${message.spec === null ? `channel ${message.chanId}` : specKey(message.spec)}  heartbeat`];
    case 'unrouted':
      return [`channel ${message.chanId}  nobody subscribed it: ${JSON.stringify(message.raw).slice(0, 60)}`];
    default:
      if (isAccountMessage(message)) return accountTexts(message).map((text) => `account ${text}`);
      return dataTexts(message).map((text) => `${specKey(message.spec)}  ${text}`);
  }
};

const platformText = (status: number | null): string => {
  if (status === null) return 'not told';
  return status === 1 ? 'operative' : 'under maintenance';
};

const dataTexts = (message: DataMessage): ReadonlyArray<string> => {
  switch (message.type) {
    case 'ticker':
    case 'fundingTicker':
      return [fieldsText(message.ticker)];
    case 'trades':
      return [`${message.trades.length} trades before`, ...oldestFirst(message.trades).map(tradeText)];
    case 'te':
    case 'tu':
      return [`${message.type}  ${tradeText(message.trade)}`];
    case 'fundingTrades':
      return [`${message.trades.length} trades before`, ...oldestFirst(message.trades).map(fundingTradeText)];
    case 'fte':
    case 'ftu':
      return [`${message.type}  ${fundingTradeText(message.trade)}`];
    case 'bookSnapshot':
      return [`snapshot of ${message.rows.length} rows`];
    case 'bookUpdate':
      return [rowText(message)];
    case 'bookUpdates':
      return [`${message.rows.length} rows at once`];
    case 'checksum':
      return [`checksum ${message.checksum}`];
    case 'candles':
      return [`${message.candles.length} candles before`, ...oldestFirst(message.candles).map(candleText)];
    case 'candle':
      return [candleText(message.candle)];
    case 'derivativesStatus':
      return [fieldsText(message.status)];
    case 'liquidations':
      return message.liquidations.map(fieldsText);
    case 'raw':
      return [`${message.tag ?? ''} ${JSON.stringify(message.payload)}`.trimStart()];
  }
};

// Whatever an account message is about, by its fields; the rows of a list have a line each.
const accountTexts = (message: AccountMessage): ReadonlyArray<string> => {
  const { type, code, chanId: _chanId, seq: _seq, accountSeq: _accountSeq, serverTime: _serverTime, ...data } = message;
  if (message.type === 'retired' || message.type === 'unrecognisedAccount') {
    return [`${code ?? 'without a code'}  ${type}: ${JSON.stringify(message.raw).slice(0, 60)}`];
  }
  const [rows] = Object.values<unknown>(data);
  if (!Array.isArray(rows)) return [`${code}  ${fieldsText(flat(data))}`];
  return [`${code}  ${rows.length} ${type}`, ...rows.map((row: object) => `${code}  ${fieldsText(row)}`)];
};

// The fields of the objects in an object, beside its own.
const flat = (object: object): object =>
  Object.fromEntries(
    Object.entries(object).flatMap(([name, value]: [string, unknown]) =>
      typeof value === 'object' && value !== null ? Object.entries(value) : [[name, value] as const],
    ),
  );

const oldestFirst = <A extends { readonly mts: number }>(items: ReadonlyArray<A>): ReadonlyArray<A> =>
  [...items].sort((a, b) => a.mts - b.mts);

const sideText = (amount: number): string => (amount < 0 ? 'sold  ' : 'bought');

const tradeText = ({ mts, amount, price }: Trade): string =>
  `${timeText(mts)}  ${sideText(amount)} ${decimalText(Math.abs(amount))} @ ${decimalText(price)}`;

const fundingTradeText = ({ mts, amount, rate, period }: FundingTrade): string =>
  `${timeText(mts)}  ${decimalText(amount)} @ ${decimalText(rate)} a day for ${period} days`;

const candleText = ({ mts, open, high, low, close, volume }: Candle): string =>
  [
    `${new Date(mts).toISOString().slice(0, 16)}Z`,
    `open ${decimalText(open)}`,
    `high ${decimalText(high)}`,
    `low ${decimalText(low)}`,
    `close ${decimalText(close)}`,
    `volume ${decimalText(volume)}`,
  ].join('  ');

/** Every field by its name; what the server left open is left out. Times are written as times. */
const fieldsText = (fields: object): string =>
  Object.entries(fields)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]: [string, unknown]) => `${name} ${fieldText(name, value)}`)
    .join('  ');

const fieldText = (name: string, value: unknown): string => {
  if (typeof value === 'string') return value;
  if (typeof value !== 'number') return JSON.stringify(value);
  return /mts$/i.test(name) ? timeText(value) : decimalText(value);
};
