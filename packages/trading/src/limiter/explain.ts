import type { LimiterError } from './contract.js';

/** Says in one line why something may not go now, and when it may. */
export const explainLimiterError = (error: LimiterError): string => {
  switch (error._tag) {
    case 'RateLimited':
      return error.by === 'exchange'
        ? `the exchange refused orders that came too fast: try again in ${error.retryInMs} ms`
        : `too many orders at once: try again in ${error.retryInMs} ms`;
    case 'LimiterClosed':
      return 'the account was closed while it waited for its turn';
  }
};

/** Whether the same may be asked again as it is. */
export const isRetryableLimiterError = (error: LimiterError): boolean => error._tag === 'RateLimited';
