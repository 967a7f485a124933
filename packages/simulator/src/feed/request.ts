/** What a client may subscribe to, after its request has been found valid. */
export type ChannelRequest = SymbolRequest | BookRequest | CandlesRequest | DerivativesRequest | LiquidationsRequest;

/** A ticker or trades. */
interface SymbolRequest {
  readonly channel: 'ticker' | 'trades';
  readonly symbol: string;
}
/** A book; all parameters are settled. */
export interface BookRequest {
  readonly channel: 'book';
  readonly symbol: string;
  readonly prec: 'P0' | 'P1' | 'P2' | 'P3' | 'P4' | 'R0';
  readonly freq: 'F0' | 'F1';
  readonly len: 1 | 25 | 100 | 250;
}
/** Candles of one market and timeframe. */
export interface CandlesRequest {
  readonly channel: 'candles';
  /** As the client wrote it; the parts below are read from it. */
  readonly key: string;
  readonly symbol: string;
  readonly timeframe: string;
  /** Shortest and longest funding period, in days; null on a trading market. */
  readonly periods: readonly [number, number] | null;
}
/** The status of one derivative. */
interface DerivativesRequest {
  readonly channel: 'status';
  readonly key: string;
  readonly symbol: string;
}
/** The liquidations of all derivatives: no symbol. */
interface LiquidationsRequest {
  readonly channel: 'status';
  readonly key: 'liq:global';
  readonly symbol: null;
}

/** Two requests with the same text are the same channel: a second one on a connection is a duplicate. */
export const requestText = (request: ChannelRequest): string => {
  switch (request.channel) {
    case 'ticker':
    case 'trades':
      return `${request.channel} ${request.symbol}`;
    case 'book':
      return `book ${request.symbol} ${request.prec} ${request.freq} ${request.len}`;
    case 'candles':
    case 'status':
      return `${request.channel} ${request.key}`;
  }
};

/** What a channel is about: its symbol, or the key of candles and status. */
export const subjectOf = (request: ChannelRequest): string =>
  request.channel === 'candles' || request.channel === 'status' ? request.key : request.symbol;
