import { explainDecimalError } from '@bitfinex-ws/protocol';
import type { CheckError, PairLimitsError } from './contract.js';

/** Says in one line why a price or an amount was refused, and what would be accepted. */
export const explainCheckError = (error: CheckError): string => {
  switch (error._tag) {
    case 'BadNumber':
      return `${error.field}: ${explainDecimalError(error.reason)}`;
    case 'PriceNotPositive':
      return `${error.field} ${error.text} is not above 0`;
    case 'PriceTooFine':
      return `${error.field} ${error.text} has ${error.digits} significant digits, at most ${error.limit} are kept: ${error.rounded} would be accepted`;
    case 'AmountZero':
      return `${error.field} ${error.text} orders nothing`;
    case 'AmountTooFine':
      return `${error.field} ${error.text} has ${error.decimals} decimals, at most ${error.limit} are kept: ${error.rounded === null ? 'nothing would be left' : `${error.rounded} would be accepted`}`;
    case 'AmountTooSmall':
      return `${error.field} ${error.text} is below the least of ${error.symbol}, which is ${error.minOrderSize}`;
    case 'AmountTooLarge':
      return `${error.field} ${error.text} is above the most of ${error.symbol}, which is ${error.maxOrderSize}`;
  }
};

/** Whether the same value can be accepted later: it cannot, somebody has to give another one. */
export const isRetryableCheckError = (_error: CheckError): boolean => false;

/** Says in one line what an answer of the exchange lacks to be read as pair limits. */
export const explainPairLimitsError = ({ at, expected }: PairLimitsError): string =>
  `${at === null ? 'the answer' : `row ${at}`} is not ${expected}`;

/** Whether the same answer can be read later: it cannot, another one may. */
export const isRetryablePairLimitsError = (_error: PairLimitsError): boolean => false;
