import {
  bookChannel,
  candlesChannel,
  rawChannel,
  statusChannel,
  tickerChannel,
  tradesChannel,
  type BookKind,
  type BookMessage,
  type BookSpec,
  type Candle,
  type CandleMessage,
  type CandlesMessage,
  type ChannelCodec,
  type CandlesSpec,
  type ChannelSpec,
  type ChannelSymbol,
  type ChecksumMessage,
  type DataMessage,
  type DerivativesStatusMessage,
  type Frequency,
  type FundingSymbol,
  type FundingTickerMessage,
  type FundingTrade,
  type FundingTradeMessage,
  type FundingTradesMessage,
  type Length,
  type LiquidationsMessage,
  type Precision,
  type RawMessage,
  type RawRequest,
  type RawSpec,
  type StatusSpec,
  type TickerMessage,
  type TickerSpec,
  type Trade,
  type TradeMessage,
  type TradesMessage,
  type TradesSpec,
  type TradingSymbol,
} from '@bitfinex-ws/protocol';
import { resolveBookPolicy, type BookPolicy } from './book-policy.js';
import type { Backfill, BackfillOptions } from './subscription/backfill.js';
import { createCandlesKeeper } from './subscription/candles-keeper.js';
import { openBook, type HubBook, type HubBookPorts } from './subscription/hub-book.js';
import type { KeeperFactory } from './subscription/keeper.js';
import { createTradesKeeper } from './subscription/trades-keeper.js';

/** A channel to subscribe to: what is asked for, and by its type the messages that will come. */
export interface Channel<Spec extends ChannelSpec = ChannelSpec, M extends DataMessage = DataMessage> {
  readonly spec: Spec;
  /** Reads the channel's frames. It travels with the channel, so that a client knows those alone that are used. */
  readonly codec: ChannelCodec;
  /** Makes the channel's book and its readers; null for channels without one. */
  readonly engine: BookEngine | null;
  /** How far its book is to be trusted; the client's `books` says where this does not. */
  readonly policy?: BookPolicy;
  /** Makes what joins its messages on after a gap, for channels whose messages can be told apart. */
  readonly keeper?: KeeperFactory;
  /** Where to get what a snapshot does not reach; the client's `backfill` where this is missing. */
  readonly backfill?: Backfill<unknown>;
  /** How long that may take, ms; the client's `backfillTimeoutMs` where this is missing. */
  readonly backfillTimeoutMs?: number;
  /** Never there at run time: it carries the message type alone. */
  readonly message?: M;
}

/** What keeps a book and what reads it: a client that subscribes to none has none of it in its bundle. */
export interface BookEngine {
  /** Reads the policy of one book, where it says nothing that of the client; or says what is wrong with it. */
  readonly readPolicy: typeof resolveBookPolicy;
  /** Opens the book of a channel. */
  readonly open: (spec: ChannelSpec, ports: HubBookPorts) => HubBook | null;
}

/** A channel with a live book. */
export interface BookChannel<Spec extends BookSpec = BookSpec, M extends DataMessage = BookMessage> extends Channel<
  Spec,
  M
> {
  readonly spec: Spec;
  readonly engine: BookEngine;
}

/** A channel whose subscription has windows of candles. */
export interface CandlesChannel extends Channel<CandlesSpec, CandlesMessage | CandleMessage> {
  readonly spec: CandlesSpec;
  readonly keeper: KeeperFactory;
}

type TickerMessageOf<S extends ChannelSymbol> = S extends FundingSymbol ? FundingTickerMessage : TickerMessage;
type TradesMessageOf<S extends ChannelSymbol> = S extends FundingSymbol
  ? FundingTradesMessage | FundingTradeMessage
  : TradesMessage | TradeMessage;
type TradeOf<S extends ChannelSymbol> = S extends FundingSymbol ? FundingTrade : Trade;
type KindOf<S extends ChannelSymbol, P extends Precision> = S extends FundingSymbol
  ? P extends 'R0'
    ? 'offer'
    : 'funding'
  : P extends 'R0'
    ? 'order'
    : 'price';
type BookMessageOf<K extends BookKind> = Extract<BookMessage, { readonly kind: K }> | ChecksumMessage;

/** The ticker of a pair (`t…`) or of a funding currency (`f…`). */
export const ticker = <const S extends ChannelSymbol>(symbol: S): Channel<TickerSpec<S>, TickerMessageOf<S>> => ({
  spec: { channel: 'ticker', symbol },
  codec: tickerChannel,
  engine: null,
});

/**
 * The public trades of a pair (`t…`) or of a funding currency (`f…`): a snapshot, then `te` and `tu` (`fte`, `ftu`).
 *
 * The rows of the snapshot, oldest first, and then the trade of each `te` are all trades in order, each once, over every loss
 * and reconnect: what was missed comes as `te` and `tu` marked `backfilled` before `resynced`, which says whether that is all.
 */
