/** `t` and a pair: tBTCUSD, tBTCF0:USTF0. */
export type TradingSymbol = `t${string}`;
/** `f` and a currency: fUSD. */
export type FundingSymbol = `f${string}`;
/** What a ticker, trades or book channel is of. */
export type ChannelSymbol = TradingSymbol | FundingSymbol;

/** P0 to P4: 5 to 1 significant figures; R0: raw, order by order. */
export type Precision = 'P0' | 'P1' | 'P2' | 'P3' | 'P4' | 'R0';
/** F0: in real time; F1: every 2 s. */
export type Frequency = 'F0' | 'F1';
/** Levels (R0: orders) per side. */
export type Length = 1 | 25 | 100 | 250;

/** Asks for the ticker of a symbol. */
export interface TickerSpec<S extends ChannelSymbol = ChannelSymbol> {
  readonly channel: 'ticker';
  /** t and a pair, or f and a currency. */
  readonly symbol: S;
}
/** Asks for the trades of a symbol. */
export interface TradesSpec<S extends ChannelSymbol = ChannelSymbol> {
  readonly channel: 'trades';
  /** t and a pair, or f and a currency. */
  readonly symbol: S;
}
/** Asks for an order book. */
export interface BookSpec<S extends ChannelSymbol = ChannelSymbol> {
  readonly channel: 'book';
  /** t and a pair, or f and a currency. */
  readonly symbol: S;
  /** How prices are grouped; R0: not at all. */
  readonly prec: Precision;
  /** How often updates come. */
  readonly freq: Frequency;
  /** Levels (R0: orders) per side. */
  readonly len: Length;
}
/** Asks for candles. */
export interface CandlesSpec {
  readonly channel: 'candles';
  /** trade:1m:tBTCUSD, trade:1h:fUSD:p30, trade:1m:fUSD:a30:p2:p30 */
  readonly key: string;
}
/** Asks for the status of a derivative, or for liquidations. */
export interface StatusSpec {
  readonly channel: 'status';
  /** deriv:tBTCF0:USTF0, liq:global */
  readonly key: string;
}

/** The fields of a request for a channel, as they are sent: `{ channel: 'book', symbol: 'tBTCUSD', prec: 'P0' }`. */
export interface RawRequest {
  readonly channel: string;
  /** The toolkit writes these itself; what stands here is not sent. */
  readonly event?: never;
  readonly subId?: never;
  readonly [field: string]: unknown;
}
/** Asks for any channel by its bare request, also for one that this toolkit does not know. */
export interface RawSpec {
  readonly channel: 'raw';
  /** What is sent, as it is. */
  readonly request: RawRequest;
}

/** The precisions that a book may be asked for with. https://docs.bitfinex.com/reference/ws-public-books */
export const PRECISIONS: ReadonlyArray<Precision> = ['P0', 'P1', 'P2', 'P3', 'P4', 'R0'];
/** The frequencies that a book may be asked for with. */
export const FREQUENCIES: ReadonlyArray<Frequency> = ['F0', 'F1'];
/** The lengths that a book may be asked for with. */
export const LENGTHS: ReadonlyArray<Length> = [1, 25, 100, 250];
/** What the server takes where a book request does not say. https://docs.bitfinex.com/reference/ws-public-books */
export const BOOK_DEFAULTS: Pick<BookSpec, 'prec' | 'freq' | 'len'> = { prec: 'P0', freq: 'F0', len: 25 };

/** Whether a spec is of a currency to lend and borrow. */
export const isFunding = <Spec extends TickerSpec | TradesSpec>(
  spec: Spec,
): spec is Spec & { readonly symbol: FundingSymbol } => spec.symbol.startsWith('f');

/** Whether a spec is of a pair to trade. */
export const isTrading = <Spec extends TickerSpec | TradesSpec>(
  spec: Spec,
): spec is Spec & { readonly symbol: TradingSymbol } => spec.symbol.startsWith('t');

/** What a public channel is asked for with. Two specs are the same channel when their `specKey` is the same. */
export type ChannelSpec = TickerSpec | TradesSpec | BookSpec | CandlesSpec | StatusSpec | RawSpec;

/** The canonical text of a spec: channel, symbol or key, and for books precision, frequency and length; of raw ones all fields. */
export const specKey = (spec: ChannelSpec): string => {
  switch (spec.channel) {
    case 'ticker':
    case 'trades':
      return `${spec.channel}:${spec.symbol}`;
    case 'book':
      return `book:${spec.symbol}:${spec.prec}:${spec.freq}:${spec.len}`;
    case 'candles':
    case 'status':
      return `${spec.channel}:${spec.key}`;
    case 'raw': {
      const fields = Object.entries(spec.request).sort(([a], [b]) => (a < b ? -1 : 1));
      return `raw:${JSON.stringify(Object.fromEntries(fields))}`;
    }
  }
};
