/** Significant digits of a price; the exchange cuts what is more. https://docs.bitfinex.com/docs/introduction#price-precision */
export const PRICE_DIGITS = 5;

/** Decimals of an amount; the exchange rounds what is more. https://docs.bitfinex.com/docs/introduction#amount-precision */
export const AMOUNT_DECIMALS = 8;