export const trades = <const S extends ChannelSymbol>(
  symbol: S,
  { backfill, backfillTimeoutMs }: BackfillOptions<TradeOf<S>, TradesSpec<S>> = {},
): Channel<TradesSpec<S>, TradesMessageOf<S>> => ({
  spec: { channel: 'trades', symbol },
  codec: tradesChannel,
  engine: null,
  keeper: createTradesKeeper,
  // It is asked for this channel alone.
  ...(backfill && { backfill: backfill as Backfill<unknown> }),
  ...(backfillTimeoutMs !== undefined && { backfillTimeoutMs }),
});

/** How a book is to be sent, and how far it is to be trusted. Of handles that share a channel the first decides on checksums. */
export interface BookRequest<P extends Precision = Precision> extends BookPolicy {
  /** P0 (finest) to P4, or R0: order by order. @default 'P0' */
  readonly prec?: P;
  /** F0: in real time; F1: every 2 s. @default 'F0' */
  readonly freq?: Frequency;
  /** Levels (R0: orders) a side. @default 25 */
  readonly len?: Length;
}

/** The order book of a pair (`t…`) or of a funding currency (`f…`), with a live, verified book on the subscription. */
export const book = <const S extends ChannelSymbol, const P extends Precision = 'P0'>(
  symbol: S,
  { prec, freq, len, checksums, maxAgeMs }: BookRequest<P> = {},
): BookChannel<BookSpec<S>, BookMessageOf<KindOf<S, P>>> => ({
  spec: { channel: 'book', symbol, prec: prec ?? 'P0', freq: freq ?? 'F0', len: len ?? 25 },
  codec: bookChannel,
  engine: { open: openBook, readPolicy: resolveBookPolicy },
  policy: { ...(checksums && { checksums }), ...(maxAgeMs !== undefined && { maxAgeMs }) },
});

/** Documented widths of a candle. `1m` is a minute, `1M` a month. https://docs.bitfinex.com/reference/ws-public-candles */
export type Timeframe = '1m' | '5m' | '15m' | '30m' | '1h' | '3h' | '6h' | '12h' | '1D' | '1W' | '7D' | '14D' | '1M';

/** How candles are to be cut, and where to get those that were missed. `period` and `aggregate` are for funding currencies. */
export interface CandlesRequest extends BackfillOptions<Candle, CandlesSpec> {
  readonly timeframe: Timeframe;
  /** One funding period, days: `p30`. */
  readonly period?: number;
  /** Several funding periods in one: `a30:p2:p30` is `{ size: 30, from: 2, to: 30 }`. */
  readonly aggregate?: { readonly size: number; readonly from: number; readonly to: number };
}

/** The candles of a pair, or of a funding currency with its period. Their subscription has `window()`. */
export const candles = (
  symbol: ChannelSymbol,
  { timeframe, period, aggregate, ...source }: CandlesRequest,
): CandlesChannel => {
  const one = period === undefined ? '' : `:p${period}`;
  const many = aggregate === undefined ? '' : `:a${aggregate.size}:p${aggregate.from}:p${aggregate.to}`;
  return candlesByKey(`trade:${timeframe}:${symbol}${many}${one}`, source);
};

/** The candles of a key as the server writes it: `trade:1m:tBTCUSD`. Their subscription has `window()`. */
export const candlesByKey = (
  key: string,
  { backfill, backfillTimeoutMs }: BackfillOptions<Candle, CandlesSpec> = {},
): CandlesChannel => ({
  spec: { channel: 'candles', key },
  codec: candlesChannel,
  engine: null,
  keeper: createCandlesKeeper,
  ...(backfill && { backfill: backfill as Backfill<unknown> }),
  ...(backfillTimeoutMs !== undefined && { backfillTimeoutMs }),
});

/**
 * Any channel by its bare request, also one that this toolkit does not know: `raw({ channel: 'book', symbol: 'tBTCUSD' })`. Its
 * messages are the frames as they come; after a reconnect the same request is sent again.
 */
export const raw = (request: RawRequest): Channel<RawSpec, RawMessage> => ({
  spec: { channel: 'raw', request },
  codec: rawChannel,
  engine: null,
});

/** The status channels. */
export const status = {
  /** Prices, funding and open interest of a derivative: `tBTCF0:USTF0`. */
  derivatives: (symbol: TradingSymbol): Channel<StatusSpec, DerivativesStatusMessage> => ({
    spec: { channel: 'status', key: `deriv:${symbol}` },
    codec: statusChannel,
    engine: null,
  }),
  /** The liquidations of all derivatives. */
  liquidations: (): Channel<StatusSpec, LiquidationsMessage> => ({
    spec: { channel: 'status', key: 'liq:global' },
    codec: statusChannel,
    engine: null,
  }),
  /** Any other key. */
  byKey: (key: string): Channel<StatusSpec, DerivativesStatusMessage | LiquidationsMessage> => ({
    spec: { channel: 'status', key },
    codec: statusChannel,
    engine: null,
  }),
} as const;
