/** Why a transport could not do what it was asked. No error carries credentials: those of a URL are cut out. */
export type TransportError =
  /** The URL can not be dialled, whatever the network does. */
  | { readonly _tag: 'BadUrl'; readonly url: string; readonly reason: string }
  /**
   * The attempt failed. `status`: the HTTP status of a refused handshake, null where there was none or it is hidden.
   * `code`: the platform's name of the failure (`ECONNRESET`, `ENOTFOUND`, `CERT_HAS_EXPIRED` …), null where it gave none.
   * `retryAfterMs`: for how long a refused handshake asked not to be repeated; absent where it did not, or the platform hides it.
   */
  | {
      readonly _tag: 'DialFailed';
      readonly url: string;
      readonly reason: string;
      readonly status: number | null;
      readonly code: string | null;
      readonly retryAfterMs?: number;
    }
  /** Nobody answered in time. */
  | { readonly _tag: 'DialTimedOut'; readonly url: string; readonly timeoutMs: number }
  /** This platform has no `WebSocket` and none was passed. */
  | { readonly _tag: 'NoWebSocket'; readonly url: string }
  /** The connection is over, or `close` was called. */
  | { readonly _tag: 'Closed'; readonly url: string }
  /** The connection is not open yet. */
  | { readonly _tag: 'NotOpen'; readonly url: string };

/** Says an error in one plain line, without a full stop. */
export const explainTransportError = (error: TransportError): string => {
  switch (error._tag) {
    case 'BadUrl':
      return `${error.url} is not a WebSocket address: ${error.reason}`;
    case 'DialFailed':
      return `cannot connect to ${error.url}: ${error.reason}`;
    case 'DialTimedOut':
      return `cannot connect to ${error.url}: no answer within ${error.timeoutMs} ms`;
    case 'NoWebSocket':
      return `cannot connect to ${error.url}: this platform has no WebSocket; pass one to webTransport`;
    case 'Closed':
      return `the connection to ${error.url} is closed`;
    case 'NotOpen':
      return `the connection to ${error.url} is not open yet`;
  }
};

/**
 * Whether trying again, later, can help. A refused handshake counts as retryable where the server may change its mind:
 * 403 (a rate block refuses the address for a minute), 408, 425, 429 and 5xx; any other answer will be the same again.
 */
export const isRetryableTransportError = (error: TransportError): boolean => {
  switch (error._tag) {
    case 'DialFailed':
      return error.status === null || error.status >= 500 || [403, 408, 425, 429].includes(error.status);
    case 'DialTimedOut':
    case 'NotOpen':
      return true;
    case 'BadUrl':
    case 'NoWebSocket':
    case 'Closed':
      return false;
  }
};
