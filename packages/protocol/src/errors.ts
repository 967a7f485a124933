/**
 * Why a frame could not be decoded. `sample` is the beginning of the frame; in column errors, of the row that failed.
 * `code` is the code of an input (on, ou …). `family` is the name of the codec (Ticker, PriceRow …) or of the channel.
 */
export type DecodeError =
  | { readonly _tag: 'FrameTooLarge'; readonly bytes: number; readonly limit: number }
  | { readonly _tag: 'NotJson'; readonly sample: string }
  | { readonly _tag: 'NotAMessage'; readonly expected: string; readonly sample: string }
  | {
      readonly _tag: 'BadEvent';
      readonly event: string;
      readonly field: string;
      readonly expected: string;
      readonly sample: string;
    }
  | {
      readonly _tag: 'BadInput';
      readonly code: string;
      readonly field: string;
      readonly expected: string;
      readonly sample: string;
    }
  | { readonly _tag: 'BadPayload'; readonly family: string; readonly expected: string; readonly sample: string }
  | {
      readonly _tag: 'MissingColumn';
      readonly family: string;
      readonly column: string;
      readonly index: number;
      readonly expected: string;
      readonly sample: string;
    }
  | {
      readonly _tag: 'BadColumn';
      readonly family: string;
      readonly column: string;
      readonly index: number;
      readonly expected: string;
      readonly sample: string;
    };

/** Why a text does not name a channel. `text` is what was given. */
export type SpecError =
  | { readonly _tag: 'BadSymbol'; readonly text: string }
  | { readonly _tag: 'BadCandleKey'; readonly text: string }
  | { readonly _tag: 'BadStatusKey'; readonly text: string }
  | { readonly _tag: 'BadPrecision'; readonly text: string }
  | { readonly _tag: 'BadFrequency'; readonly text: string }
  | { readonly _tag: 'BadLength'; readonly text: string }
  | { readonly _tag: 'UnknownChannel'; readonly text: string };

/** Says in one line what was wrong with a frame. */
export const explainDecodeError = (error: DecodeError): string => {
  switch (error._tag) {
    case 'FrameTooLarge':
      return `the frame has ${error.bytes} bytes, more than the ${error.limit} that are read`;
    case 'NotJson':
      return `the frame is not JSON: ${error.sample}`;
    case 'NotAMessage':
      return `the frame is not a message, expected ${error.expected}: ${error.sample}`;
    case 'BadEvent':
      return `event ${error.event}: "${error.field}" should be ${error.expected}: ${error.sample}`;
    case 'BadInput':
      return `input ${error.code}: "${error.field}" should be ${error.expected}: ${error.sample}`;
    case 'BadPayload':
      return `${error.family}: expected ${error.expected}: ${error.sample}`;
    case 'MissingColumn':
      return `${error.family}: column ${error.index} (${error.column}) is missing, expected ${error.expected}: ${error.sample}`;
    case 'BadColumn':
      return `${error.family}: column ${error.index} (${error.column}) should be ${error.expected}: ${error.sample}`;
  }
};

/** Says in one line what was wrong with a text and what would be right. */
export const explainSpecError = (error: SpecError): string => {
  const text = JSON.stringify(error.text);
  switch (error._tag) {
    case 'BadSymbol':
      return `${text} is not a symbol: write t and a pair (tBTCUSD, tBTCF0:USTF0) or f and a currency (fUSD), in upper case`;
    case 'BadCandleKey':
      return `${text} is not a candle key: write trade:TIMEFRAME:SYMBOL, for example trade:1m:tBTCUSD or trade:1h:fUSD:p30`;
    case 'BadStatusKey':
      return `${text} is not a status key: write deriv:SYMBOL (deriv:tBTCF0:USTF0) or liq:global`;
    case 'BadPrecision':
      return `${text} is not a book precision: write P0, P1, P2, P3, P4 or R0`;
    case 'BadFrequency':
      return `${text} is not a book frequency: write F0 (real time) or F1 (every 2 s)`;
    case 'BadLength':
      return `${text} is not a book length: write 1, 25, 100 or 250`;
    case 'UnknownChannel':
      return `${text} is not a channel: write ticker, trades, book, candles or status`;
  }
};

/** Whether decoding the same frame again can succeed: it cannot, a frame does not change. The next frame may be fine. */
export const isRetryableDecodeError = (_error: DecodeError): boolean => false;

/** Whether the same text can be accepted later: it cannot, somebody has to write another one. */
export const isRetryableSpecError = (_error: SpecError): boolean => false;
