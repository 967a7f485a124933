import type { CalcError } from './contract.js';

/** Says in one line why there is no calculated value. */
export const explainCalcError = (error: CalcError): string => {
  switch (error._tag) {
    case 'BadCalcKey':
      return `${JSON.stringify(error.key)} is no key of calc: write margin_base, margin_sym_tBTCUSD, funding_sym_fUSD, position_tBTCUSD, wallet_margin_USD or balance`;
    case 'CalcTimedOut':
      return error.sent
        ? `${error.key} was not calculated within ${error.timeoutMs} ms: the exchange says nothing of what does not exist`
        : `${error.key} could not be asked for within ${error.timeoutMs} ms`;
    case 'CalcNotSent':
      return `${error.key} was not asked for: ${error.cause === 'closed' ? 'the account was closed' : 'too many keys wait'}`;
  }
};

/** Whether the same may be asked again as it is. */
export const isRetryableCalcError = (error: CalcError): boolean => {
  switch (error._tag) {
    case 'CalcTimedOut':
      return true;
    case 'CalcNotSent':
      return error.cause === 'queueFull';
    case 'BadCalcKey':
      return false;
  }
};
