import { ERROR_CODES, type AccountMessage, type EventMessage, type NumberMode } from '@bitfinex-ws/protocol';

// The texts that users saw; the code is preferred where it is there.
// github.com/ccxt/ccxt/issues/6384 (2020), github.com/bitfinexcom/bitfinex-api-node/issues/242 (2018)
const TEXT = /^ratelimit\b|maximum number of orders per /i;

/** Whether the exchange says that something came too fast: an `error` event or a failed notification with 11010, or its text. */
export const saysRateLimited = <N extends NumberMode>(message: AccountMessage<N> | EventMessage): boolean => {
  switch (message.type) {
    case 'error':
      return message.code === ERROR_CODES.RATE_LIMIT || TEXT.test(message.msg ?? '');
    case 'notification': {
      const { status, code, text } = message.notification;
      if (status === null || status === 'SUCCESS' || status === 'INFO') return false;
      return code === ERROR_CODES.RATE_LIMIT || TEXT.test(text ?? '');
    }
    default:
      return false;
  }
};
