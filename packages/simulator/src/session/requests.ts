import { either as E } from 'fp-ts';
import type { Exchange } from '../feed/exchange.js';
import { intervalOf } from '../feed/intervals.js';
import type { BookRequest, CandlesRequest, ChannelRequest } from '../feed/request.js';
import type { Fields, Refusal } from '../wire/events.js';

/** What becomes of a subscribe request: a channel, a refusal, or, as the exchange does with some, no answer at all. */
type Verdict = E.Either<Refusal | 'silence', ChannelRequest>;

/** What is asked of the exchange in order to judge a request. */
type Directory = Pick<Exchange, 'kindOf'>;

/** Judges a subscribe request. Codes and texts are those of the live server, which uses 10300 for all that is invalid. */
export const readRequest = (fields: Fields, exchange: Directory): Verdict => {
  switch (fields['channel']) {
    case 'ticker':
    case 'trades': {
      const symbol = symbolOf(fields, exchange);
      return symbol === null ? refuse('symbol: invalid') : E.right({ channel: fields['channel'], symbol });
    }
    case 'book':
      return readBook(fields, exchange);
    case 'candles':
      return readCandles(fields['key'], exchange);
    case 'status':
      return readStatus(fields['key'], exchange);
    default:
      return refuse('channel: unknown');
  }
};

/** What an acknowledgement says of the channel, beside its name and id. */
export const echoOf = (request: ChannelRequest, exchange: Directory): Fields => {
  if (request.channel === 'candles' || request.channel === 'status') return { key: request.key };
  const { symbol } = request;
  const parameters =
    request.channel === 'book' ? { prec: request.prec, freq: request.freq, len: String(request.len) } : {};
  const name = exchange.kindOf(symbol) === 'funding' ? 'currency' : 'pair';
  return { symbol, ...parameters, [name]: symbol.slice(1) };
};

const refuse = (msg: string): Verdict => E.left({ code: 10300, msg });

/** `pair` stands in for `symbol`, and either may lack its `t`. */
const symbolOf = (fields: Fields, exchange: Directory): string | null => {
  const name = fields['symbol'] ?? fields['pair'];
  if (typeof name !== 'string') return null;
  return [name, `t${name}`].find((symbol) => exchange.kindOf(symbol) !== null) ?? null;
};

const PRECISIONS: ReadonlyArray<BookRequest['prec']> = ['P0', 'P1', 'P2', 'P3', 'P4', 'R0'];
const FREQUENCIES: ReadonlyArray<BookRequest['freq']> = ['F0', 'F1'];
const LENGTHS: ReadonlyArray<BookRequest['len']> = [1, 25, 100, 250];

const readBook = (fields: Fields, exchange: Directory): Verdict => {
  const { prec: precision = 'P0', freq: frequency = 'F0', len: length = '25' } = fields;
  const symbol = symbolOf(fields, exchange);
  const prec = PRECISIONS.find((known) => known === precision);
  const freq = FREQUENCIES.find((known) => known === frequency);
  const len = LENGTHS.find((known) => known === length || String(known) === length);
  if (symbol === null) return refuse('symbol: invalid');
  if (!prec) return refuse('precision: invalid');
  if (!freq) return refuse('freq: invalid');
  if (!len) return refuse('length: invalid');
  return E.right({ channel: 'book', symbol, prec, freq, len });
};

/** trade:TF:tPAIR · trade:TF:fCUR:pN · trade:TF:fCUR:aN:pFROM:pTO; a symbol may have a colon of its own. */
const CANDLES_KEY = /^trade:([^:]+):([tf][^:]+(?::[A-Z0-9]+)?)((?::[ap]\d+)*)$/;

const readCandles = (key: unknown, exchange: Directory): Verdict => {
  const [, timeframe, symbol, suffix] = (typeof key === 'string' ? CANDLES_KEY.exec(key) : null) ?? [];
  if (typeof key !== 'string' || timeframe === undefined || symbol === undefined || !intervalOf(timeframe)) {
    return refuse('key: invalid');
  }
  const kind = exchange.kindOf(symbol);
  if (kind === null) return refuse('symbol: invalid');
  const periods = periodsOf(suffix ?? '');
  if ((kind === 'funding') !== (periods !== null)) return refuse('key: invalid');
  const request: CandlesRequest = { channel: 'candles', key, symbol, timeframe, periods };
  return E.right(request);
};

const periodsOf = (suffix: string): readonly [number, number] | null => {
  const one = /^:p(\d+)$/.exec(suffix);
  if (one) return [Number(one[1]), Number(one[1])];
  const many = /^:a\d+:p(\d+):p(\d+)$/.exec(suffix);
  return many ? [Number(many[1]), Number(many[2])] : null;
};

/** The exchange does not answer a request for a derivative that it does not know. */
const readStatus = (key: unknown, exchange: Directory): Verdict => {
  if (key === 'liq:global') return E.right({ channel: 'status', key, symbol: null });
  if (typeof key !== 'string' || !key.startsWith('deriv:')) return refuse('key: invalid');
  const symbol = key.slice('deriv:'.length);
  return exchange.kindOf(symbol) === 'derivative' ? E.right({ channel: 'status', key, symbol }) : E.left('silence');
};
