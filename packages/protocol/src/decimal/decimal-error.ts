/**
 * Why a value is no decimal. `sample` is the beginning of what was given, quoted, or its type in parentheses where it has
 * no text.
 */
export type DecimalError =
  | { readonly _tag: 'NotADecimal'; readonly sample: string }
  | { readonly _tag: 'ExponentTooLarge'; readonly sample: string; readonly limit: number };

/** Says in one line what was wrong with a decimal and what would be right. */
export const explainDecimalError = (error: DecimalError): string => {
  switch (error._tag) {
    case 'NotADecimal':
      return `${error.sample} is not a decimal: write digits such as "-12.50", a finite number or a value of a decimal library`;
    case 'ExponentTooLarge':
      return `${error.sample} has an exponent above ${error.limit}`;
  }
};

/** Whether the same value can be accepted later: it cannot, somebody has to give another one. */
export const isRetryableDecimalError = (_error: DecimalError): boolean => false;
